import type { SeenCall } from "../../calls/seen_call.ts";
import { guardCalls, onCall } from "../../calls/watch.ts";

/** A call that has ended, as each run hears about it. */
export interface EndedCall {
  readonly call: SeenCall;
  /** One id for all runs. */
  readonly id: string;
  /** The id of the run that began first of those that count it. */
  readonly first: string;
}

/** Something that takes calls: a run in progress. */
export interface CallTaker {
  /** The id of the run. */
  readonly id: string;
  /** Since when calls belong to it, by the clock of this thread, in s. */
  readonly sinceS: number;
  /** A call is being sent. */
  sent(): void;
  /** What was being sent was no call. */
  none(): void;
  /** A call that was sent since then has ended. */
  ended(call: EndedCall): void;
  /** The error that refuses the next call; `undefined` if it may be sent. */
  refusal(): Error | undefined;
}

/** In the order in which they began. */
const takers = new Set<CallTaker>();

let stop: (() => void) | undefined;

/**
 * Gives a run the calls that are sent from now on, until the function it returns is called. A call
 * belongs to every run that is open when it is sent.
 * @param taker The run
 */
export function watchCalls(taker: CallTaker): () => void {
  takers.add(taker);
  stop ??= listened();
  return () => {
    takers.delete(taker);
    if (takers.size > 0) return;
    stop?.();
    stop = undefined;
  };
}

function listened(): () => void {
  const unlisten = onCall(deliver);
  const unguard = guardCalls({ check: refusal, sent, none });
  return () => {
    unlisten();
    unguard();
  };
}

function deliver(call: SeenCall): void {
  const own = [...takers].filter(({ sinceS }) =>
    sinceS * 1000 <= call.startedAtMs
  );
  const first = own[0]?.id ?? "";
  const id = crypto.randomUUID();
  for (const taker of own) taker.ended({ call, id, first });
}

/** Asks all runs before a call is sent: one of them may have spent its budget. */
function refusal(): Error | undefined {
  for (const taker of takers) {
    const error = taker.refusal();
    if (error !== undefined) return error;
  }
}

function sent(): void {
  for (const taker of takers) taker.sent();
}

function none(): void {
  for (const taker of takers) taker.none();
}

/** Keeps the calls of a run whose sensors are being opened, until the run itself takes them. */
export class EarlyCalls implements CallTaker {
  readonly id: string;
  readonly sinceS: number;
  readonly #ended: EndedCall[] = [];
  readonly #stop: () => void;
  #sent = 0;

  /** Takes calls from now on. */
  constructor(id: string) {
    this.id = id;
    this.sinceS = performance.now() / 1000;
    this.#stop = watchCalls(this);
  }

  sent(): void {
    this.#sent += 1;
  }

  none(): void {
    this.#sent -= 1;
  }

  ended(call: EndedCall): void {
    this.#ended.push(call);
  }

  refusal(): undefined {}

  /**
   * Hands all calls over, and takes no more of them.
   * @param taker The run; `undefined` if it could not begin
   */
  handOver(taker: CallTaker | undefined): void {
    this.#stop();
    for (let i = 0; i < this.#sent; i += 1) taker?.sent();
    for (const call of this.#ended) taker?.ended(call);
  }
}
