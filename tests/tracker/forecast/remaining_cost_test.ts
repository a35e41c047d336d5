import { assert } from "@std/assert";
import { remainingCost } from "../../../src/tracker/forecast/remaining_cost.ts";
import { assertClose } from "../../close.ts";

const steps = (...costs: number[]) => costs.map((cost) => ({ steps: 1, cost }));

Deno.test("the range holds the textbook's prediction interval of a sum, and is not twice as wide", () => {
  const { median, range: [low, high] } = remainingCost(
    steps(9, 11, 11, 9, 9, 11, 11, 9),
    8,
  );
  assertClose(median, 80);
  // Variance of a step 8 / 7; of eight more, and of what is not known of their mean, 8 and 8² / 8
  // times that; Student's t with 7 degrees of freedom is below 1.895 in 95 %.
  const textbook = 1.895 * Math.sqrt(8 / 7 * (8 + 8));
  assert(low < 80 - textbook && 80 + textbook < high);
  assert(high - low < 2 * 2 * textbook);
});

Deno.test("a steady trend continues", () => {
  // 9 + 10 + … + 16
  const { median } = remainingCost(steps(1, 2, 3, 4, 5, 6, 7, 8), 8);
  assertClose(median, 100, 1e-9);
});

Deno.test("a trend that would fall below 0 leaves a cost above it", () => {
  const { median, range: [low] } = remainingCost(
    steps(8, 7, 6, 5, 4, 3, 2, 1),
    80,
  );
  assert(median > 0 && low > 0);
});

Deno.test("where costs only scatter, no trend is seen in them", () => {
  // Both halves have the mean 10, the first with the dearer steps at its end.
  const { median } = remainingCost(steps(8, 9, 11, 12, 9, 12, 8, 11), 8);
  assertClose(median, 80);
});

Deno.test("what repeats with the length of a stretch is not taken for certain", () => {
  // Eight stretches of two steps each cost the same.
  const pairs = Array.from({ length: 16 }, (_, i) => i % 2 === 0 ? 3 : 1);
  const { range: [low, high] } = remainingCost(steps(...pairs), 5);
  // 3 + 1 + 3 + 1 + 3
  assert(low <= 11 && 11 <= high);
});
