import {
  charts,
  compareRegions,
  estimate,
  type Job,
  type Sample,
} from "@carboncell/carboncell";
import type { RunCourse } from "../../src/notebook/types.ts";
import { decimate } from "../../src/charts/parts/decimate.ts";
import { Series } from "../../src/tracker/course/series.ts";

const JOB: Job = {
  hardware: "A100 SXM4 80GB",
  count: 8,
  hours: 120,
  provider: "gcp",
  region: "us-central1",
};

const everywhere = compareRegions(JOB, { places: "everywhere" });
const own = compareRegions(JOB, { provider: "gcp" });
const result = estimate(JOB);

// The first drawing loads Plot, the DOM, the renderer and its fonts.
await bundleOf(estimate(JOB));
const sizes = {
  everywhere: kilobytes(await charts.regions(everywhere).svg()),
  own: kilobytes(await charts.regions(own).svg()),
};

// A chart keeps its drawing, so every iteration makes a new chart.
Deno.bench({
  name: `charts.regions().svg(), everywhere (${sizes.everywhere})`,
  group: "charts",
  baseline: true,
  fn: async () => void await charts.regions(everywhere).svg(),
});

Deno.bench({
  name: `charts.regions().svg(), one provider (${sizes.own})`,
  group: "charts",
  fn: async () => void await charts.regions(own).svg(),
});

Deno.bench({
  name: "charts.breakdown().svg()",
  group: "charts",
  fn: async () => void await charts.breakdown(result).svg(),
});

Deno.bench({
  name: "charts.equivalents().svg()",
  group: "charts",
  fn: async () => void await charts.equivalents(result).svg(),
});

const drawn = charts.regions(everywhere);
await drawn.svg();

Deno.bench({
  name: "charts.regions().png(), of a drawing at hand",
  group: "pictures and displays",
  baseline: true,
  fn: async () => void await drawn.png(),
});

Deno.bench({
  name: "display bundle of an estimate",
  group: "pictures and displays",
  fn: async () => void await bundleOf(result),
});

Deno.bench({
  name: "display bundle of a comparison of regions",
  group: "pictures and displays",
  fn: async () => void await bundleOf(everywhere),
});

const MILLION = 1_000_000;
/** The approximate width of a run's chart, in pixels. */
const COLUMNS = { count: 500, endS: MILLION };
const EXTREMES = { low: "minPowerW", high: "maxPowerW" } as const;

const long = runOf(Array.from({ length: MILLION }, (_, i) => sampleAt(i)));
const kept = runOf(decimate(long.samples, COLUMNS, EXTREMES));
const sampled = runOf(samplesOfARun());
const runSizes = {
  sampled: {
    cumulative: kilobytes(await charts.cumulative(sampled).svg()),
    power: kilobytes(await charts.power(sampled).svg()),
  },
  cumulative: kilobytes(await charts.cumulative(long).svg()),
  power: kilobytes(await charts.power(long).svg()),
};

Deno.bench({
  name:
    `charts.cumulative().svg(), a run sampled 1,000,000 times (${runSizes.sampled.cumulative})`,
  group: "charts of a run",
  fn: async () => void await charts.cumulative(sampled).svg(),
});

Deno.bench({
  name:
    `charts.power().svg(), a run sampled 1,000,000 times (${runSizes.sampled.power})`,
  group: "charts of a run",
  fn: async () => void await charts.power(sampled).svg(),
});

Deno.bench({
  name: `charts.cumulative().svg(), 1,000,000 samples (${runSizes.cumulative})`,
  group: "charts of a run",
  baseline: true,
  fn: async () => void await charts.cumulative(long).svg(),
});

Deno.bench({
  name: `charts.power().svg(), 1,000,000 samples (${runSizes.power})`,
  group: "charts of a run",
  fn: async () => void await charts.power(long).svg(),
});

Deno.bench({
  name: "of that, choosing the samples that are drawn",
  group: "charts of a run",
  fn: () => void decimate(long.samples, COLUMNS, EXTREMES),
});

Deno.bench({
  name: "of that, drawing them",
  group: "charts of a run",
  fn: async () => void await charts.power(kept).svg(),
});

Deno.bench({
  name: "for comparison: reading one figure of 1,000,000 samples",
  group: "charts of a run",
  fn: () => {
    let greatest = 0;
    for (const { maxPowerW } of long.samples) {
      if (maxPowerW > greatest) greatest = maxPowerW;
    }
  },
});

/** Gives the sample of a second with changing power, so every pixel column has four samples. */
function sampleAt(timeS: number): Sample {
  const accelerator = 200 + timeS * 617 % 101;
  const cpu = 40 + timeS * 383 % 23;
  const powerW = accelerator + cpu + 12.5;
  const energyKwh = 0.0001 * timeS;
  return {
    timeS,
    energyKwh,
    emissionsKg: 0.4 * energyKwh,
    powerW,
    minPowerW: powerW - timeS * 733 % 37,
    maxPowerW: powerW + timeS * 149 % 41,
    componentPowerW: { accelerator, cpu, memory: 12.5 },
  };
}

/** Gives the series that a run keeps of a million samples. */
function samplesOfARun(): readonly Sample[] {
  const components = ["accelerator", "cpu", "memory"] as const;
  const series = new Series(components.length);
  const energyJ = components.map(() => 0);
  for (let i = 0; i < MILLION; i++) {
    const { timeS, energyKwh, emissionsKg, componentPowerW } = sampleAt(i);
    components.forEach((part, at) => {
      energyJ[at] = (energyJ[at] ?? 0) + (componentPowerW[part] ?? 0);
    });
    series.push({ timeS, energyKwh, emissionsKg, energyJ });
  }
  return series.samples(components);
}

function runOf(samples: readonly Sample[]): RunCourse {
  return {
    name: "a million seconds",
    status: "finished",
    samples,
    phases: [],
    durationS: MILLION,
    itEnergyKwh: 90,
    emissionsKg: 40,
    emissionsRangeKg: [30, 50],
    budgetKg: 60,
    forecast: undefined,
  };
}

/** Gives the display bundle that a notebook asks a result for. */
function bundleOf(value: object): Promise<unknown> {
  const key = Symbol.for("Jupyter.display");
  const display = (value as Record<symbol, () => Promise<unknown>>)[key];
  if (display === undefined) throw new TypeError("The value has no display");
  return display.call(value);
}

function kilobytes(svg: string): string {
  const { length } = new TextEncoder().encode(svg);
  return `${(length / 1000).toFixed(1)} kB`;
}
