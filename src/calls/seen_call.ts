import type { ReportedEnergy, ServerTimes } from "./answer/reported.ts";

export type { ReportedEnergy, ServerTimes };

/** What is known of one call to a model. What is unknown is `undefined`, never 0. */
export interface SeenCall {
  /** Who answered, such as `"openai"`; `undefined` for a server that we do not know. */
  readonly provider: string | undefined;
  /** The host of the address, with its port if it has one. */
  readonly host: string;
  /** The format of the answer, such as `"openai-chat"`. */
  readonly format: string;
  /** The model as the answer names it, else as the request does. */
  readonly model: string | undefined;
  /** Tokens of the whole prompt, with those from a cache, in whatever way the format counts. */
  readonly inputTokens: number | undefined;
  /** Those of the prompt that came from a cache. */
  readonly cachedInputTokens: number | undefined;
  /** Tokens of the answer, with those of its reasoning. */
  readonly outputTokens: number | undefined;
  /** Those of the answer that were reasoning. */
  readonly reasoningTokens: number | undefined;
  /** Pictures that were made. */
  readonly images: number | undefined;
  /** Whether the answer came as a stream. */
  readonly streamed: boolean;
  /** Whether the tokens were counted by the parts of a stream, as the answer did not say them. */
  readonly estimated: boolean;
  /** The status of HTTP; `undefined` if no answer came. */
  readonly status: number | undefined;
  /** Whether the answer was whole, an error, or not read to its end. */
  readonly outcome: "answered" | "failed" | "broken off";
  /** When the call was sent, by `performance.now()`. */
  readonly startedAtMs: number;
  /** Time until the first part of the answer, in s. */
  readonly firstTokenS: number | undefined;
  /** Time until the end of the answer, in s. */
  readonly durationS: number | undefined;
  /** Where it ran, as host, header or answer say it: a name that `estimate()` understands. */
  readonly place: string | undefined;
  /** Whether this machine answered: a loopback address that is not a gateway. */
  readonly isLocal: boolean;
  /** How long the server says that it worked, in s. */
  readonly serverTimes: ServerTimes | undefined;
  /** Energy that the provider measured. */
  readonly reported: ReportedEnergy | undefined;
}
