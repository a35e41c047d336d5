import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import {
  bySize,
  curveError,
  fitCalls,
  leaveOneSizeOut,
} from "../../data/build/call_fit.ts";
import { leastSquares } from "../../data/build/least_squares.ts";
import { measuredCalls } from "../../data/build/measured_calls.ts";
import {
  batchFactor,
  lengthFactor,
  tokenJ,
} from "../../src/model/token_energy.ts";
import { tables } from "./tables.ts";

const ROWS = measuredCalls();
const FIT = fitCalls(ROWS);

function assertClose(actual: number, expected: number, what: string) {
  assertAlmostEquals(actual / expected, 1, 1e-5, what);
}

Deno.test("leastSquares() finds the line through points", () => {
  const rows = [1, 2, 5].map((x) => ({
    terms: [1, x],
    value: 3 - 2 * x,
    weight: x,
  }));
  const [a, b] = leastSquares(rows);
  assertAlmostEquals(a!, 3, 1e-9);
  assertAlmostEquals(b!, -2, 1e-9);
});

Deno.test("the committed coefficients of calls are those of the fit", () => {
  const { decode, outside, curve, long, levels } = tables.calls;
  for (const [name, part] of Object.entries({ decode, outside, curve, long })) {
    for (const [key, value] of Object.entries(part)) {
      const own = FIT as unknown as Record<string, Record<string, number>>;
      assertClose(value, own[name]![key]!, `${name}.${key}`);
    }
  }
  assertEquals(levels.map(([m]) => m), FIT.levels.map(([m]) => m));
  levels.forEach(([model, joules], i) =>
    assertClose(joules, FIT.levels[i]![1], model)
  );
});

// CALLS' own fit on 261 rows, some of which are not in the table: 0.107, 0.23, 0.62, -0.45.
Deno.test("the fit is near an independent one on more rows", () => {
  const { constant, active, weights, batch } = FIT.decode;
  const theirs = { constant: 0.107, active: 0.23, weights: 0.62, batch: -0.45 };
  assert(Math.abs(Math.log(constant / theirs.constant)) < 0.1);
  assert(Math.abs(active - theirs.active) < 0.03);
  assert(Math.abs(weights - theirs.weights) < 0.03);
  assert(Math.abs(batch - theirs.batch) < 0.04);
});

Deno.test("the fit is off by a third for a size that it has not seen, and curves by less", () => {
  const { inside, whole } = leaveOneSizeOut(ROWS);
  assert(Math.abs(Math.log(inside.bias)) < 0.1, `bias ${inside.bias}`);
  assert(inside.sigma < 0.35, `sigma ${inside.sigma}`);
  assert(whole.sigma < 0.4, `sigma ${whole.sigma}`);
  assert(curveError(ROWS, FIT).sigma < inside.sigma);
  const spread = tables.spreads.find(({ id }) => id === "call-fit")!;
  assertClose(spread.sigma, Number(inside.sigma.toPrecision(4)), "call-fit");
});

Deno.test("the module computes what the fit does", () => {
  const { decode, outside } = tables.calls;
  const curve = { ...outside, power: decode.batch, below: 8 };
  for (
    const row of ROWS.filter(({ task, batch }) =>
      task !== "image" && batch >= 8
    )
  ) {
    if (row.source !== "ml-energy-v3" || row.gpu !== "H100") continue;
    const long = lengthFactor(tables.calls.long, row.tokens);
    const joules = long * batchFactor(curve, row.batch) *
      tokenJ(decode, row.activeB, row.totalB, row.bits);
    assertAlmostEquals(joules / bySize(FIT, row), 1, 1e-4, row.model);
  }
});
