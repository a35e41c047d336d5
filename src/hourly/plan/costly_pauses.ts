import { joined, type Slot, type Stretch } from "./best_start.ts";
import { MS_PER_MINUTE } from "../../units.ts";

/** The most states that are tried; more take seconds. */
const MOST_STATES = 3e7;

/** What a slot is used for. A part of one is at its beginning or at its end. */
const [OFF, WHOLE, PART_THEN_OFF, PART_THEN_ON] = [0, 1, 2, 3];

/**
 * The stretches of least emissions of a job each of whose pauses has a cost: the offline optimum of
 * the *pause and resume* problem of Lechowicz et al., by dynamic programming over the slots. Two
 * ends of stretches within slots could be moved against each other without a higher cost, so that
 * an optimum uses all slots but one as a whole or not at all.
 * @param given Slots in the order of time; they begin and end with a minute
 * @param lengthMs How long the job runs in all, > 0
 * @param pauseCost Of one pause, in g/kWh × ms
 * @returns `undefined` if the slots are shorter than the job
 * @throws {RangeError} If there are too many states to try
 * @see Lechowicz et al. 2023: https://arxiv.org/abs/2303.17551
 */
export function costlyPauses(
  given: readonly Slot[],
  lengthMs: number,
  pauseCost: number,
): Stretch[] | undefined {
  const slots = given.map((slot) => ({
    ...slot,
    startMs: minute(slot.startMs),
    endMs: minute(slot.endMs),
  })).filter(({ startMs, endMs }) => endMs > startMs);
  const unitMs = slots.reduce(
    (unit, { startMs, endMs }) => divisor(unit, endMs - startMs),
    0,
  );
  if (unitMs === 0) return undefined;
  const units = Math.floor(lengthMs / unitMs);
  const restMs = lengthMs - units * unitMs;
  const width = units + 1;
  if (slots.length * width * 4 > MOST_STATES) {
    throw new RangeError(
      "Cannot plan pauses with a cost as there are too many ways to pause: give a shorter within, " +
        `or a start at a full hour; current values are ${slots.length} slots in steps of ${
          unitMs / MS_PER_MINUTE
        } min`,
    );
  }
  const table = new Table(slots.length, width);
  slots.forEach((slot, i) => {
    const follows = slots[i - 1]?.endMs === slot.startMs;
    step(table, slot, i, { unitMs, restMs, pauseCost, follows });
  });
  return table.stretches(slots, unitMs, restMs);
}

const minute = (ms: number) => Math.round(ms / MS_PER_MINUTE) * MS_PER_MINUTE;

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b);
}

interface Step {
  readonly unitMs: number;
  readonly restMs: number;
  readonly pauseCost: number;
  readonly follows: boolean;
}

/** Steps one slot further from all states. */
function step(table: Table, slot: Slot, index: number, of: Step): void {
  const { unitMs, restMs, pauseCost, follows } = of;
  const { startMs, endMs, grams } = slot;
  const length = (endMs - startMs) / unitMs;
  const wholeCost = grams * (endMs - startMs);
  table.begin(index);
  for (const wasOn of [0, 1]) {
    // A stretch that continues costs no pause; the first one is given its cost back at the end.
    const begins = wasOn && follows ? 0 : pauseCost;
    for (const hadPart of [0, 1]) {
      for (let used = 0; used < table.width; used += 1) {
        const cost = table.costAt(wasOn, hadPart, used);
        if (cost === Infinity) continue;
        const put = (
          kind: number,
          isOn: number,
          part: number,
          more: number,
          by: number,
        ) =>
          table.put(isOn, part, used + more, cost + by, { wasOn, kind, more });
        put(OFF, 0, hadPart, 0, 0);
        put(WHOLE, 1, hadPart, length, wholeCost + begins);
        if (hadPart) continue;
        for (let more = restMs > 0 ? 0 : 1; more < length; more += 1) {
          const partCost = grams * (more * unitMs + restMs);
          put(PART_THEN_OFF, 0, 1, more, partCost + begins);
          put(PART_THEN_ON, 1, 1, more, partCost + pauseCost);
        }
      }
    }
  }
}

interface Choice {
  readonly wasOn: number;
  readonly kind: number;
  readonly more: number;
}

/** The least cost of each state, and how it came about. */
class Table {
  readonly width: number;
  #costs: Float64Array;
  #next: Float64Array;
  readonly #choices: Int32Array;
  #slot = -1;

  constructor(slots: number, width: number) {
    this.width = width;
    this.#costs = new Float64Array(4 * width).fill(Infinity);
    this.#costs[0] = 0;
    this.#next = new Float64Array(4 * width).fill(Infinity);
    this.#choices = new Int32Array(slots * 4 * width);
  }

  begin(slot: number): void {
    if (slot > 0) [this.#costs, this.#next] = [this.#next, this.#costs];
    this.#next.fill(Infinity);
    this.#slot = slot;
  }

  costAt(isOn: number, hasPart: number, used: number): number {
    return this.#costs[(isOn * 2 + hasPart) * this.width + used]!;
  }

  put(
    isOn: number,
    hasPart: number,
    used: number,
    cost: number,
    choice: Choice,
  ): void {
    if (used >= this.width) return;
    const state = (isOn * 2 + hasPart) * this.width + used;
    if (cost >= this.#next[state]!) return;
    this.#next[state] = cost;
    this.#choices[this.#slot * 4 * this.width + state] = choice.more * 8 +
      choice.kind * 2 + choice.wasOn;
  }

  /** The best way to the end, from its last slot back to its first. */
  stretches(
    slots: readonly Slot[],
    unitMs: number,
    restMs: number,
  ): Stretch[] | undefined {
    let used = this.width - 1;
    // A rest takes a part of a slot.
    const ends = restMs > 0 ? [1, 3] : [0, 1, 2, 3];
    let state = ends.reduce((best, other) =>
      this.#next[other * this.width + used]! <
          this.#next[best * this.width + used]!
        ? other
        : best
    );
    if (this.#next[state * this.width + used] === Infinity) return undefined;
    const stretches: Stretch[] = [];
    for (let i = slots.length - 1; i >= 0; i -= 1) {
      const { startMs, endMs } = slots[i]!;
      const choice = this.#choices[(i * 4 + state) * this.width + used]!;
      const [more, kind, wasOn] = [choice >> 3, (choice >> 1) & 3, choice & 1];
      const partMs = more * unitMs + restMs;
      if (kind === WHOLE) stretches.push({ startMs, endMs });
      if (kind === PART_THEN_OFF) {
        stretches.push({ startMs, endMs: startMs + partMs });
      }
      if (kind === PART_THEN_ON) {
        stretches.push({ startMs: endMs - partMs, endMs });
      }
      const hadPart = kind === PART_THEN_OFF || kind === PART_THEN_ON
        ? 0
        : state & 1;
      state = wasOn * 2 + hadPart;
      used -= more;
    }
    return joined(stretches.reverse());
  }
}
