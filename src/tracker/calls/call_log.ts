import { priced } from "./priced.ts";
import { type CallSums, type RunCall, sumOfCalls } from "./run_call.ts";
import {
  type CallTaker,
  type EarlyCalls,
  type EndedCall,
  watchCalls,
} from "./watch_calls.ts";
import { callCount } from "./call_groups.ts";

/** What a log of calls is given. */
export interface CallLogOptions {
  /** The id of the run. */
  readonly id: string;
  /** When it began, by the clock of this thread, in s. */
  readonly startS: number;
  /** The calls that were sent while its sensors were being opened. */
  readonly early?: EarlyCalls | undefined;
  /** Called when a call has ended. */
  readonly taken: (call: RunCall) => void;
  /** The error that refuses the next call, if there is one. */
  readonly refusal: () => Error | undefined;
}

/** The calls of a run in progress. */
export class CallLog implements CallTaker {
  readonly id: string;
  readonly sinceS: number;
  readonly refusal: () => Error | undefined;
  readonly #startS: number;
  readonly #taken: (call: RunCall) => void;
  readonly #rows: RunCall[] = [];
  readonly #stop: () => void;
  #sums: CallSums = sumOfCalls([]);
  #open = 0;

  /** Takes calls from now on. */
  constructor({ id, startS, early, taken, refusal }: CallLogOptions) {
    this.id = id;
    this.#startS = startS;
    this.sinceS = Math.min(startS, early?.sinceS ?? startS);
    this.#taken = taken;
    this.refusal = refusal;
    this.#stop = watchCalls(this);
    early?.handOver(this);
  }

  /** What they have used so far. */
  get sums(): CallSums {
    return this.#sums;
  }

  /** Those that have ended. */
  get rows(): readonly RunCall[] {
    return [...this.#rows];
  }

  sent(): void {
    this.#open += 1;
  }

  none(): void {
    this.#open -= 1;
  }

  ended(ended: EndedCall): void {
    this.#open -= 1;
    const call = rowOf(ended, this.id, this.#startS);
    this.#rows.push(call);
    this.#sums = added(this.#sums, sumOfCalls([call]));
    this.#taken(call);
  }

  /**
   * Takes no more calls.
   * @returns A note on those that have not ended
   */
  close(): string[] {
    this.#stop();
    if (this.#open <= 0) return [];
    return [
      `${
        callCount(this.#open)
      } to models had not ended when the run did: not counted`,
    ];
  }
}

function added(a: CallSums, b: CallSums): CallSums {
  return {
    energyKwh: a.energyKwh + b.energyKwh,
    emissionsKg: a.emissionsKg + b.emissionsKg,
    itEnergyKwh: a.itEnergyKwh + b.itEnergyKwh,
    waterL: a.waterL + b.waterL,
  };
}

/** A call as a row of a run. */
function rowOf(
  { call, id, first }: EndedCall,
  run: string,
  startS: number,
): RunCall {
  const { startedAtMs, place, reported, host: _, format: __, ...facts } = call;
  return Object.freeze({
    id,
    ...facts,
    timeS: Math.max(0, startedAtMs / 1000 - startS),
    energyKwh: undefined,
    emissionsKg: undefined,
    place: undefined,
    ...place !== undefined && { placeSeen: place },
    ...reported !== undefined && { reported: { ...reported, isUsed: false } },
    ...priced(call, place),
    ...first !== run && { countedBy: first },
  });
}
