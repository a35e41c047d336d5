import * as z from "zod";
import { jobError } from "./job_error.ts";

/** Which tables an estimate rests on. */
export type Dataset = "latest" | "lacoste-2019";

/** A device that the catalogue does not hold, or whose power is known better. */
export interface CustomHardware {
  /** What to call it. */
  readonly name: string;
  /** Thermal design power or mean power of one device, in W. */
  readonly tdpWatts: number;
}

/** What is to be run, on what, for how long and where. */
export interface Job {
  /** Name or alias in the catalogue, or a device of one's own. */
  readonly hardware?: string | CustomHardware;
  /** How many devices, > 0. @default 1 */
  readonly count?: number;
  /** Duration, in h. */
  readonly hours: number;
  /** Mean share of the power that is drawn, 0 to 1. @default 1 */
  readonly utilization?: number;
  /** Host processor: a name in the catalogue or `/proc/cpuinfo`, or one's own. */
  readonly cpu?: string | CustomHardware;
  /** Memory held, in GB. */
  readonly memoryGb?: number;
  /** Cloud machine type; fills hardware, count, CPU and memory. */
  readonly instance?: string;
  /** Cloud provider; with `region`. */
  readonly provider?: string;
  /** The provider's region; with `provider`. */
  readonly region?: string;
  /** Country or other area: name, ISO 3166 code. */
  readonly country?: string;
  /** State or province of the country: name or ISO 3166-2 code. */
  readonly subdivision?: string;
  /** Carbon intensity of the electricity, in gCO2e/kWh; wins over the place's. */
  readonly carbonIntensity?: number;
  /** Power usage effectiveness, >= 1; wins over the place's. */
  readonly pue?: number;
  /** Share that is offset, in percent; wins over the provider's claim. */
  readonly offsetPercent?: number;
  /** Whether to reckon the emissions of making the hardware. @default false */
  readonly embodied?: boolean;
  /** Which tables to use. @default "latest" */
  readonly dataset?: Dataset;
}

/** A {@linkcode Job} with its defaults filled and its names as the catalogue has them. */
export type NormalJob =
  & Job
  & Required<
    Pick<Job, "count" | "hours" | "utilization" | "embodied" | "dataset">
  >;

const nonNegative = z.number().gte(0);
const custom = z.strictObject({
  name: z.string().min(1),
  tdpWatts: z.number().gt(0),
});
const name = z.string().min(1);

const schema = z.strictObject({
  hardware: z.union([name, custom]).optional(),
  count: z.number().gt(0).optional(),
  hours: nonNegative,
  utilization: nonNegative.lte(1).optional(),
  cpu: z.union([name, custom]).optional(),
  memoryGb: nonNegative.optional(),
  instance: name.optional(),
  provider: name.optional(),
  region: name.optional(),
  country: name.optional(),
  subdivision: name.optional(),
  carbonIntensity: nonNegative.optional(),
  pue: z.number().gte(1).optional(),
  offsetPercent: nonNegative.lte(100).optional(),
  embodied: z.boolean().optional(),
  dataset: z.enum(["latest", "lacoste-2019"]).optional(),
});

/** The keys that a job may have. */
export const JOB_KEYS: readonly (keyof Job)[] = Object.keys(
  schema.shape,
) as (keyof Job)[];

/**
 * Checks a job's shape and ranges. Names are looked up later.
 * @param job What the user gave
 * @throws {TypeError} If a field is missing, unknown or of the wrong type
 * @throws {RangeError} If a value is out of its range
 */
export function checkJob(job: unknown): Job {
  const result = schema.safeParse(job);
  if (!result.success) throw jobError(result.error.issues, job, JOB_KEYS);
  const checked = result.data as Job;
  if (
    checked.hardware === undefined && checked.instance === undefined &&
    checked.cpu === undefined
  ) {
    throw new TypeError(
      'Cannot read the job as it names no hardware: give hardware (a name such as "A100 SXM4 80GB" or { name, tdpWatts }), a cpu or an instance',
    );
  }
  return checked;
}
