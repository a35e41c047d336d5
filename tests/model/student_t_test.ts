import { assertAlmostEquals } from "@std/assert";
import fc from "fast-check";
import { studentCdf } from "../../src/model/student_t.ts";

Deno.test("studentCdf() agrees with the printed table of the 95 % points", () => {
  // NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2
  const points: [freedom: number, t: number][] = [
    [1, 6.314],
    [2, 2.920],
    [3, 2.353],
    [4, 2.132],
    [5, 2.015],
    [6, 1.943],
    [7, 1.895],
    [10, 1.812],
    [14, 1.761],
    [15, 1.753],
    [30, 1.697],
    [100, 1.660],
  ];
  for (const [freedom, t] of points) {
    // Points of three decimals leave the probability open by half of one times the density.
    assertAlmostEquals(studentCdf(t, freedom), 0.95, 6e-5);
  }
});

Deno.test("studentCdf() with one degree of freedom is Cauchy's distribution", () => {
  fc.assert(fc.property(fc.double({ min: -50, max: 50, noNaN: true }), (t) => {
    assertAlmostEquals(studentCdf(t, 1), 0.5 + Math.atan(t) / Math.PI, 1e-14);
  }));
});

Deno.test("studentCdf() is symmetric about 0", () => {
  const t = fc.double({ min: -50, max: 50, noNaN: true });
  fc.assert(fc.property(t, fc.integer({ min: 1, max: 40 }), (t, freedom) => {
    assertAlmostEquals(studentCdf(t, freedom) + studentCdf(-t, freedom), 1);
  }));
});
