import * as v from "../input.ts";
import {
  CALL_SHAPE,
  CALL_WANTED,
  type CallFields,
  checkCalls,
  refuseCalls,
  THREE_KINDS,
} from "./calls/call_fields.ts";
import {
  checkDevice,
  type CustomHardware,
  DEVICE_SHAPE,
  deviceWanted,
} from "./devices/custom_hardware.ts";
import {
  checkMarket,
  MARKET_SHAPE,
  MARKET_WANTED,
  type MarketElectricity,
} from "./market_based.ts";
import { OTHER_NAMES } from "./other_names.ts";
import type { Dataset } from "../catalog/dataset.ts";
import {
  isByHour,
  PLACE_SHAPE,
  PLACE_WANTED,
  type PlaceQuery,
} from "./place/place_query.ts";

/**
 * What to run, and where. The energy is `energyKwh`, where it is known, that of the hardware over
 * some hours, or that of calls to a model.
 */
export interface Job extends PlaceQuery, CallFields {
  /**
   * Energy of the computing that is known already, in kWh: read from a meter, or counted by
   * another tool. It takes the place of everything that says which hardware ran for how long. The
   * PUE comes on top: give `pue: 1` if the energy includes the facility's overhead.
   */
  readonly energyKwh?: number;
  /** A name or alias in the catalogue, or a device with its own power. */
  readonly hardware?: string | CustomHardware;
  /**
   * Number of devices, > 0. With a machine type it sets the number of machines too: 16 devices
   * are two machines with 8 each. @default 1, or as many as the machine type has
   */
  readonly count?: number;
  /** Duration, in h. A job needs it, unless it gives its energy. */
  readonly hours?: number;
  /**
   * Mean share of the rated power that is drawn, 0 to 1. At 1 the estimate is an upper one: it
   * assumes full rated power throughout. @default 1
   */
  readonly utilization?: number;
  /**
   * Mean power as measured, in W, of each of the devices that `count` counts; without hardware,
   * that of a whole machine. It takes the place of `utilization`.
   */
  readonly meanWatts?: number;
  /** Host processor: a name in the catalogue or `/proc/cpuinfo`, or one with its own power. */
  readonly cpu?: string | CustomHardware;
  /** Memory, in GB. */
  readonly memoryGb?: number;
  /** Cloud machine type; sets hardware, count, CPU and memory. */
  readonly instance?: string;
  /** Electricity that is contracted for: adds a market-based figure beside the other. */
  readonly marketBased?: MarketElectricity;
  /**
   * Whether to add the embodied emissions of the hardware. @default false, and true for calls to a
   * model
   */
  readonly embodied?: boolean;
  /** Which tables to use. @default "latest" */
  readonly dataset?: Dataset;
}

/** A {@linkcode Job} with its defaults filled in and its names as the catalogue has them. */
export type NormalJob = Job & Required<Pick<Job, "embodied" | "dataset">>;

const nonNegative = v.number(v.least(0));

const shape = {
  energyKwh: v.optional(nonNegative),
  hardware: DEVICE_SHAPE,
  count: v.optional(v.number(v.above(0))),
  hours: v.optional(nonNegative),
  utilization: v.optional(v.number(v.least(0), v.most(1))),
  meanWatts: v.optional(v.number(v.above(0))),
  cpu: DEVICE_SHAPE,
  memoryGb: v.optional(nonNegative),
  instance: v.optional(v.text()),
  ...CALL_SHAPE,
  ...PLACE_SHAPE,
  marketBased: MARKET_SHAPE,
  embodied: v.optional(v.flag()),
  dataset: v.optional(v.word("latest", "lacoste-2019")),
} satisfies Record<keyof Job, unknown>;

const schema = v.record(shape);

const NAME = "a name";
const NUMBER = "a finite number >= 0";
const WATTS = "a finite number > 0, in W";
const HOURS = `${NUMBER}, in h`;

