import { S_PER_HOUR } from "../units.ts";
import { shown } from "../input.ts";
import type { Job } from "./job.ts";
import type { Estimate, Footprint } from "./result.ts";

/** A footprint that was measured, such as that of a run. */
export interface Measured extends Footprint {
  /** How long it took, in s. */
  readonly durationS: number;
}

/** The footprint of a job that was estimated or of a run that was measured. */
export type EstimateOrRun = Estimate | Measured;

/** How long it took, in h; `undefined` for a job that gives its energy. */
export function hoursOf(result: EstimateOrRun): number | undefined {
  return "job" in result ? result.job.hours : result.durationS / S_PER_HOUR;
}

/**
 * Tells a result with a footprint from a job, which has yet to be estimated.
 * @param value What the user gave
 * @param doing What the value is needed for, in the words of an error
 * @throws {TypeError} If it is a run in progress, or a result that was made by hand and cannot be
 */
export function hasFootprint<Own extends Footprint>(
  value: Own | Job,
  doing: string,
): value is Own {
  if (typeof value !== "object" || value === null) return false;
  if ("snapshot" in value) {
    throw new TypeError(
      `Cannot ${doing} as the run is still in progress: give its snapshot() or ` +
        `wait for its end: current value is ${shown(value)}`,
    );
  }
  if (!("uncertainty" in value)) return false;
  const fault = faultOf(value as unknown as Fields);
  if (fault === undefined) return true;
  const [field, wanted] = fault;
  throw new TypeError(
    `Cannot ${doing} as the ${field} of the result must be ${wanted}: current value is ${
      shown((value as unknown as Fields)[field])
    }`,
  );
}

type Fields = Readonly<Record<string, unknown>>;

type Wants = readonly [wanted: string, fits: (value: unknown) => boolean];

const isAmount = (value: unknown) =>
  typeof value === "number" && value >= 0 && value < Infinity;
const isText = (value: unknown) => typeof value === "string";
const isObject = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null;
const isList = (fits: (value: Fields) => boolean) => (value: unknown) =>
  Array.isArray(value) &&
  Array.from(value).every((v) => isObject(v) && fits(v));
const isFactor = (value: unknown) =>
  isObject(value) && isAmount(value["medianFactor"]) &&
  isAmount(value["sigma"]);

const AMOUNT: Wants = ["a number >= 0", isAmount];
const NUMBER: Wants = ["a number", Number.isFinite];

/** What a result is made of. Anybody can make one by hand, or change a copy of one. */
const WANTED: Readonly<Record<string, Wants>> = {
  place: ["an object with a name", (v) => isObject(v) && isText(v["name"])],
  energyKwh: AMOUNT,
  itEnergyKwh: AMOUNT,
  components: [
    "a list of parts, each with its energyKwh",
    isList((part) =>
      isAmount(part["energyKwh"]) && isText(part["component"]) &&
      isText(part["name"]) && isText(part["source"])
    ),
  ],
  carbonIntensity: AMOUNT,
  pue: AMOUNT,
  emissionsKg: AMOUNT,
  emissionsRangeKg: [
    "two numbers >= 0, the lower one first",
    (v) =>
      Array.isArray(v) && v.length === 2 && v.every(isAmount) && v[0] <= v[1],
  ],
  uncertainty: [
    "the factors of energy, pue and carbonIntensity",
    (v) =>
      isObject(v) &&
      ["energy", "pue", "carbonIntensity"].every((key) => isFactor(v[key])),
  ],
  offsetPercent: NUMBER,
  offsetKg: NUMBER,
  netEmissionsKg: NUMBER,
  waterL: AMOUNT,
  equivalents: ["a list", isList(() => true)],
  sources: [
    "a list of figures, each with a role and a source",
    isList((figure) => isText(figure["role"]) && isText(figure["source"])),
  ],
  version: [
    "an object with the versions of carboncell and its data",
    (v) => isObject(v) && isText(v["carboncell"]) && isText(v["data"]),
  ],
};

/** What only some results have. */
const WANTED_IF_THERE: Readonly<Record<string, Wants>> = {
  embodiedKg: [
    "a number >= 0 or undefined",
    (v) => v === undefined || isAmount(v),
  ],
  job: ["an object with what was estimated", isObject],
  durationS: AMOUNT,
  startedAt: ["a date", (v) => v instanceof Date && !Number.isNaN(+v)],
  notes: ["a list of texts", (v) => Array.isArray(v) && v.every(isText)],
  sensors: ["a list of sensors", isList(() => true)],
  phases: ["a list of phases", isList(() => true)],
  metrics: ["a list of metrics", isList(() => true)],
  samples: [
    "a list of samples",
    isList(({ timeS, emissionsKg, componentPowerW }) =>
      isAmount(timeS) && isAmount(emissionsKg) && isObject(componentPowerW)
    ),
  ],
};

/** The first field that is not as it has to be, and what it has to be. */
function faultOf(
  value: Fields,
): readonly [field: string, wanted: string] | undefined {
  for (const [field, [wanted, fits]] of Object.entries(WANTED)) {
    if (!fits(value[field])) return [field, wanted];
  }
  for (const [field, [wanted, fits]] of Object.entries(WANTED_IF_THERE)) {
    if (field in value && !fits(value[field])) {
      return [field, wanted];
    }
  }
}
