import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { decimal } from "../src/decimal.ts";

Deno.test("decimal() writes what Intl.NumberFormat writes, with and without thousands", () => {
  const digits = fc.integer({ min: 1, max: 15 });
  const value = fc.oneof(
    fc.double({ min: -1e21, max: 1e21, noNaN: true }),
    fc.double({ min: -1e-3, max: 1e-3, noNaN: true }),
    fc.integer(),
    // Ties, which a binary fraction cannot hold: 1.005 is a little less.
    fc.integer({ min: 0, max: 99_999 }).map((n) => Number(`${n}5e-3`)),
    fc.integer({ min: 0, max: 30 }).map((n) => 10 ** n - 1),
  );
  fc.assert(
    fc.property(value, digits, fc.boolean(), (value, digits, useGrouping) => {
      const intl = new Intl.NumberFormat("en", {
        maximumSignificantDigits: digits,
        useGrouping,
      });
      const written = decimal(value, digits, useGrouping ? "," : "");
      assertEquals(written, intl.format(value));
    }),
    { numRuns: 2000 },
  );
});
