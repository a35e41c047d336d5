import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  bestStart,
  costOf,
  joined,
  type Slot,
  type Stretch,
} from "../../../src/hourly/plan/best_start.ts";
import { cheapestSlots } from "../../../src/hourly/plan/cheapest_slots.ts";
import { costlyPauses } from "../../../src/hourly/plan/costly_pauses.ts";

const MINUTE = 60_000;

/** Slots of 15, 30 or 60 minutes, some of them with a gap before. */
const anySlots = (most: number) =>
  fc.array(
    fc.record({
      length: fc.constantFrom(1, 2, 4),
      grams: fc.integer({ min: 0, max: 20 }),
      gap: fc.constantFrom(0, 0, 0, 0, 1),
    }),
    { minLength: 1, maxLength: most },
  ).map((rows) => {
    let at = 0;
    return rows.map(({ length, grams, gap }): Slot => {
      const startMs = at + gap * QUARTER;
      at = startMs + length * QUARTER;
      return { startMs, endMs: at, grams };
    });
  });

const QUARTER = 15 * MINUTE;

const lengthOf = (slots: readonly Stretch[]) =>
  slots.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);

/** The slots in quarters of an hour, in which every optimum of whole quarters lies. */
function quartersOf(slots: readonly Slot[]): Slot[] {
  return slots.flatMap(({ startMs, endMs, grams }) =>
    Array.from({ length: (endMs - startMs) / QUARTER }, (_, i) => ({
      startMs: startMs + i * QUARTER,
      endMs: startMs + (i + 1) * QUARTER,
      grams,
    }))
  );
}

Deno.test("bestStart() is the best of all starts to the minute, on 1,000 random cases", () => {
  fc.assert(
    fc.property(
      anySlots(12),
      fc.integer({ min: 1, max: 40 }),
      (slots, fives) => {
        const lengthMs = fives * 5 * MINUTE;
        let least: number | undefined;
        for (
          let at = 0;
          at <= slots.at(-1)!.endMs - lengthMs;
          at += 5 * MINUTE
        ) {
          const cost = costOf(slots, [{ startMs: at, endMs: at + lengthMs }]);
          if (cost !== undefined && !(cost >= least!)) least = cost;
        }
        const best = bestStart(slots, lengthMs);
        assertEquals(best === undefined, least === undefined);
        if (best === undefined) return;
        assertEquals(best.endMs - best.startMs, lengthMs);
        assertAlmostEquals(costOf(slots, [best])!, least!, 1e-6);
      },
    ),
    { numRuns: 1000 },
  );
});

Deno.test("bestStart() may be the last one, which is the end less the length", () => {
  const hours = [5, 4, 3, 2, 1].map((grams, i) => ({
    startMs: i * 60 * MINUTE,
    endMs: (i + 1) * 60 * MINUTE,
    grams,
  }));
  assertEquals(bestStart(hours, 2 * 60 * MINUTE), {
    startMs: 3 * 60 * MINUTE,
    endMs: 5 * 60 * MINUTE,
  });
  // 90 minutes: half of the hour with 2 and the whole hour with 1
  assertEquals(bestStart(hours, 90 * MINUTE)?.startMs, 210 * MINUTE);
});

/** The least cost of all subsets of quarters of an hour, with a cost for each pause. */
function exhaustive(
  slots: readonly Slot[],
  quarters: number,
  pauseCost: number,
): number | undefined {
  const parts = quartersOf(slots);
  let least: number | undefined;
  const choose = (from: number, chosen: Slot[]) => {
    if (chosen.length === quarters) {
      const cost = costOf(parts, chosen)! +
        pauseCost * (joined(chosen).length - 1);
      if (!(cost >= least!)) least = cost;
      return;
    }
    for (let i = from; i <= parts.length - (quarters - chosen.length); i++) {
      choose(i + 1, [...chosen, parts[i]!]);
    }
  };
  choose(0, []);
  return least;
}

Deno.test("pauses without and with a cost are the best of all subsets, on 1,000 random cases", () => {
  fc.assert(
    fc.property(
      anySlots(4),
      fc.integer({ min: 1, max: 6 }),
      fc.constantFrom(0, 1, 3, 10, 40),
      (slots, quarters, cost) => {
        const lengthMs = quarters * QUARTER;
        const pauseCost = cost * QUARTER;
        const least = exhaustive(slots, quarters, pauseCost);
        const planned = costlyPauses(slots, lengthMs, pauseCost);
        assertEquals(planned === undefined, least === undefined);
        if (planned === undefined) return;
        assertEquals(lengthOf(planned), lengthMs);
        assertAlmostEquals(
          costOf(slots, planned)! + pauseCost * (planned.length - 1),
          least!,
          1e-6,
        );
        if (cost > 0) return;
        const cheapest = cheapestSlots(slots, lengthMs)!;
        assertEquals(lengthOf(cheapest), lengthMs);
        assertAlmostEquals(costOf(slots, cheapest)!, least!, 1e-6);
      },
    ),
    { numRuns: 1000 },
  );
});

Deno.test("a length of no whole slot takes a part of one, and pauses that cost too much are not made", () => {
  const hours = [1, 9, 1, 9, 2].map((grams, i) => ({
    startMs: i * 60 * MINUTE,
    endMs: (i + 1) * 60 * MINUTE,
    grams,
  }));
  const seconds = 1000;
  // An hour with 1, and 20 min 7 s of the other one: (60 + 20.1167 min) × 1
  const length = 80 * MINUTE + 7 * seconds;
  const free = costlyPauses(hours, length, 0)!;
  assertEquals(lengthOf(free), length);
  assertAlmostEquals(costOf(hours, free)!, length, 1e-6);
  const dear = costlyPauses(hours, length, 1e12)!;
  assertEquals(dear.length, 1);
  assertEquals(costOf(hours, dear), costOf(hours, [bestStart(hours, length)!]));
  assert(costlyPauses(hours, 6 * 60 * MINUTE, 1) === undefined);
});
