import { assert, assertEquals, assertThrows } from "@std/assert";
import * as Plot from "@observablehq/plot";
import { charts, UnknownNameError } from "../../mod.ts";
import type { EfficiencyRun } from "../../src/notebook/types.ts";
import { pageOf } from "../page.ts";
import { assertDrawn, HOSTILE, textsOf } from "./drawing.ts";

function aRun(
  name: string,
  emissionsKg: number,
  ...logged: readonly Record<string, number>[]
): EfficiencyRun {
  return {
    name,
    emissionsKg,
    metrics: logged.map((metrics) => ({
      timeS: 60,
      energyKwh: 0.1,
      emissionsKg,
      ...metrics,
    })),
  };
}

const RUNS = [
  aRun("large", 0.06, { accuracy: 0.5 }, { accuracy: 0.93 }),
  aRun("small", 0.012, { accuracy: 0.9 }),
  aRun("medium", 0.03, { accuracy: 0.89 }),
  aRun("tuned", 0.018, { accuracy: 0.92 }),
];

Deno.test("charts.efficiency() marks the frontier and says what each step costs", async () => {
  const chart = charts.efficiency(RUNS, { metric: "accuracy" });
  const drawing = await assertDrawn(chart);
  const texts = textsOf(drawing);
  assert(texts.includes("emissions (g CO₂e)"));
  assert(texts.includes("accuracy (higher is better)"));
  // 0.92 - 0.9 for 18 g - 12 g; 0.93 - 0.92 for 60 g - 18 g.
  assert(texts.includes("tuned+0.02 for 6 g"));
  assert(texts.includes("large+0.01 for 42 g"));
  assert(texts.includes("small"));
  assert(texts.includes("medium"));
  const [best, others] = chart.description.split("Beaten by those");
  assert(best?.includes("small with 0.9 for 12 g; tuned with 0.92 for 18 g"));
  assert(best?.includes("0.02 more for 6 g more"));
  assert(!best?.includes("medium"));
  assert(others?.includes("medium with 0.89 for 30 g"));
  const filled = [...drawing.querySelectorAll("g[fill='#864AD8'] circle")];
  assertEquals(filled.length, 3);
});

Deno.test("charts.efficiency() treats a smaller loss as better, unless an option says otherwise", async () => {
  const runs = [
    aRun("short", 0.01, { val_loss: 2 }),
    aRun("long", 0.02, { val_loss: 1.5 }),
  ];
  const lower = charts.efficiency(runs, { metric: "val_loss" });
  assert(textsOf(await assertDrawn(lower)).includes("long−0.5 for 10 g"));
  assert(lower.description.includes("lower is better"));
  const higher = charts.efficiency(runs, {
    metric: "val_loss",
    better: "higher",
  });
  await assertDrawn(higher);
  assert(higher.description.includes("Beaten by those: long"));
});

Deno.test("charts.efficiency() takes the last finite value of a metric", () => {
  const runs = [aRun("a", 0.01, { score: 3 }, { score: 5 }, { score: NaN })];
  const chart = charts.efficiency(runs, { metric: "score" });
  assert(chart.description.includes("a with 5 for 10 g"));
});

Deno.test("charts.efficiency() takes any iterable of runs", () => {
  const chart = charts.efficiency(new Set(RUNS), { metric: "accuracy" });
  assert(chart.description.includes("4 runs"));
});

Deno.test("charts.efficiency() names the run that lacks the metric, what it has, and the nearest", () => {
  const runs = [...RUNS, aRun("other", 0.01, { loss: 1, acuracy: 0.9 })];
  const error = assertThrows(
    () => charts.efficiency(runs, { metric: "accuracy" }),
    UnknownNameError,
    'metric "accuracy": run "other" has logged "loss", "acuracy": did you mean "acuracy"?',
  );
  assertEquals(error.kind, "metric");
  assertThrows(
    () => charts.efficiency([aRun("bare", 1)], { metric: "loss" }),
    UnknownNameError,
    'run "bare" has logged no metrics',
  );
});

