// The small build of zod: a third less to load, on the path of every first estimate.
import * as z from "zod/mini";
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

const nonNegative = z.number().check(z.gte(0));
const positive = z.number().check(z.gt(0));
const name = z.string().check(z.minLength(1));
const device = z.union([
  name,
  z.strictObject({ name, tdpWatts: positive }),
]);

const shape = {
  hardware: z.optional(device),
  count: z.optional(positive),
  hours: nonNegative,
  utilization: z.optional(nonNegative.check(z.lte(1))),
  cpu: z.optional(device),
  memoryGb: z.optional(nonNegative),
  instance: z.optional(name),
  provider: z.optional(name),
  region: z.optional(name),
  country: z.optional(name),
  subdivision: z.optional(name),
  carbonIntensity: z.optional(nonNegative),
  pue: z.optional(z.number().check(z.gte(1))),
  offsetPercent: z.optional(nonNegative.check(z.lte(100))),
  embodied: z.optional(z.boolean()),
  dataset: z.optional(z.enum(["latest", "lacoste-2019"])),
} satisfies Record<keyof Job, z.ZodMiniType>;

// The small build's own objects are checked field by field; this one compiles its check, which
// halves the time of a sweep's estimates.
const schema = new z.core.$ZodObjectJIT({
  type: "object",
  shape,
  catchall: z.never(),
});

/** The keys that a job may have. */
export const JOB_KEYS: readonly (keyof Job)[] = Object.keys(
  shape,
) as (keyof Job)[];

/**
 * Checks a job's shape and ranges. Names are looked up later.
 * @param job What the user gave
 * @throws {TypeError} If a field is missing, unknown or of the wrong type
 * @throws {RangeError} If a value is out of its range
 */
export function checkJob(job: unknown): Job {
  const result = z.core.safeParse(schema, job);
  if (!result.success) throw jobError(result.error.issues, job, JOB_KEYS);
  const checked = result.data as unknown as Job;
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
