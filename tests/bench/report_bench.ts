import { report } from "../../src/notebook/report.ts";
import type { RunRecord } from "../../src/tracker/run.ts";
import { samplesOf } from "../notebook/a_run.ts";
import { shortRun, trainingRun } from "../reports/experiments.ts";

const COUNT = 100;
/** About the largest number of samples that a run keeps. */
const SAMPLES = 2000;

/** Gives the runs of a few weeks, half of them in Paris and half in Iowa. */
const runs = Array.from({ length: COUNT }, (_, i): RunRecord => {
  const run = i % 2 === 0 ? trainingRun() : shortRun();
  return {
    ...run,
    id: `run ${i}`,
    name: `experiment ${i}, learning rate ${i / 1000}`,
    startedAt: new Date(Date.UTC(2026, 9, 1) + i * 6 * 3.6e6),
    samples: samplesOf(
      SAMPLES,
      run.durationS,
      run.energyKwh,
      run.emissionsKg,
    ),
  };
});

// The first report loads everything that draws and writes.
const startMs = performance.now();
const first = await report(runs).html();
const firstMs = performance.now() - startMs;
const size = new TextEncoder().encode(first).length;

Deno.bench({
  name: `html() of ${COUNT} runs (${
    (size / 1000).toFixed(0)
  } kB; the first, with loading, ${firstMs.toFixed(0)} ms)`,
  group: "report",
  baseline: true,
  fn: async () => void await report(runs).html(),
});

Deno.bench({
  name: `markdown() of ${COUNT} runs`,
  group: "report",
  fn: async () => void await report(runs).markdown(),
});

Deno.bench({
  name: `latex() of ${COUNT} runs`,
  group: "report",
  fn: async () => void await report(runs).latex(),
});

Deno.bench({
  name: `csv() of ${COUNT} runs`,
  group: "report",
  fn: async () => void await report(runs).csv(),
});

Deno.bench({
  name: `json() of ${COUNT} runs`,
  group: "report",
  fn: async () => void await report(runs).json(),
});

Deno.bench({
  name: `display bundle of ${COUNT} runs`,
  group: "report",
  fn: async () => void await bundleOf(report(runs)),
});

/** Gives the display bundle that a notebook asks a result for. */
function bundleOf(value: object): Promise<unknown> {
  const key = Symbol.for("Jupyter.display");
  const display = (value as Record<symbol, () => Promise<unknown>>)[key];
  if (display === undefined) throw new TypeError("The value has no display");
  return display.call(value);
}