const WANTED: v.Wanted = {
  doing: "read the job",
  whole:
    "an object with hardware and hours, energyKwh, or a model and outputTokens, and a place",
  otherNames: OTHER_NAMES,
  fields: {
    energyKwh: `${NUMBER}, in kWh`,
    ...deviceWanted("hardware"),
    count: "a finite number > 0",
    hours: HOURS,
    utilization: "a number from 0 to 1",
    meanWatts: WATTS,
    ...deviceWanted("cpu"),
    memoryGb: `${NUMBER}, in GB`,
    instance: NAME,
    ...CALL_WANTED,
    ...PLACE_WANTED,
    ...MARKET_WANTED,
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
  const faults = v.faultsOf(schema, job);
  if (faults.length > 0) {
    throw byHourError(job) ?? v.inputError(faults, job, WANTED);
  }
  const checked = job as Job;
  checkKind(checked);
  if (checked.marketBased !== undefined) {
    checkMarket(checked.marketBased, "read the job");
  }
  if (checked.dataset === "lacoste-2019") {
    refuse(checked, NOT_OF_2019, CALCULATOR_HAD);
  }
  return checked;
}

/** A job has one intensity, as nothing says at which hours it runs. */
function byHourError(job: unknown): TypeError | undefined {
  return isByHour((job as Partial<Job> | null)?.carbonIntensity)
    ? new TypeError(
      "Cannot read the job as carbonIntensity is a source by the hour, and nothing says at which hours the job runs: " +
        "use it with bestTime(job, { source }) or track(), or give one intensity in gCO2e/kWh",
    )
    : undefined;
}

/** Checks what a job of one of the three kinds needs, and that it is of no other one. */
function checkKind(job: Job): void {
  if (job.model !== undefined) {
    refuse(job, ["energyKwh", ...OF_MACHINE], THREE_KINDS);
    return checkCalls(job);
  }
  refuseCalls(job);
  if (job.energyKwh === undefined) checkHardware(job);
  else refuse(job, OF_HARDWARE, "energyKwh is the whole energy");
}

/** What says how much energy hardware takes. */
const OF_MACHINE = [
  "hardware",
  "cpu",
  "instance",
  "memoryGb",
  "count",
  "hours",
  "utilization",
  "meanWatts",
] as const;
const OF_HARDWARE = [...OF_MACHINE, "embodied"] as const;

/** The calculator of 2019 counted one kind of device, and no other part of the machine. */
const NOT_OF_2019 = ["instance", "cpu", "memoryGb", "model"] as const;
const CALCULATOR_HAD =
  'the dataset "lacoste-2019" has only hardware, hours and a place';

function checkHardware(job: Job): void {
  const { hardware, instance, cpu, hours, meanWatts } = job;
  const isNamed = (hardware ?? instance ?? cpu) !== undefined;
  if (!isNamed && meanWatts === undefined) {
    throw new TypeError(
      "Cannot read the job as it names no hardware: give hardware " +
        '(a name such as "A100 SXM4 80GB" or { name, tdpWatts }), a cpu or an instance, ' +
        "or energyKwh if the energy is known, or a model that is called",
    );
  }
  if (hours === undefined) {
    throw new TypeError(
      `Cannot read the job as hours must be ${HOURS}, unless energyKwh is given: ` +
        "current value is undefined",
    );
  }
  checkDevice(hardware, "hardware");
  checkDevice(cpu, "cpu");
  if (meanWatts !== undefined || meanOf(hardware) !== undefined) {
    checkMean(job, isNamed);
  }
}

/** A measured mean says what was drawn, so that nothing else may say it again. */
function checkMean(job: Job, isNamed: boolean): void {
  const { hardware, meanWatts } = job;
  if (meanWatts !== undefined && meanOf(hardware) !== undefined) {
    throw new RangeError(
      "Cannot read the job as meanWatts is given twice, for the job and for its hardware",
    );
  }
  if (!isNamed) {
    refuse(job, ["embodied"], "embodied emissions need the hardware");
  }
}

function meanOf(device: Job["hardware"]): number | undefined {
  return typeof device === "object" ? device.meanWatts : undefined;
}

/**
 * Refuses fields that do not go with what else a job says.
 * @param job The job
 * @param fields Fields that it may not have
 * @param why The reason, which ends the sentence
 * @throws {RangeError} If it has one of them
 */
export function refuse(
  job: Job,
  fields: readonly (keyof Job)[],
  why: string,
): void {
  const given = fields.filter((field) => job[field] || job[field] === 0);
  if (given.length === 0) return;
  throw new RangeError(
    `Cannot read the job as it also gives ${given.join(", ")}: ${why}`,
  );
}
