import { comparable } from "../../nearest.ts";
import { UnknownNameError } from "../../errors.ts";
import {
  withOwnFigures,
  withOwnPue,
} from "../../estimate/place/own_figures.ts";
import { findSite, siteOf } from "../../estimate/place/find_site.ts";
import { onBasis } from "../../estimate/place/on_basis.ts";
import {
  type Place,
  type Site,
  unnamedSite,
} from "../../estimate/place/site.ts";
import type { Input, SourcedFigure } from "../../catalog/sourced_figure.ts";
import { spread } from "../../catalog/spreads.ts";
import { counted, number } from "../../format.ts";
import type { HourlySource } from "../../hourly/hourly_source.ts";
import { isSource, type JobLogOptions } from "../log/options.ts";
import { MS_PER_HOUR } from "../../units.ts";

/** The hours of a place are this far from those of the next one, in one integer. */
export const PLACE_STEP = 1e7;

/** Where jobs ran, with the intensity of each hour. */
export interface JobSite extends Pick<Site, "wueSite" | "wueGrid"> {
  readonly place: Place;
  readonly pue: Input;
  readonly carbonIntensity: Input;
  /** The first hour since 1970. */
  readonly firstHour: number;
  /** Intensity of each hour from then on, in g/kWh. */
  readonly hours: Float64Array;
  /** Whether it differs from hour to hour. */
  readonly isHourly: boolean;
  readonly notes: readonly string[];
}

/**
 * The site of jobs with the intensity of the hours of a log.
 * @param zone The place that the jobs name; empty for that of the options
 * @param options The options of the log
 * @param span The first and the last hour since 1970
 * @returns Why there is none, if the log names a place that is not in the tables
 */
export async function jobSite(
  zone: string,
  options: JobLogOptions,
  span: readonly [first: number, last: number],
): Promise<JobSite | string> {
  const source = sourceOf(zone, options);
  const known = siteNamed(zone, options, source);
  if (typeof known === "string") return known;
  const [first, last] = span;
  const count = last - first + 1;
  if (source === undefined || options.carbonIntensity !== undefined) {
    const site = known as Site;
    return {
      ...site,
      firstHour: first,
      hours: new Float64Array(count)
        .fill(site.carbonIntensity.figure.value),
      isHourly: false,
      notes: [],
    };
  }
  const read = await source.between(
    new Date(first * MS_PER_HOUR),
    new Date((last + 1) * MS_PER_HOUR),
  );
  const { hours, covered, assumed, made } = byHour(read, first, count);
  const mean = meanOf(hours, covered);
  const basis = source.basis === "unknown" || source.basis === "marginal"
    ? undefined
    : source.basis;
  const same = known && basis && onBasis(known, basis, "latest");
  const yearly = source.yearlyAverage?.gPerKwh ??
    (same ?? known)?.carbonIntensity.figure.value ?? mean;
  if (yearly === undefined) {
    throw new RangeError(
      `Cannot price the job log as ${source.name} has no intensity of its hours, and no place ` +
        "is given whose yearly average could be used: give country or carbonIntensity",
    );
  }
  let missing = assumed;
  for (let i = 0; i < count; i += 1) {
    if (covered[i]! > 0) hours[i] = hours[i]! / covered[i]!;
    else {
      hours[i] = yearly;
      missing += 1;
    }
  }
  const what =
    `grid carbon intensity by the hour of ${source.zone} (${source.basis})`;
  const figure: SourcedFigure = Object.freeze({
    role: "intensity",
    what: `${what}, mean of the log's hours`,
    value: meanOf(hours, hours.map(() => 1)) ?? yearly,
    unit: "gCO2e/kWh",
    source: `${source.name}${
      made ? ", made by a formula" : ""
    }; ${source.licence}`,
    publication: undefined,
    url: undefined,
    year: undefined,
    assumed: made,
    given: false,
  });
  const site = known ?? withOwnPue(
    unnamedSite({ figure, spread: spread("intensity-user") }),
    options,
  );
  const { basis: _, ...place } = site.place;
  return {
    place: basis === undefined ? place : { ...place, basis },
    pue: site.pue,
    wueSite: site.wueSite,
    wueGrid: site.wueGrid,
    carbonIntensity: { figure, spread: spread("intensity-user") },
    firstHour: first,
    hours,
    isHourly: true,
    notes: [
      ...(missing === 0 ? [] : [
        `${source.name} has no value for ${counted(missing, "hour")} of ${
          counted(count, "hour")
        }: the yearly average of ${
          number(yearly)
        } g/kWh is taken, which is an assumption`,
      ]),
      ...(made
        ? [
          `The intensities of ${
            JSON.stringify(source.zone)
          } are made by a formula, and of no real grid`,
        ]
        : []),
    ],
  };
}

