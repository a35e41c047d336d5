import { isTime, readAnswer } from "./answer_form.ts";
import { askJson } from "./ask.ts";
import { type Point, withEnds } from "../hours.ts";
import type { IntensityHour } from "../hourly_source.ts";
import type { Network } from "./network.ts";
import type { Feed } from "./open_source.ts";
import { FORECAST_AGE_MS, pages } from "./pages.ts";
import { SourceError } from "./source_error.ts";
import { MS_PER_DAY } from "../../units.ts";

/** What is asked of Electricity Maps. */
export interface ElectricityMapsQuery {
  /** The name of the source. */
  readonly name: string;
  /** The zone, by the code of Electricity Maps. */
  readonly zone: string;
  /** The user's token. */
  readonly token: string;
  /** Where the API is. */
  readonly baseUrl: string;
}

/** The API allows 10 days of hours a request. */
const MOST_DAYS = 10;
/** What the server answers to a token that may not ask for this. */
const REFUSED: readonly (number | undefined)[] = [401, 403];

/**
 * Electricity Maps, version 3 of its API.
 * @see https://app.electricitymaps.com/developer-hub/api/reference
 */
export function electricityMapsFeed(
  query: ElectricityMapsQuery,
  network: Network,
): Feed {
  const read = (
    what: string,
    more: Record<string, string>,
    maxAgeMs: number,
  ) => readList(query, what, more, maxAgeMs, network);
  return {
    async *past(start, end) {
      const now = network.nowMs();
      for (const page of pages(start, end, MOST_DAYS, now, true)) {
        const range = {
          start: page.start.toISOString(),
          end: page.end.toISOString(),
        };
        try {
          yield await read("past-range", range, page.maxAgeMs);
        } catch (error) {
          const isRecent = start.getTime() >= now - MS_PER_DAY;
          if (!(isFree(error) && isRecent)) throw error;
          // The free tier has the last 24 hours.
          yield await read("history", {}, FORECAST_AGE_MS);
          return;
        }
      }
    },
    async *ahead() {
      yield (await read("forecast", {}, FORECAST_AGE_MS))
        .map((hour) => ({ ...hour, kind: "forecast" }));
    },
  };
}

function isFree(error: unknown): boolean {
  return error instanceof SourceError && REFUSED.includes(error.status);
}

async function readList(
  { name, zone, token, baseUrl }: ElectricityMapsQuery,
  what: string,
  more: Readonly<Record<string, string>>,
  maxAgeMs: number,
  network: Network,
): Promise<IntensityHour[]> {
  const url = new URL(`carbon-intensity/${what}`, baseUrl);
  url.search = String(new URLSearchParams({ zone, ...more }));
  let answer: unknown;
  try {
    answer = await askJson({
      source: name,
      url,
      headers: { "auth-token": token },
      secrets: [token],
      maxAgeMs,
    }, network);
  } catch (error) {
    if (!isFree(error)) throw error;
    const { message, status } = error as SourceError;
    const said = message.slice(message.indexOf("it answered"));
    throw new SourceError(
      name,
      `${said}: a token of the free tier has no past beyond 24 h and no forecast, ` +
        "and each token has its own zones",
      false,
      status,
    );
  }
  const read = await readAnswer(name, answer, (z) => {
    const hours = z.array(z.object({
      carbonIntensity: z.number().nonnegative().nullable(),
      datetime: z.string().refine(isTime),
      emissionFactorType: z.string().nullish(),
      isEstimated: z.boolean().nullish(),
    }));
    return z.object({
      zone: z.string().nullish(),
      data: hours.optional(),
      history: hours.optional(),
      forecast: hours.optional(),
    }).refine((read) => read.data ?? read.history ?? read.forecast, {
      message: "it has no list of hours",
    });
  });
  if (typeof read.zone === "string" && read.zone !== zone) {
    throw new SourceError(
      name,
      `it answered for the zone ${JSON.stringify(read.zone)}`,
      false,
    );
  }
  const rows = read.data ?? read.history ?? read.forecast ?? [];
  const other = rows.find(({ emissionFactorType: type }) =>
    typeof type === "string" && type !== "lifecycle"
  );
  if (other !== undefined) {
    throw new SourceError(
      name,
      `it answered ${other.emissionFactorType} figures, which are no lifecycle ones`,
      false,
    );
  }
  const points = rows.map((
    { carbonIntensity, datetime, isEstimated },
  ): Point => ({
    start: new Date(datetime),
    gPerKwh: carbonIntensity ?? undefined,
    kind: isEstimated ? "estimated" : "measured",
  }));
  return withEnds(points, 60);
}
