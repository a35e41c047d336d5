import { assert, assertAlmostEquals } from "@std/assert";
import fc from "fast-check";
import {
  type BatchCurve,
  batchFactor,
  prefillJ,
  tokenJ,
} from "../../src/model/token_energy.ts";

const CURVE: BatchCurve = {
  power: -0.5,
  from: 32,
  to: 512,
  linear: -0.5,
  square: 0.04,
  below: 8,
};

const batches = fc.double({ min: 0.01, max: 1e6, noNaN: true });

Deno.test("batchFactor() is a power of the batch from 32 to 512", () => {
  assertAlmostEquals(batchFactor(CURVE, 100), 0.1, 1e-12);
  assertAlmostEquals(batchFactor(CURVE, 400), 0.05, 1e-12);
});

Deno.test("batchFactor() has no step where its forms meet, and never rises", () => {
  for (const batch of [8, 32, 512, 100 * Math.exp(0.5 / 0.08)]) {
    const [before, after] = [batch * (1 - 1e-9), batch * (1 + 1e-9)];
    assertAlmostEquals(
      batchFactor(CURVE, before) / batchFactor(CURVE, after),
      1,
      1e-7,
    );
  }
  fc.assert(fc.property(batches, batches, (a, b) => {
    const [less, more] = a < b ? [a, b] : [b, a];
    return batchFactor(CURVE, more) <= batchFactor(CURVE, less) * (1 + 1e-12);
  }));
});

Deno.test("batchFactor() below a batch of 8 is in proportion to 1 / batch", () => {
  fc.assert(
    fc.property(fc.double({ min: 0.01, max: 7.9, noNaN: true }), (batch) => {
      const ratio = batchFactor(CURVE, batch) / batchFactor(CURVE, 8);
      return Math.abs(ratio * batch / 8 - 1) < 1e-9;
    }),
  );
});

// 0.107 × 76^0.23 × 297^0.62, by a pocket calculator: 0.107 × 2.7075 × 34.128
Deno.test("tokenJ() is the product of powers of active parameters and weights", () => {
  const fit = { constant: 0.107, active: 0.23, weights: 0.62 };
  assertAlmostEquals(tokenJ(fit, 76, 297, 8), 9.887, 0.02);
  assert(tokenJ(fit, 76, 297, 16) / tokenJ(fit, 76, 297, 8) > 1.5); // 2^0.62
});

Deno.test("prefillJ() counts a cached token as a tenth", () => {
  // 0.003 J × 76 × (2,000 + 0.1 × 8,000)
  assertAlmostEquals(prefillJ(0.003, 76, 10_000, 8000, 0.1), 638.4, 1e-9);
});