/** The source for jobs of a place. A single one is for all jobs, unless they name other places. */
function sourceOf(
  zone: string,
  { intensity }: JobLogOptions,
): HourlySource | undefined {
  if (intensity === undefined) return undefined;
  if (isSource(intensity)) {
    const isOwn = zone === "" ||
      comparable(zone) === comparable(intensity.zone);
    return isOwn ? intensity : undefined;
  }
  const name = Object.keys(intensity).find((name) =>
    comparable(name) === comparable(zone)
  );
  const all = Object.values(intensity);
  return name === undefined
    ? zone === "" && all.length === 1 ? all[0] : undefined
    : intensity[name];
}

function siteNamed(
  zone: string,
  options: JobLogOptions,
  source: HourlySource | undefined,
): Site | string | undefined {
  const { carbonIntensity, pue } = options;
  const own = {
    ...(carbonIntensity !== undefined && { carbonIntensity }),
    ...(pue !== undefined && { pue }),
  };
  if (zone === "") {
    const site = findSite(options);
    if (site !== undefined) return withOwnFigures(site, own);
    // Without a place, an error says the ways to give one.
    return source === undefined ? siteOf({}) : undefined;
  }
  try {
    return withOwnFigures(siteOf({ region: zone }), own);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const hint = error instanceof UnknownNameError &&
        error.suggestions.length > 0
      ? ` (did you mean ${JSON.stringify(error.suggestions[0])}?)`
      : "";
    return `its place ${JSON.stringify(zone)} is not known${hint}`;
  }
}

interface HourSums {
  /** Intensity times time, in g/kWh times hours. */
  readonly hours: Float64Array;
  /** Time with a value, in hours. */
  readonly covered: Float64Array;
  /** Hours whose value is assumed by the source itself. */
  readonly assumed: number;
  /** Whether any is made by a formula. */
  readonly made: boolean;
}

/** The mean of each hour, as sources may have half hours or irregular ones. */
function byHour(
  read: Awaited<ReturnType<HourlySource["between"]>>,
  first: number,
  count: number,
): HourSums {
  const hours = new Float64Array(count);
  const covered = new Float64Array(count);
  let assumed = 0;
  let made = false;
  for (const { start, end, gPerKwh, kind } of read) {
    if (gPerKwh === undefined || !Number.isFinite(gPerKwh)) continue;
    made ||= kind === "made";
    const from = start.getTime() / MS_PER_HOUR - first;
    const to = end.getTime() / MS_PER_HOUR - first;
    if (kind === "assumed") assumed += to - from;
    for (let hour = Math.max(0, Math.floor(from)); hour < to; hour += 1) {
      if (hour >= count) break;
      const length = Math.min(to, hour + 1) - Math.max(from, hour);
      hours[hour]! += length * gPerKwh;
      covered[hour]! += length;
    }
  }
  return { hours, covered, assumed, made };
}

function meanOf(
  sums: Float64Array,
  weights: Float64Array,
): number | undefined {
  const weight = weights.reduce((sum, value) => sum + value, 0);
  return weight === 0
    ? undefined
    : sums.reduce((sum, value) => sum + value, 0) / weight;
}
