import { isTime, readAnswer } from "./answer_form.ts";
import { askJson, type Question } from "./ask.ts";
import { type Point, withEnds } from "../hours.ts";
import type { IntensityHour } from "../hourly_source.ts";
import type { Network } from "./network.ts";
import type { Feed } from "./open_source.ts";
import { FORECAST_AGE_MS, pages } from "./pages.ts";
import { SourceError } from "./source_error.ts";
import { MS_PER_HOUR } from "../../units.ts";

/** What is asked of WattTime. */
export interface WattTimeQuery {
  /** The name of the source. */
  readonly name: string;
  /** The region, by the code of WattTime. */
  readonly region: string;
  /** The user's name there. */
  readonly user: string;
  /** The password. */
  readonly password: string;
  /** Where the API is. */
  readonly baseUrl: string;
}

/** The API allows 32 days a request. */
const MOST_DAYS = 31;
const MOST_FORECAST_HOURS = 72;

/** A pound per megawatt-hour, in g/kWh: 453.59237 g in 1000 kWh. */
const G_PER_KWH_OF_LB_PER_MWH = 0.45359237;

/**
 * WattTime, version 3 of its API: marginal emissions.
 * @see https://docs.watttime.org
 */
export function wattTimeFeed(query: WattTimeQuery, network: Network): Feed {
  // Only in memory: it is as good as the password.
  let bearer: Promise<string> | undefined;
  const read = async (
    what: string,
    more: Readonly<Record<string, string>>,
    maxAgeMs: number,
  ) => {
    for (let tries = 1;; tries += 1) {
      bearer ??= logIn(query, network);
      try {
        return await readList(
          query,
          await bearer,
          what,
          more,
          maxAgeMs,
          network,
        );
      } catch (error) {
        bearer = undefined;
        // A bearer lasts half an hour.
        const hasExpired = error instanceof SourceError && error.status === 401;
        if (!hasExpired || tries > 1) throw error;
      }
    }
  };
  return {
    async *past(start, end) {
      const now = network.nowMs();
      for (const page of pages(start, end, MOST_DAYS, now, true)) {
        const range = {
          start: page.start.toISOString(),
          end: page.end.toISOString(),
        };
        yield await read("historical", range, page.maxAgeMs);
      }
    },
    async *ahead(_, end) {
      const hours = Math.ceil((end.getTime() - network.nowMs()) / MS_PER_HOUR);
      const horizon = Math.min(MOST_FORECAST_HOURS, Math.max(1, hours));
      const more = { horizon_hours: String(horizon) };
      yield (await read("forecast", more, FORECAST_AGE_MS))
        .map((hour) => ({ ...hour, kind: "forecast" }));
    },
  };
}

async function logIn(
  { name, user, password, baseUrl }: WattTimeQuery,
  network: Network,
): Promise<string> {
  const bytes = new TextEncoder().encode(`${user}:${password}`);
  const basic = bytes.toBase64();
  const question: Question = {
    source: name,
    url: new URL("login", baseUrl),
    headers: { authorization: `Basic ${basic}` },
    secrets: [basic, password],
  };
  const answer = await askJson(question, network);
  const { token } = await readAnswer(
    name,
    answer,
    (z) => z.object({ token: z.string().min(1) }),
  );
  return token;
}

async function readList(
  { name, region, password, baseUrl }: WattTimeQuery,
  bearer: string,
  what: string,
  more: Readonly<Record<string, string>>,
  maxAgeMs: number,
  network: Network,
): Promise<IntensityHour[]> {
  const url = new URL(`v3/${what}`, baseUrl);
  url.search = String(
    new URLSearchParams({ region, signal_type: "co2_moer", ...more }),
  );
  const answer = await askJson({
    source: name,
    url,
    headers: { authorization: `Bearer ${bearer}` },
    secrets: [bearer, password],
    maxAgeMs,
  }, network);
  const { data } = await readAnswer(name, answer, (z) =>
    z.object({
      data: z.array(z.object({
        point_time: z.string().refine(isTime),
        value: z.number().nonnegative().nullable(),
      })),
      meta: z.object({ units: z.literal("lbs_co2_per_mwh") }),
    }));
  const points = data.map(({ point_time, value }): Point => ({
    start: new Date(point_time),
    gPerKwh: value === null ? undefined : value * G_PER_KWH_OF_LB_PER_MWH,
    kind: "estimated",
  }));
  return withEnds(points, 5);
}
