import { given, type SourcedFigure } from "../../catalog/sourced_figure.ts";
import { publication } from "../../catalog/sources.ts";
import { type Spread, spread } from "../../catalog/spreads.ts";
import { EXACT, type LogNormal } from "../../model/interval.ts";
import type { HourlySource, IntensityHour } from "../hourly_source.ts";
import { MS_PER_DAY } from "../../units.ts";

/** How far an expected intensity may be off, and how that is known. */
export interface ForecastError {
  /** True intensity over expected one. */
  readonly factor: LogNormal;
  /** How it is known, in words. */
  readonly source: string;
}

/** How far back the forecasts of a source are looked at. */
const LOOKED_BACK_MS = 7 * MS_PER_DAY;

/** Fewer hours say nothing. */
const LEAST_HOURS = 24;

/** Ratios of smaller intensities say nothing about others, in g/kWh. */
const LEAST_GRAMS = 10;

/**
 * How far hours may be off: by the source's own past forecasts where it keeps them, else as
 * published.
 * @param source Gave the hours
 * @param hours What it gave
 * @param start When they begin
 */
export async function forecastErrorOf(
  source: HourlySource,
  hours: readonly IntensityHour[],
  start: Date,
): Promise<ForecastError> {
  const kinds = new Set(hours.map(({ kind = "measured" }) => kind));
  if (kinds.size === 1 && kinds.has("made")) {
    return { factor: EXACT, source: "a formula, which has no error" };
  }
  if (!kinds.has("forecast") && hours.every(({ end }) => end <= start)) {
    return published("intensity-user");
  }
  return await ownError(source, start) ?? published("intensity-forecast");
}

function published(id: string): ForecastError {
  const { medianFactor, sigma, what, source }: Spread = spread(id);
  const titles = source.map((key) => publication(key).title);
  return {
    factor: { medianFactor, sigma },
    source: `${what} (${titles.join("; ")})`,
  };
}

async function ownError(
  source: HourlySource,
  start: Date,
): Promise<ForecastError | undefined> {
  if (source.keepsForecasts !== true) return undefined;
  let past: readonly IntensityHour[];
  try {
    const until = new Date(Math.min(start.getTime(), Date.now()));
    const from = new Date(until.getTime() - LOOKED_BACK_MS);
    past = await source.between(from, until);
  } catch {
    // The published error serves as well.
    return undefined;
  }
  const logs = past.flatMap(({ gPerKwh = 0, forecastGPerKwh = 0, kind }) =>
    kind === "measured" && Math.min(gPerKwh, forecastGPerKwh) > LEAST_GRAMS
      ? [Math.log(gPerKwh / forecastGPerKwh)]
      : []
  );
  if (logs.length < LEAST_HOURS) return undefined;
  const sigma = Math.sqrt(
    logs.reduce((sum, log) => sum + log ** 2, 0) / logs.length,
  );
  return {
    factor: { medianFactor: 1, sigma },
    source:
      `${source.name}: its ${logs.length} forecasts of the last 7 days against what came`,
  };
}

/** The mean intensity of a planned time as a figure of a result. */
export function hourlyFigure(
  { name, zone, licence }: Pick<HourlySource, "name" | "zone" | "licence">,
  value: number,
  assumed: boolean,
): SourcedFigure {
  const figure = given({
    role: "intensity",
    what:
      `grid carbon intensity of ${zone} by the hour, mean of the planned time`,
    value,
    unit: "gCO2e/kWh",
  });
  return Object.freeze({
    ...figure,
    source: `${name} (${licence})`,
    given: false,
    assumed,
  });
}
