import {
  above,
  either,
  faultsOf,
  flag,
  inputError,
  least,
  most,
  number,
  optional,
  record,
  text,
  type Wanted,
  word,
} from "../input.ts";
import type { Dataset } from "../catalog/dataset.ts";
import {
  PLACE_SHAPE,
  PLACE_WANTED,
  type PlaceQuery,
} from "./place/place_query.ts";

/** A device that is not in the catalogue, or whose power the user knows better. */
export interface CustomHardware {
  /** What to call it. */
  readonly name: string;
  /** Thermal design power or mean power of one device, in W. */
  readonly tdpWatts: number;
}

/** What to run, on which hardware, for how long and where. */
export interface Job extends PlaceQuery {
  /** A name or alias in the catalogue, or a device with its own power. */
  readonly hardware?: string | CustomHardware;
  /**
   * Number of devices, > 0. With a machine type it sets the number of machines too: 16 devices
   * are two machines with 8 each. @default 1, or as many as the machine type has
   */
  readonly count?: number;
  /** Duration, in h. */
  readonly hours: number;
  /**
   * Mean share of the rated power that is drawn, 0 to 1. At 1 the estimate is an upper one: it
   * assumes full rated power throughout. @default 1
   */
  readonly utilization?: number;
  /** Host processor: a name in the catalogue or `/proc/cpuinfo`, or one with its own power. */
  readonly cpu?: string | CustomHardware;
  /** Memory, in GB. */
  readonly memoryGb?: number;
  /** Cloud machine type; sets hardware, count, CPU and memory. */
  readonly instance?: string;
  /** Whether to add the embodied emissions of the hardware. @default false */
  readonly embodied?: boolean;
  /** Which tables to use. @default "latest" */
  readonly dataset?: Dataset;
}

/** A {@linkcode Job} with its defaults filled in and its names as the catalogue has them. */
export type NormalJob =
  & Job
  & Required<
    Pick<Job, "count" | "hours" | "utilization" | "embodied" | "dataset">
  >;

const nonNegative = number(least(0));
const name = text();

/** The shape of a device: a name, or one with its own power. */
export const DEVICE_SHAPE: ReturnType<typeof optional> = optional(
  either(name, record({ name, tdpWatts: number(above(0)) })),
);

const shape = {
  hardware: DEVICE_SHAPE,
  count: optional(number(above(0))),
  hours: nonNegative,
  utilization: optional(number(least(0), most(1))),
  cpu: DEVICE_SHAPE,
  memoryGb: optional(nonNegative),
  instance: optional(name),
  ...PLACE_SHAPE,
  embodied: optional(flag()),
  dataset: optional(word("latest", "lacoste-2019")),
} satisfies Record<keyof Job, unknown>;

const schema = record(shape);

const NAME = "a name";
const NUMBER = "a finite number >= 0";

/**
 * The shape of a device in the words of an error.
 * @param field The field with the device
 */
export function deviceWanted(field: string): Readonly<Record<string, string>> {
  return {
    [field]: "a name in the catalogue or { name, tdpWatts } with tdpWatts > 0",
    [`${field}.name`]: NAME,
    [`${field}.tdpWatts`]: "a finite number > 0, in W",
  };
}

const WANTED: Wanted = {
  doing: "read the job",
  whole: "an object with hardware, hours and a place",
  fields: {
    ...deviceWanted("hardware"),
    count: "a finite number > 0",
    hours: `${NUMBER}, in h`,
    utilization: "a number from 0 to 1",
    ...deviceWanted("cpu"),
    memoryGb: `${NUMBER}, in GB`,
    instance: NAME,
    ...PLACE_WANTED,
    embodied: "true or false",
    dataset: '"latest" or "lacoste-2019"',
  },
};

/**
 * Checks the shape and the values of a job. Names are looked up later.
 * @param job What the user gave
 * @throws {TypeError} If a field is missing, unknown or of the wrong type
 * @throws {RangeError} If a value is out of its range
 */
export function checkJob(job: unknown): Job {
  const faults = faultsOf(schema, job);
  if (faults.length > 0) throw inputError(faults, job, WANTED);
  const checked = job as Job;
  if (
    checked.hardware === undefined && checked.instance === undefined &&
    checked.cpu === undefined
  ) {
    throw new TypeError(
      "Cannot read the job as it names no hardware: give hardware " +
        '(a name such as "A100 SXM4 80GB" or { name, tdpWatts }), a cpu or an instance',
    );
  }
  checkDataset(checked);
  return checked;
}

/** The calculator of 2019 counted one kind of device, and no other part of the machine. */
function checkDataset(job: Job): void {
  if (job.dataset !== "lacoste-2019") return;
  for (const field of ["instance", "cpu", "memoryGb"] as const) {
    if (job[field] === undefined) continue;
    throw new RangeError(
      `Cannot read the job as the dataset "lacoste-2019" has no ${field}: ` +
        "the calculator had only hardware, hours and a place",
    );
  }
}
