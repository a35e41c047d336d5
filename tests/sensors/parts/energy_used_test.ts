import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import {
  countedBetween,
  integratedBetween,
  microjoules,
} from "../../../src/sensors/parts/energy_used.ts";
import { assertClose } from "../../close.ts";

const at = (timeS: number, value: number) => ({ timeS, values: [value] });

/** Energy by a counter that is read once a second. */
function countedJ(counts: readonly number[], rangeJ?: number): number[] {
  return counts.slice(1).map((count, i) =>
    countedBetween(at(i, counts[i]!), at(i + 1, count), rangeJ).energyJ
  );
}

Deno.test("a counter's energy is the difference of two readings", () => {
  assertEquals(countedJ([500, 500, 730]), [0, 230]);
});

Deno.test("a counter keeps counting past the end of its range", () => {
  // 65,532.610987 J is the range of a counter of 32 bits in units of 15.26 µJ
  assertClose(countedJ([65_500, 67.389013], 65_532.610987)[0], 100, 1e-9);
});

Deno.test("a counter adds up to the truth however often it comes round", () => {
  const steps = fc.array(fc.integer({ min: 0, max: 999 }), { minLength: 1 });
  fc.assert(fc.property(steps, fc.nat(999), (energies, start) => {
    let count = start;
    const counts = energies.map((energy) => count = (count + energy) % 1000);
    assertEquals(countedJ([start, ...counts], 1000), energies);
  }));
});

Deno.test("a counter never takes energy back, whatever it says", () => {
  const counts = fc.array(fc.double({ min: 0, max: 1e9, noNaN: true }));
  fc.assert(fc.property(counts, fc.boolean(), (list, ranged) => {
    assert(
      countedJ(list, ranged ? 1e9 : undefined).every((joules) => joules >= 0),
    );
  }));
});

Deno.test("a counter that starts again says so, and gives no energy for that step", () => {
  // 262 kJ in a second would be 262 kW: no wrap, a reset.
  const { energyJ, note } = countedBetween(at(0, 1e5), at(1, 10), 262_143);
  assertEquals(energyJ, 0);
  assert(note?.includes("started again"));
});

Deno.test("the energy of two powers is the trapezoid between them", () => {
  assertEquals(integratedBetween(at(1, 4), at(3, 8)), { energyJ: 12 });
});

Deno.test("microjoules() reads a count and refuses anything else", () => {
  assertEquals(microjoules("2500000\n", "x"), 2.5);
  for (const text of ["", "-1", "1.5", "0x10", "no"]) {
    assertThrows(() => microjoules(text, "energy_uj"), Error, "energy_uj");
  }
});