Deno.test("charts.efficiency() takes nothing for a metric that was not logged as one", () => {
  for (const metric of ["timeS", "emissionsKg", "toString", "__proto__"]) {
    assertThrows(
      () => charts.efficiency(RUNS, { metric }),
      UnknownNameError,
      'run "large" has logged "accuracy"',
    );
  }
});

Deno.test("charts.efficiency() refuses a metric that never was finite", () => {
  assertThrows(
    () =>
      charts.efficiency([aRun("a", 1, { loss: Infinity })], { metric: "loss" }),
    RangeError,
    '"loss" must be finite somewhere in run "a": current value is Infinity',
  );
});

Deno.test("charts.efficiency() refuses what it cannot draw, and says what it wants", () => {
  const metric = "accuracy";
  assertThrows(
    () => charts.efficiency([], { metric }),
    RangeError,
    "there are no runs",
  );
  for (const runs of [null, "runs", 7, RUNS[0], [1], [{}]]) {
    assertThrows(
      () => charts.efficiency(runs as never, { metric }),
      TypeError,
      "must be given a list of runs",
    );
  }
  assertThrows(
    () => charts.efficiency(RUNS, undefined as never),
    TypeError,
    "must be given a metric",
  );
  assertThrows(
    () => charts.efficiency(RUNS, { metric: 3 as never }),
    TypeError,
    "metric must be the name of a metric: current value is 3",
  );
  assertThrows(
    () => charts.efficiency(RUNS, { metric, better: "more" as never }),
    RangeError,
    'better must be "higher" or "lower": current value is "more"',
  );
});

const ODD: Readonly<Record<string, readonly EfficiencyRun[]>> = {
  "a single run": [aRun("only", 0.01, { m: 0.9 })],
  "a run that emitted nothing": [aRun("idle", 0, { m: 0 })],
  "equal runs": [aRun("a", 1, { m: 5 }), aRun("b", 1, { m: 5 })],
  "runs of very different emissions": [
    aRun("a", 1e-6, { m: 0.1 }),
    aRun("b", 1e4, { m: 0.2 }),
  ],
  "tiny and huge values": [
    aRun("a", 1, { m: 1e-12 }),
    aRun("b", 2, { m: 1e12 }),
  ],
  "hostile names": [
    aRun(HOSTILE, 1, { m: 1 }),
    aRun("two\nlines", 2, { m: 2 }),
  ],
  "a thousand runs": Array.from(
    { length: 1000 },
    (_, i) =>
      aRun(`run ${i} of a long name`, 1 + i * 617 % 1000, {
        m: i * 383 % 1000,
      }),
  ),
};

for (const [what, runs] of Object.entries(ODD)) {
  Deno.test(`charts.efficiency() draws ${what}`, async () => {
    const chart = charts.efficiency(runs, { metric: "m" });
    const drawing = await assertDrawn(chart);
    assertEquals([...drawing.querySelectorAll("script")].length, 0);
    assert(chart.description.length < 4000);
  });
}

Deno.test("charts.efficiency() shows hostile metrics as text", async () => {
  const runs = [aRun("a", 1, { [HOSTILE]: 1 })];
  const drawing = await assertDrawn(
    charts.efficiency(runs, { metric: HOSTILE }),
  );
  assertEquals([...drawing.querySelectorAll("script")].length, 0);
  assert(textsOf(drawing).some((text) => text.startsWith("<script>alert(1)")));
});

Deno.test("charts.efficiency() gives its marks for a plot of one's own", async () => {
  const chart = charts.efficiency(RUNS, { metric: "accuracy" });
  const plot = Plot.plot({
    document: pageOf("") as unknown as never,
    marks: [...await chart.marks(), Plot.frame()],
  });
  assert(plot.outerHTML.startsWith("<svg"));
});
