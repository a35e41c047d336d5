import { isTime, readAnswer } from "./answer_form.ts";
import { askJson } from "./ask.ts";
import type { IntensityHour } from "../hourly_source.ts";
import type { Network } from "./network.ts";
import type { Feed } from "./open_source.ts";
import { FORECAST_AGE_MS, minuteText, type Page, pages } from "./pages.ts";
import { MS_PER_HOUR } from "../../units.ts";

/** What is asked of the Carbon Intensity API of Great Britain. */
export interface GbQuery {
  /** The name of the source. */
  readonly name: string;
  /** The number of a region, 1 to 17; all of Great Britain without one. */
  readonly regionId: number | undefined;
  /** Where the API is. */
  readonly baseUrl: string;
}

/** The API allows 14 days a request. */
const MOST_DAYS = 14;
const FORECAST_MS = 48 * MS_PER_HOUR;

/**
 * The Carbon Intensity API of the National Energy System Operator.
 * @see https://carbon-intensity.github.io/api-definitions/
 */
export function gbFeed(query: GbQuery, network: Network): Feed {
  const read = (path: string, maxAgeMs: number) =>
    readPage(query, path, maxAgeMs, network);
  return {
    async *past(start, end) {
      const now = network.nowMs();
      for (const page of pages(start, end, MOST_DAYS, now)) {
        yield await read(
          `${minuteText(page.start)}/${minuteText(page.end)}`,
          page.maxAgeMs,
        );
      }
    },
    async *ahead(start, end) {
      for (let at = start; at < end;) {
        const hours = await read(`${minuteText(at)}/fw48h`, FORECAST_AGE_MS);
        yield hours;
        const next = new Date(at.getTime() + FORECAST_MS);
        // The forecast ends somewhere in these two days.
        if ((hours.at(-1)?.end ?? at) < next) return;
        at = next;
      }
    },
  };
}

async function readPage(
  { name, regionId, baseUrl }: GbQuery,
  times: string,
  maxAgeMs: Page["maxAgeMs"],
  network: Network,
): Promise<IntensityHour[]> {
  const path = regionId === undefined
    ? `intensity/${times}`
    : `regional/intensity/${times}/regionid/${regionId}`;
  const url = new URL(path, baseUrl);
  const answer = await askJson({ source: name, url, maxAgeMs }, network);
  const { data } = await readAnswer(name, answer, (z) => {
    const number = z.number().nonnegative().nullish();
    const time = z.string().refine(isTime);
    const halfHours = z.array(z.object({
      from: time,
      to: time,
      intensity: z.object({ forecast: number, actual: number }),
    }));
    const region = z.object({ data: halfHours });
    return z.object({
      // Regions are a list in some answers of the API.
      data: z.union([halfHours, region, z.array(region).min(1)]),
    });
  });
  const [first] = Array.isArray(data) ? data : [data];
  const rows = first !== undefined && "data" in first
    ? first.data
    : data as Exclude<typeof first, { data: unknown } | undefined>[];
  return rows.map(({ from, to, intensity }) => {
    const { actual, forecast } = intensity;
    const span = { start: new Date(from), end: new Date(to) };
    if (actual === null || actual === undefined) {
      return { ...span, gPerKwh: forecast ?? undefined, kind: "forecast" };
    }
    return {
      ...span,
      gPerKwh: actual,
      kind: "measured",
      ...(typeof forecast === "number" && { forecastGPerKwh: forecast }),
    };
  });
}
