import { assertEquals } from "@std/assert";
import { ClockJumps } from "../../../src/tracker/course/clock_jumps.ts";

/** The jumps of ticks at these times, in s, by the run's clock and by the wall clock. */
function jumpsOf(
  ...ticks: readonly (readonly [timeS: number, wallS: number])[]
) {
  const jumps = new ClockJumps();
  for (const [timeS, wallS] of ticks) {
    jumps.take({
      timeS,
      wallMs: wallS * 1000,
      energyJ: [],
      notes: [],
      ownCpuS: 0,
    });
  }
  return jumps.all;
}

Deno.test("a clock that was set, or a sleep, is a jump at the tick that first shows it", () => {
  assertEquals(
    jumpsOf([0, 100], [1, 101], [2, 3702], [3, 3703], [4, 104], [5, 105]),
    [[2, 3600], [4, -3600]],
  );
});

Deno.test("a reading that comes late is no jump", () => {
  assertEquals(jumpsOf([0, 100], [1, 104], [2, 102], [3, 103.4]), []);
});
