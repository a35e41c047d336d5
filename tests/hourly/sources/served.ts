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
