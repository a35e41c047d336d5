import { OTHER_NAMES } from "../estimate/other_names.ts";
import * as v from "../input.ts";
import type { HourlySource } from "../hourly/hourly_source.ts";
import {
  isByHour,
  PLACE_SHAPE,
  PLACE_WANTED,
  type PlaceQuery,
} from "../estimate/place/place_query.ts";
import {
  checkMarket,
  MARKET_SHAPE,
  MARKET_WANTED,
  type MarketElectricity,
} from "../estimate/market_based.ts";
import type { Attribution } from "../sensors/parts/finding.ts";
import { checkRecording, type Recording } from "../sensors/replay.ts";
import { SAMPLING_SHAPE, SAMPLING_WANTED } from "./sampling_options.ts";

/** Where a run takes place, and how it is measured. */
export interface TrackOptions extends Omit<PlaceQuery, "carbonIntensity"> {
  /**
   * Carbon intensity of the electricity, in gCO2e/kWh, a function that gives it at a time, or a
   * source by the hour, such as `hourly.gb()`. It takes precedence over that of the place.
   */
  readonly carbonIntensity?: number | ((at: Date) => number) | HourlySource;
  /** Electricity that is contracted for: adds a market-based figure beside the other. */
  readonly marketBased?: MarketElectricity;
  /**
   * The most the run may emit with its calls to models, in kgCO2e, > 0: above it, `run.signal`
   * fires and the next call is refused before it is sent.
   */
  readonly budgetKg?: number;
  /** What happens then: the run is aborted, or gets a note. @default "abort" */
  readonly onBudget?: "abort" | "warn";
  /** Time between two samples, in ms, 20 to 3,600,000. @default 1000 */
  readonly intervalMs?: number;
  /**
   * Whether processor and memory count for the whole machine or for this process and its children.
   * Children that a shell leaves in the background count as long as they are in its group of
   * processes; one that makes a session of its own before it is seen does not.
   * @default "machine"
   */
  readonly attribution?: Attribution;
  /** Whether to show the run while it is in progress. @default true */
  readonly live?: boolean;
  /** Tags by which the ledger finds the run. @default none */
  readonly tags?: readonly string[];
  /** A recording to replay instead of reading the machine's sensors. */
  readonly replay?: Recording;
}

const { carbonIntensity: intensity, ...place } = PLACE_SHAPE;

const OPTIONS = v.record({
  ...place,
  marketBased: MARKET_SHAPE,
  budgetKg: v.optional(v.number(v.above(0))),
  onBudget: v.optional(v.word("abort", "warn")),
  ...SAMPLING_SHAPE,
  tags: v.optional(v.list(v.text())),
});

const INTENSITY = v.record({ carbonIntensity: intensity });

const WANTED: v.Wanted = {
  doing: "track the run",
  whole: "an object of options",
  otherNames: OTHER_NAMES,
  fields: {
    ...PLACE_WANTED,
    carbonIntensity:
      "a finite number >= 0, in gCO2e/kWh, a function of a Date that gives one, or a source such as hourly.gb()",
    ...MARKET_WANTED,
    budgetKg: "a finite number > 0, in kgCO2e",
    onBudget: '"abort" or "warn"',
    ...SAMPLING_WANTED,
    tags: "a list of texts",
    "tags.[]": "text that is not empty",
    replay: "a recording that run.record wrote",
  },
};

/**
 * Checks options in shape and range. Names are looked up later.
 * @param options What the user gave
 * @param more Further fields, which something else checks, in the words of an error
 * @throws {TypeError} If an option is unknown or of the wrong type
 * @throws {RangeError} If a value is out of its range
 */
export function checkOptions(
  options: unknown,
  more: Readonly<Record<string, string>> = {},
): TrackOptions {
  const wanted = { ...WANTED, fields: { ...WANTED.fields, ...more } };
  if (typeof options !== "object" || options === null) {
    throw v.inputError(v.faultsOf(OPTIONS, options), options, wanted);
  }
  const { replay, carbonIntensity, ...others } = options as TrackOptions;
  const rest: TrackOptions = Object.fromEntries(
    Object.entries(others).filter(([name]) => !Object.hasOwn(more, name)),
  );
  const faults = [
    ...v.faultsOf(OPTIONS, rest),
    ...typeof carbonIntensity === "function" || isByHour(carbonIntensity)
      ? []
      : v.faultsOf(INTENSITY, { carbonIntensity }),
  ];
  if (faults.length > 0) throw v.inputError(faults, options, wanted);
  if (rest.marketBased !== undefined) {
    checkMarket(rest.marketBased, "track the run");
  }
  if (replay !== undefined) checkRecording(replay);
  if (isByHour(carbonIntensity)) checkAverage(carbonIntensity as HourlySource);
  return options;
}

/** A footprint is what was emitted on average, and marginal figures are of one more kWh. */
function checkAverage({ name, basis }: HourlySource): void {
  if (basis !== "marginal") return;
  throw new TypeError(
    `Cannot track the run as the intensity of ${name} is marginal, and a footprint is counted by averages: ` +
      "use it with bestTime(), or give a source of averages",
  );
}

/**
 * Checks the name of a run or of a phase.
 * @param name What the user gave
 * @param doing What the name is for, such as "begin the phase"
 * @throws {TypeError} If it is no text, or empty
 */
export function checkName(name: unknown, doing: string): string {
  if (typeof name === "string" && name.trim() !== "") return name;
  throw new TypeError(
    `Cannot ${doing} as its name must be text: current value is ${
      v.shown(name)
    }`,
  );
}
