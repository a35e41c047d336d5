import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { EnergyCounter, microjoules } from "../../src/sensors/counter.ts";
import { assertClose } from "../close.ts";

/** One second passes between two readings. */
function clock(): () => number {
  let nowS = 0;
  return () => nowS++;
}

Deno.test("EnergyCounter gives the energy since it was opened", () => {
  const counter = new EnergyCounter(500, clock());
  assertEquals(counter.advance(500), { energyJ: 0 });
  assertEquals(counter.advance(730), { energyJ: 230 });
});

Deno.test("EnergyCounter goes on over the end of its range", () => {
  // 65,532.610987 J is the range of a counter of 32 bits in units of 15.26 µJ
  const counter = new EnergyCounter(65_500, clock(), 65_532.610987);
  assertClose(counter.advance(67.389013).energyJ, 100, 1e-9);
});

Deno.test("EnergyCounter adds up to the truth however often it comes round", () => {
  const steps = fc.array(fc.integer({ min: 0, max: 999 }), { minLength: 1 });
  fc.assert(fc.property(steps, fc.nat(999), (energies, start) => {
    const counter = new EnergyCounter(start, clock(), 1000);
    let truth = 0;
    for (const energy of energies) {
      truth += energy;
      assertEquals(counter.advance((start + truth) % 1000).energyJ, truth);
    }
  }));
});

Deno.test("EnergyCounter never falls, whatever it is told", () => {
  const counts = fc.array(fc.double({ min: 0, max: 1e9, noNaN: true }));
  fc.assert(fc.property(counts, fc.boolean(), (list, ranged) => {
    const counter = new EnergyCounter(5, clock(), ranged ? 1e9 : undefined);
    let before = 0;
    for (const count of list) {
      const { energyJ } = counter.advance(count);
      assert(energyJ >= before);
      before = energyJ;
    }
  }));
});

Deno.test("EnergyCounter that starts again says so and counts on", () => {
  // 262 kJ in a second would be 262 kW: no wrap, a reset.
  const counter = new EnergyCounter(100_000, clock(), 262_143);
  const { energyJ, note } = counter.advance(10);
  assertEquals(energyJ, 0);
  assert(note?.includes("started again"));
  assertEquals(counter.advance(40), { energyJ: 30 });
});

Deno.test("microjoules() reads a count and refuses anything else", () => {
  assertEquals(microjoules("2500000\n", "x"), 2.5);
  for (const text of ["", "-1", "1.5", "0x10", "no"]) {
    assertThrows(() => microjoules(text, "energy_uj"), Error, "energy_uj");
  }
});
