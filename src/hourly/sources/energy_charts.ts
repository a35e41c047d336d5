import { readAnswer } from "./answer_form.ts";
import { askJson } from "./ask.ts";
import { type Point, withSeenEnds } from "../hours.ts";
import type { IntensityHour } from "../hourly_source.ts";
import type { Network } from "./network.ts";
import type { Feed } from "./open_source.ts";
import { minuteText, pages } from "./pages.ts";

/** What is asked of Energy-Charts. */
export interface EnergyChartsQuery {
  /** The name of the source. */
  readonly name: string;
  /** The country, by its code. */
  readonly country: string;
  /** Where the API is. */
  readonly baseUrl: string;
}

/** A month of quarters of an hour is an answer of 100 kB. */
const MOST_DAYS = 31;

/**
 * Energy-Charts of Fraunhofer ISE. One request gives what was measured and what is forecast.
 * @see https://api.energy-charts.info/
 */
export function energyChartsFeed(
  query: EnergyChartsQuery,
  network: Network,
): Feed {
  async function* read(start: Date, end: Date) {
    const now = network.nowMs();
    for (const page of pages(start, end, MOST_DAYS, now)) {
      yield await readPage(query, page.start, page.end, page.maxAgeMs, network);
    }
  }
  return { past: read, ahead: read };
}

async function readPage(
  { name, country, baseUrl }: EnergyChartsQuery,
  start: Date,
  end: Date,
  maxAgeMs: number,
  network: Network,
): Promise<IntensityHour[]> {
  const url = new URL("co2eq", baseUrl);
  url.search = String(
    new URLSearchParams({
      country: country.toLowerCase(),
      start: minuteText(start),
      end: minuteText(end),
    }),
  );
  const answer = await askJson({ source: name, url, maxAgeMs }, network);
  const read = await readAnswer(name, answer, (z) => {
    const values = z.array(z.number().nonnegative().nullable());
    return z.object({
      unix_seconds: z.array(z.number().int()),
      co2eq: values.nullish(),
      co2eq_forecast: values.nullish(),
    }).refine(
      ({ unix_seconds: times, co2eq, co2eq_forecast: forecast }) =>
        (co2eq ?? forecast) &&
        [co2eq, forecast].every((list) =>
          !list || list.length === times.length
        ),
      { message: "its lists must be as long as the list of times" },
    );
  });
  const points = read.unix_seconds.map((seconds, i): Point => {
    const measured = read.co2eq?.[i] ?? undefined;
    const forecast = read.co2eq_forecast?.[i] ?? undefined;
    return {
      start: new Date(seconds * 1000),
      gPerKwh: measured ?? forecast,
      kind: measured === undefined ? "forecast" : "measured",
      ...(measured !== undefined && forecast !== undefined &&
        { forecastGPerKwh: forecast }),
    };
  });
  return withSeenEnds(points, 15);
}
