import { energyKwh } from "../model/energy.ts";
import { type Hardware, hardwareOf } from "./hardware.ts";
import { checkJob, type Job } from "./job.ts";
import { type Load, loadsOf } from "./part_power.ts";

/** A job with everything about it looked up, before it is given a place. */
export interface Plan {
  /** The job as checked. */
  readonly job: Job;
  /** Its hardware. */
  readonly hardware: Hardware;
  /** Mean power of each part. */
  readonly loads: readonly Load[];
  /** Energy of the computing, in kWh. */
  readonly itEnergyKwh: number;
}

/**
 * Looks up the hardware of a job and reckons its IT energy.
 * @param given What the user gave
 */
export function planOf(given: unknown): Plan {
  const checked = checkJob(given);
  const hardware = hardwareOf(checked);
  const job = withProvider(checked, hardware);
  const loads = loadsOf(hardware, job.utilization ?? 1);
  const powerW = loads.reduce((watts, load) => watts + load.powerW, 0);
  return {
    job,
    hardware,
    loads,
    itEnergyKwh: energyKwh(powerW, job.hours),
  };
}

/** A machine type knows its provider, so that a region of it need not repeat it. */
function withProvider(job: Job, { instance }: Hardware): Job {
  return instance !== undefined && job.region !== undefined &&
      job.provider === undefined
    ? { ...job, provider: instance.provider }
    : job;
}
