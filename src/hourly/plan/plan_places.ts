import { isByHour } from "../../estimate/place/place_query.ts";
import { shown } from "../../input.ts";
import type { LogNormal } from "../../model/interval.ts";
import type { HourlySource } from "../hourly_source.ts";
import { planTime, savingRange } from "./plan_time.ts";
import type { PlannedTime, Work } from "./planned_time.ts";
import {
  checkSource,
  checkTimeOptions,
  type TimeOptions,
} from "./time_options.ts";

const DOING = "find the best place";

/** Where and when a job may run. */
export interface BestPlaceOptions extends TimeOptions {
  /**
   * The places: sources, or sources by the names of their places, or names together with `source`.
   * The first one is where the job would run now.
   */
  readonly among:
    | readonly (string | HourlySource)[]
    | Readonly<Record<string, HourlySource>>;
  /** The sources of named places: a function of the name, or an object of them. */
  readonly source?:
    | ((place: string) => HourlySource)
    | Readonly<Record<string, HourlySource>>;
}

/** A place that is not compared, and why. */
export interface ApartPlace {
  /** What it is called. */
  readonly place: string;
  /** Why it is not compared. */
  readonly why: string;
}

/** The best times of all places, the best one first. */
export interface PlannedPlaces {
  /** With the saving against starting now in the first place that was named. */
  readonly places: readonly PlannedTime[];
  /** Those whose hours are not known. */
  readonly apart: readonly ApartPlace[];
  /** The place that the saving is counted from. */
  readonly home: string;
}

/**
 * The best times in some places.
 * @param workIn The job in a place
 * @param options Where and when it may run
 * @throws {TypeError} If the bases of the sources differ
 * @throws {RangeError} If it fits into no place
 */
export async function planPlaces(
  workIn: (place: string) => Work,
  options: BestPlaceOptions,
): Promise<PlannedPlaces> {
  const sources = sourcesOf(options);
  checkBases(sources);
  const { among: _, source: __, ...time } = options;
  // One clock for all places, also if the first one takes a while.
  const start = time.start ?? new Date();
  const settled = await Promise.allSettled(
    sources.map(([place, source]) =>
      planTime(workIn(place), place, source, { ...time, start })
    ),
  );
  const planned = settled.flatMap((result) =>
    result.status === "fulfilled" ? [result.value] : []
  );
  const apart = settled.flatMap((result, i) =>
    result.status === "rejected"
      ? [{ place: sources[i]![0], why: String(result.reason?.message) }]
      : []
  );
  if (planned.length === 0) {
    throw settled.find((result) => result.status === "rejected")?.reason;
  }
  const home = planned[0]!;
  const { factor } = workIn(home.place);
  return {
    places: planned.map((plan) =>
      plan === home ? plan : against(home, plan, factor)
    )
      .sort((a, b) => a.emissionsKg - b.emissionsKg),
    apart,
    home: home.place,
  };
}

/** A plan with its saving against starting now in another place. */
function against(
  home: PlannedTime,
  plan: PlannedTime,
  energy: LogNormal,
): PlannedTime {
  const { now } = home;
  const sigma = Math.max(home.forecastError.sigma, plan.forecastError.sigma);
  return {
    ...plan,
    now,
    savingKg: now && now.emissionsKg - plan.emissionsKg,
    savingRangeKg: now &&
      savingRange(now.emissionsKg, plan.emissionsKg, 0, energy, {
        medianFactor: 1,
        sigma,
      }),
  };
}

function sourcesOf(options: BestPlaceOptions): [string, HourlySource][] {
  checkTimeOptions(options, DOING, {
    among: "a list of places or sources",
    source:
      "a function that gives the source of a place, or an object of sources",
  });
  const { among, source } = options;
  const entries: [string, unknown][] = Array.isArray(among)
    ? among.map((entry) =>
      typeof entry === "string"
        ? [entry, sourceIn(entry, source)]
        : [String(entry?.zone), entry]
    )
    : typeof among === "object" && among !== null
    ? Object.entries(among)
    : [];
  if (entries.length === 0) {
    throw new TypeError(
      `Cannot ${DOING} as among must be a list of places or sources, or an object of sources: current value is ${
        shown(among)
      }`,
    );
  }
  for (const [, entry] of entries) checkSource(entry, DOING);
  const twice = entries.find(([place], i) =>
    entries.findIndex(([other]) => other === place) < i
  );
  if (twice !== undefined) {
    throw new RangeError(
      `Cannot ${DOING} as ${
        shown(twice[0])
      } is there twice: name the places by among: { name: source }`,
    );
  }
  return entries as [string, HourlySource][];
}

function sourceIn(place: string, source: unknown): unknown {
  if (typeof source === "function") return source(place);
  if (isByHour(source)) {
    throw new TypeError(
      `Cannot ${DOING} as source has the hours of one place: give a function of a place, such as (zone) => hourly.electricityMaps({ token, zone })`,
    );
  }
  if (typeof source === "object" && source !== null) {
    const found = Object.entries(source).find(([name]) => name === place)?.[1];
    if (found !== undefined) return found;
  }
  throw new TypeError(
    `Cannot ${DOING} as the place ${
      shown(place)
    } needs its source: give source, a function of a place, such as (zone) => hourly.electricityMaps({ token, zone })`,
  );
}

/** Figures that count different things must not be ranked together. */
function checkBases(sources: readonly [string, HourlySource][]): void {
  const [first] = sources;
  const other = sources.find(([, { basis }]) => basis !== first?.[1].basis);
  if (first === undefined || other === undefined) return;
  throw new TypeError(
    `Cannot ${DOING} as the intensity of ${shown(first[0])} is ${
      first[1].basis
    } and that of ${shown(other[0])} is ${
      other[1].basis
    }: places are compared on one basis`,
  );
}
