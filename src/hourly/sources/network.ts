import { readCached, writeCached } from "./answer_cache.ts";

/** The world as a source of the network sees it; tests replace it. */
export interface Network {
  /** Sends a request. */
  readonly fetch: typeof fetch;
  /** Now, in ms since 1970. */
  readonly nowMs: () => number;
  /** Waits, in ms. */
  readonly wait: (ms: number) => Promise<void>;
  /** How long an answer may take, in ms. */
  readonly timeoutMs: number;
  /** Answers that were kept. */
  readonly cache: AnswerCache;
}

/** Answers by their keys. Neither of the two fails. */
export interface AnswerCache {
  /** The answer that is younger than this, in ms, if one is kept. */
  read(key: string, maxAgeMs: number): Promise<string | undefined>;
  /** Keeps an answer. */
  write(key: string, text: string): Promise<void>;
}

/** The network of this machine. */
export const HOST_NETWORK: Network = {
  fetch: (...request) => fetch(...request),
  nowMs: () => Date.now(),
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  timeoutMs: 15_000,
  cache: { read: readCached, write: writeCached },
};
