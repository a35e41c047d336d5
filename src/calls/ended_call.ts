import type { askedModel } from "./asked_model.ts";
import type { CallAddress } from "./call_address.ts";
import type { SeenCall } from "./seen_call.ts";

/** A call that has been sent. */
export interface SentCall {
  /** What its address says. */
  readonly address: CallAddress;
  /** Finds the model that the request asks for. */
  readonly askedModel: ReturnType<typeof askedModel>;
  /** When it was sent, by `performance.now()`. */
  readonly startedAtMs: number;
}

/** Takes a call that has ended, or `undefined` for what was no call. */
export type TellCall = (call: SeenCall | undefined) => void;

/** Who wants to know of calls. None of them throws. */
export interface Watchers {
  /** Gives the error that refuses a call before it is sent. */
  refusal(): Error | undefined;
  /** A call is sent. */
  sent(): void;
  /** Takes once what became of each that was sent. */
  readonly tell: TellCall;
}

/** What is known of a call only when it has ended. */
export type CallEnd = Pick<SeenCall, "outcome"> & Partial<SeenCall>;

/**
 * Reports a call that has ended.
 * @param sent What was sent
 * @param end What is known since then
 * @param tell Takes the call
 */
export function tellEnded(sent: SentCall, end: CallEnd, tell: TellCall): void {
  const { address, startedAtMs } = sent;
  const durationS = (performance.now() - startedAtMs) / 1000;
  const give = (model: string | undefined) =>
    tell({
      ...NOTHING,
      provider: address.provider,
      host: address.host,
      format: address.format.name,
      startedAtMs,
      durationS,
      place: address.place,
      isLocal: address.isLocal,
      ...end,
      model,
    });
  const model = end.model || address.model || sent.askedModel();
  if (model instanceof Promise) model.then(give);
  else give(model);
}

/** What is unknown until an answer says it. */
const NOTHING = {
  inputTokens: undefined,
  cachedInputTokens: undefined,
  outputTokens: undefined,
  reasoningTokens: undefined,
  images: undefined,
  streamed: false,
  estimated: false,
  status: undefined,
  firstTokenS: undefined,
  serverTimes: undefined,
  reported: undefined,
};
