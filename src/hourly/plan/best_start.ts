/** A stretch of time with one intensity. */
export interface Slot {
  /** When it begins, in ms since 1970. */
  readonly startMs: number;
  /** When it ends. */
  readonly endMs: number;
  /** Its intensity, in gCO2e/kWh. */
  readonly grams: number;
}

/** A stretch of time in which a job runs. */
export interface Stretch {
  /** When it begins, in ms since 1970. */
  readonly startMs: number;
  /** When it ends. */
  readonly endMs: number;
}

/** Costs that differ by less are the same: sums of a year lose so many digits. */
const ROUNDING = 1e-12;

/**
 * The start of least emissions of a job that runs in one piece, to the millisecond: the *flexible
 * start* of Dodge et al. The integral over the window is piecewise linear in the start, so that its
 * least value is where the window begins or ends with a slot. The last start is the end less the
 * length.
 * @param slots In the order of time; a window never reaches over a gap between them
 * @param lengthMs How long the job runs, > 0
 * @returns The earliest of the best; `undefined` if the job fits nowhere
 * @see Dodge et al. 2022, section 5.2: https://arxiv.org/abs/2206.05229
 */
export function bestStart(
  slots: readonly Slot[],
  lengthMs: number,
): Stretch | undefined {
  let best: { stretch: Stretch; cost: number } | undefined;
  for (const group of withoutGaps(slots)) {
    const sums = new PrefixSums(group);
    for (const startMs of startsIn(group, lengthMs)) {
      const endMs = startMs + lengthMs;
      const cost = sums.between(startMs, endMs);
      if (best === undefined || cost < best.cost * (1 - ROUNDING)) {
        best = { stretch: { startMs, endMs }, cost };
      }
    }
  }
  return best?.stretch;
}

/** The starts at which the window begins or ends with a slot, in the order of time. */
function startsIn(group: readonly Slot[], lengthMs: number): number[] {
  const first = group[0]!.startMs;
  const last = group.at(-1)!.endMs - lengthMs;
  const starts = group.flatMap(({ startMs, endMs }) => [
    startMs,
    endMs - lengthMs,
  ]).filter((at) => at >= first && at <= last);
  return starts.sort((a, b) => a - b);
}

/** Slots that follow each other without a gap, together. */
export function withoutGaps(slots: readonly Slot[]): Slot[][] {
  const groups: Slot[][] = [];
  for (const slot of slots) {
    const group = groups.at(-1);
    if (group?.at(-1)?.endMs === slot.startMs) group.push(slot);
    else groups.push([slot]);
  }
  return groups;
}

/** Integrals of the intensity over slots without gaps. */
class PrefixSums {
  readonly #slots: readonly Slot[];
  /** Up to the beginning of each slot, in g/kWh × ms. */
  readonly #sums: readonly number[];

  constructor(slots: readonly Slot[]) {
    this.#slots = slots;
    let sum = 0;
    this.#sums = slots.map(({ startMs, endMs, grams }) => {
      const before = sum;
      sum += grams * (endMs - startMs);
      return before;
    });
  }

  between(fromMs: number, toMs: number): number {
    return this.#upTo(toMs) - this.#upTo(fromMs);
  }

  #upTo(atMs: number): number {
    let [low, high] = [0, this.#slots.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.#slots[middle]!.startMs <= atMs) low = middle;
      else high = middle - 1;
    }
    const { startMs, grams } = this.#slots[low]!;
    return this.#sums[low]! + grams * (atMs - startMs);
  }
}

/**
 * The emissions per kW of a job in some stretches, in g/kWh × ms.
 * @param slots In the order of time
 * @param stretches In the order of time
 * @returns `undefined` if a slot is missing
 */
export function costOf(
  slots: readonly Slot[],
  stretches: readonly Stretch[],
): number | undefined {
  let cost = 0;
  for (const { startMs, endMs } of stretches) {
    let coveredMs = 0;
    for (const slot of slots) {
      const sharedMs = Math.min(endMs, slot.endMs) -
        Math.max(startMs, slot.startMs);
      if (sharedMs <= 0) continue;
      coveredMs += sharedMs;
      cost += sharedMs * slot.grams;
    }
    if (coveredMs < endMs - startMs) return undefined;
  }
  return cost;
}

/** Stretches that follow each other without a gap, as one. */
export function joined(stretches: readonly Stretch[]): Stretch[] {
  const whole: Stretch[] = [];
  for (const { startMs, endMs } of stretches) {
    const last = whole.at(-1);
    if (last?.endMs === startMs) whole[whole.length - 1] = { ...last, endMs };
    else whole.push({ startMs, endMs });
  }
  return whole;
}
