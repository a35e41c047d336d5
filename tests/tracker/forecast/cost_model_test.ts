import { assert, assertEquals } from "@std/assert";
import {
  COST_MODELS,
  outlookOf,
} from "../../../src/tracker/forecast/cost_model.ts";
import { assertClose } from "../../close.ts";

/** By which forecasts are widened. */
const CAUTION = 1.5;

const steady = COST_MODELS.find((m) => !m.trend && m.levelDrift === 0)!;
const wandering = COST_MODELS.findLast((m) => !m.trend)!;
const trending = COST_MODELS.find((m) => m.trend && m.trendDrift === 0)!;

const quarters = (...rates: number[]) =>
  rates.map((rate) => ({ steps: 1 / rates.length, rate }));

Deno.test("the models' probabilities add up to 1", () => {
  assertClose(COST_MODELS.reduce((sum, { prior }) => sum + prior, 0), 1);
});

Deno.test("a steady cost has the textbook's prediction interval of a sum", () => {
  // Variance of a quarter's rate: (0.04 + 0.04 + 0.01 + 0.01) / 3. That of all steps' mean is a
  // fourth of it; twice as many steps to come scatter by 2 of these, and are off by 2² of them.
  const { mean, scale, freedom } = outlookOf(
    steady,
    quarters(0.8, 1.2, 0.9, 1.1),
    2,
  )!;
  assertClose(mean, 2);
  assertClose(scale, CAUTION * Math.sqrt(0.1 / 3 / 4 * (2 + 4)), 1e-9);
  assertEquals(freedom, 3);
});

Deno.test("a trend has the prediction interval of least squares", () => {
  // At -0.375, -0.125, 0.125 and 0.375 of the steps from the middle: slope 1.75 / 0.3125 = 5.6,
  // residuals 0.1, -0.3, 0.3 and -0.1, so that their variance is 0.2 / 2 and the slope's
  // 0.1 / 0.3125. As many steps to come have their middle 1 further on: 3 + 5.6.
  const { mean, scale, freedom } = outlookOf(
    trending,
    quarters(1 / 3, 2 / 3, 4 / 3, 5 / 3),
    1,
  )!;
  assertClose(mean, 8.6 / 3, 1e-9);
  const variance = 0.1 / 4 + 0.1 / 4 + 0.1 / 0.3125;
  assertClose(scale, CAUTION * Math.sqrt(variance) / 3, 1e-9);
  assertEquals(freedom, 2);
});

Deno.test("a cost that has drifted far continues from its level", () => {
  const { mean } = outlookOf(wandering, quarters(0.1, 0.2, 1.7, 2), 1)!;
  assert(mean > 1.95 && mean < 2);
});

Deno.test("of few stretches, a trend expects nothing", () => {
  assertEquals(outlookOf(trending, quarters(1, 1.1, 0.9), 1), undefined);
});

Deno.test("each course of costs speaks for the model that it follows", () => {
  const likeliest = (rates: number[]) => {
    const evidence = [steady, wandering, trending].map((model) =>
      outlookOf(model, quarters(...rates), 1)!.evidence
    );
    return evidence.indexOf(Math.max(...evidence));
  };
  assertEquals(likeliest([0.9, 1.1, 0.95, 1.05, 1.1, 0.9, 1.05, 0.95]), 0);
  assertEquals(likeliest([1.2, 1.3, 1.3, 0.6, 0.5, 0.6, 1.2, 1.3]), 1);
  assertEquals(likeliest([0.3, 0.52, 0.69, 0.92, 1.1, 1.29, 1.48, 1.7]), 2);
});
