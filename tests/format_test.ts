import { assertEquals } from "@std/assert";
import {
  energy,
  exact,
  mass,
  massRange,
  number,
  percent,
} from "../src/format.ts";

Deno.test("mass() chooses the unit in which the figure reads best", () => {
  assertEquals(mass(0), "0 kg");
  assertEquals(mass(0.0000012), "1.2 mg");
  assertEquals(mass(0.0123), "12.3 g");
  assertEquals(mass(1), "1 kg");
  assertEquals(mass(999), "999 kg");
  assertEquals(mass(999.7), "1 t");
  assertEquals(mass(0.9999), "1 kg");
  assertEquals(mass(1e-15), "1.00e-9 mg");
  assertEquals(mass(284_019), "284 t");
  assertEquals(mass(-0.5), "-500 g");
});

Deno.test("massRange() writes both ends in one unit", () => {
  assertEquals(massRange([51.28, 253.16]), "51 to 250 kg");
  assertEquals(massRange([0.4, 12]), "0.4 to 12 kg");
  assertEquals(massRange([-300, 20]), "-300 to 20 kg");
});

Deno.test("energy() chooses the unit in which the figure reads best", () => {
  assertEquals(energy(0.00005), "50 mWh");
  assertEquals(energy(0.25), "250 Wh");
  assertEquals(energy(422.4), "422 kWh");
  assertEquals(energy(656_347), "656 MWh");
});

Deno.test("number() and percent() keep significant digits, exact() keeps all", () => {
  assertEquals(number(1706.6), "1,710");
  assertEquals(number(0.012345), "0.0123");
  assertEquals(percent(0.00655), "0.66 %");
  assertEquals(exact(412.72), "412.72");
});
