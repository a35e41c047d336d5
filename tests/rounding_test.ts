import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  type Digits,
  digitsOf,
  energyText,
  massText,
  rangeText,
  rounded,
} from "../src/rounding.ts";

Deno.test("a range within 10 % supports three digits, within a factor of 10 two, beyond that one", () => {
  assertEquals(digitsOf([100, 110]), 3);
  assertEquals(digitsOf([100, 111]), 2);
  assertEquals(digitsOf([51, 250]), 2);
  assertEquals(digitsOf([10, 100]), 2);
  assertEquals(digitsOf([10, 101]), 1);
});

Deno.test("a range of zero supports three digits, and one that begins at zero only one", () => {
  assertEquals(digitsOf([0, 0]), 3);
  assertEquals(digitsOf([0, 1]), 1);
});

Deno.test("a figure without a range has two digits", () => {
  assertEquals(digitsOf(undefined), 2);
});

Deno.test("figures are rounded before their unit is chosen", () => {
  assertEquals(massText(174.3127, 2), "170 kg");
  assertEquals(massText(174.3127, 1), "200 kg");
  assertEquals(massText(174.3127, 3), "174 kg");
  // 996 kg are 1,000 kg to two digits, and so 1 t
  assertEquals(massText(996, 2), "1 t");
  assertEquals(energyText(0.0996, 1), "100 Wh");
  assertEquals(massText(undefined, 2), "not known");
});

Deno.test("both ends of a range have the unit of the figure between them", () => {
  assertEquals(rangeText([0.27, 1.31], 0.59, 2), "270 to 1,300 g");
  assertEquals(rangeText([0, 0], 0, 3), "0 to 0 kg");
  assertEquals(rangeText([0.2599, 0.2604], 0.26, 2), "259.9 to 260.4 g");
  assertEquals(rangeText([0.26, 0.26000001], 0.26, 2), "260 to 260 g");
  assertEquals(rangeText(undefined, 1, 2), "not known");
});

Deno.test("a rounded figure has the right number of digits and is next to the figure", () => {
  const digits = fc.constantFrom<Digits>(1, 2, 3);
  const values = fc.double({ min: 1e-9, max: 1e12, noNaN: true });
  fc.assert(fc.property(values, digits, (value, n) => {
    const near = rounded(value, n);
    const significant = near.toExponential().replace(/e.*/, "")
      .replace(/\D/g, "");
    assert(significant.length <= n, `${near} of ${value}`);
    // half a unit of the last digit is relatively largest after a leading 1
    assert(Math.abs(near - value) <= value * 0.5 * 10 ** (1 - n) * 1.0001);
  }));
});
