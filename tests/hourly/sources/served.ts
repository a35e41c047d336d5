import { electricityMapsFeed } from "../../../src/hourly/sources/electricity_maps.ts";
import type { Feed } from "../../../src/hourly/sources/open_source.ts";
import {
  hoursAhead,
  hoursBetween,
} from "../../../src/hourly/sources/open_source.ts";
import type { IntensityHour } from "../../../src/hourly/hourly_source.ts";
import type { Network } from "../../../src/hourly/sources/network.ts";
import { yearlyAverageOf } from "../../../src/hourly/yearly_average.ts";

type Answer = unknown | Response | ((request: Request) => unknown);

/** A server of the documented shapes. It answers 404 to what it was not told. */
export class Served implements AsyncDisposable {
  readonly requests: Request[] = [];
  readonly #answers = new Map<string, Answer>();
  readonly #server: Deno.HttpServer<Deno.NetAddr>;

  constructor() {
    this.#server = Deno.serve(
      { hostname: "127.0.0.1", port: 0, onListen() {} },
      async (request) => {
        this.requests.push(
          new Request(request.url, { headers: new Headers(request.headers) }),
        );
        const { pathname } = new URL(request.url);
        const found = [...this.#answers].find(([start]) =>
          pathname.startsWith(start)
        );
        if (found === undefined) return new Response("?", { status: 404 });
        const given = found[1];
        const answer =
          await (typeof given === "function" ? given(request) : given);
        return answer instanceof Response
          ? answer.clone()
          : Response.json(answer);
      },
    );
  }

  get baseUrl(): string {
    return `http://127.0.0.1:${this.#server.addr.port}/`;
  }

  /** Answers requests whose path begins so, in place of what it answered before. */
  answer(start: string, answer: Answer): void {
    this.#answers.set(start, answer);
    this.requests.length = 0;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server.shutdown();
  }
}

/** A network with a clock that stands, and a memory in place of the disk. */
export function testNetwork(
  now: string,
  more: Partial<Network> = {},
): Network & { readonly waits: number[]; readonly kept: Map<string, string> } {
  const waits: number[] = [];
  const kept = new Map<string, string>();
  return {
    fetch: (...request) => fetch(...request),
    nowMs: () => Date.parse(now),
    wait: (ms) => {
      waits.push(ms);
      return Promise.resolve();
    },
    timeoutMs: 10_000,
    cache: {
      read: (key) => Promise.resolve(kept.get(key)),
      write: (key, text) => {
        kept.set(key, text);
        return Promise.resolve();
      },
    },
    waits,
    kept,
    ...more,
  };
}

/** Hours as texts and numbers, which are easy to compare. */
export function plain(hours: readonly IntensityHour[]): unknown[] {
  return hours.map(({ start, end, gPerKwh, kind }) => [
    start.toISOString().slice(5, 16),
    end.toISOString().slice(11, 16),
    gPerKwh,
    kind,
  ]);
}

/** The hours of a feed between two times. */
export function between(
  feed: Feed,
  [start, end]: readonly [string, string],
  of: { readonly zone: string; readonly minutes: number } = {
    zone: "nowhere",
    minutes: 60,
  },
): Promise<IntensityHour[]> {
  const described = {
    name: "the source",
    zone: of.zone,
    basis: "lifecycle",
    licence: "",
    resolutionMinutes: of.minutes,
    yearlyAverage: yearlyAverageOf(of.zone, "lifecycle"),
  } as const;
  return hoursBetween(described, feed, new Date(start), new Date(end));
}

/** What a feed expects between two times. */
export function ahead(
  feed: Feed,
  [start, end]: readonly [string, string],
  now: string,
): Promise<IntensityHour[]> {
  return hoursAhead(feed, new Date(start), new Date(end), Date.parse(now));
}

/** A secret that no output may show. */
export const TOKEN = "s3cret-T0ken/with+signs";

export const NOW = "2026-03-02T10:12:00Z";
export const MORNING = ["2026-03-02T08:00Z", "2026-03-02T10:00Z"] as const;

/** Germany has an average by the year. */
export const DE = { zone: "DE", minutes: 60 };

/** The answer of Electricity Maps. */
export const MAPS: { readonly zone: string; readonly data: readonly object[] } =
  {
    zone: "DE",
    data: [["08", 342, false] as const, ["09", 318, true] as const].map((
      [hour, carbonIntensity, isEstimated],
    ) => ({
      zone: "DE",
      carbonIntensity,
      datetime: `2026-03-02T${hour}:00:00.000Z`,
      updatedAt: "2026-03-02T10:12:00.000Z",
      createdAt: "2026-02-27T08:20:00.000Z",
      emissionFactorType: "lifecycle",
      isEstimated,
      estimationMethod: isEstimated ? "TIME_SLICER_AVERAGE" : null,
    })),
  };

/** Electricity Maps at a server. */
export function maps(
  baseUrl: string,
  network: Network = testNetwork(NOW),
): Feed {
  return electricityMapsFeed(
    { name: "Maps", zone: "DE", token: TOKEN, baseUrl },
    network,
  );
}
