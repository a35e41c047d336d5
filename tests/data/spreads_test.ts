import { assert, assertEquals } from "@std/assert";
import { tables } from "./tables.ts";

function spread(id: string) {
  const row = tables.spreads.find((row) => row.id === id)!;
  return { medianFactor: row.medianFactor, sigma: row.sigma, n: row.n };
}

/** The normal deviate of the 95th percentile, with the digits that the methods state. */
const Z95 = 1.6449;

const digits4 = (x: number) => +x.toPrecision(4);
const sum = (xs: number[]) => xs.reduce((a, b) => a + b, 0);
const rms = (xs: number[]) => Math.sqrt(sum(xs.map((x) => x * x)) / xs.length);

Deno.test("the spread of a device's load lies between idle and rated power", () => {
  const logs = tables.accelerators.flatMap(({ idleWatts, power: [rated] }) =>
    idleWatts && rated ? [Math.log(idleWatts / rated.watts)] : []
  );
  const idle = Math.exp(sum(logs) / logs.length);
  assertEquals(spread("accelerator-idle").medianFactor, digits4(idle));
  // Nine loads of ten are above a tenth, if all are as likely.
  const low = idle + 0.1 * (1 - idle);
  assertEquals(spread("accelerator-load"), {
    medianFactor: digits4(Math.sqrt(low)),
    sigma: digits4(-Math.log(low) / 2 / Z95),
    n: 28,
  });
});

Deno.test("the coverage that the spread of a load states holds with any source left out", () => {
  const { medianFactor, sigma } = spread("accelerator-load");
  const [low = 0, high = 0] = [-Z95, Z95]
    .map((z) => medianFactor * Math.exp(z * sigma));
  const holds = (rows: typeof tables.measured_power) =>
    rows.filter(({ measuredWatts, tdpWatts }) => {
      const ratio = measuredWatts / tdpWatts;
      return low <= ratio && ratio <= high;
    }).length;
  // No row of the table is used for the spread, so none has to be left out of a fit.
  const all = tables.measured_power;
  const { method } = tables.spreads.find(({ id }) =>
    id === "accelerator-load"
  )!;
  assert(method.endsWith(`${holds(all)} of ${all.length} measured cases`));
  assert(holds(all) / all.length >= 0.85);
  const bySource = Map.groupBy(all, ({ source }) => source);
  const held = Object.fromEntries(
    [...bySource].map(([key, rows]) => [key, `${holds(rows)}/${rows.length}`]),
  );
  assertEquals(held, {
    "dodge-2022": "11/11",
    "hf-cards": "2/2",
    "starcoder-2023": "1/1",
    "strubell-2019": "4/4",
    // Three of these hold the host too, whose power an estimate counts apart.
    "patterson-2021": "7/10",
  });
});

Deno.test("the spread of memory power includes codecarbon's DIMM model and the W/GB", () => {
  // 4 DIMMs of 5 W up to 64 GB, then 8: four of 5 W and four of 4.5 W; 8 more of 4 W at 2 TB
  const dimms = [[32, 20], [64, 20], [128, 38], [256, 38], [512, 38], [
    1024,
    38,
  ], [2048, 70]] as const;
  // 0.3725 W/GB up to 64 GB, and a power of the size above
  const used = (gb: number) =>
    0.3725 * (gb <= 64 ? gb : 64 * (gb / 64) ** 0.3177);
  const logs = dimms.flatMap(([gb, watts]) => [
    Math.log(watts / used(gb)),
    ...(gb > 256 ? [] : [0.3725, 0.392, 0.375, 0.38])
      .map((perGb) => Math.log(perGb * gb / used(gb))),
  ]);
  assertEquals(spread("memory-model"), {
    medianFactor: 1,
    sigma: digits4(rms(logs)),
    n: 23,
  });
});

Deno.test("the DIMM model has the constants of the power models", () => {
  const dimm = tables.power_models
    .find(({ id }) => id === "memory-codecarbon-dimm-x86");
  assertEquals([dimm?.value, dimm?.unit], [5, "W/DIMM"]);
});

Deno.test("an unknown PUE lies between 1 and the industry's average in 9 of 10 cases", () => {
  const industry = tables.providers.find((row) => row.provider === "industry")!;
  const newest = industry.facts.filter(({ metric }) => metric === "pue")
    .reduce((a, b) => a.year > b.year ? a : b).value;
  const { medianFactor, sigma } = spread("pue-unknown");
  assertEquals(medianFactor, digits4(Math.sqrt(newest)));
  assertEquals(sigma, digits4(Math.log(newest) / 2 / Z95));
  const [low, high] = [-Z95, Z95]
    .map((z) => medianFactor * Math.exp(z * sigma));
  assertEquals([low, high].map((x) => x!.toFixed(3)), ["1.000", "1.540"]);
});

Deno.test("the spread of an unknown country is the spread of all grids about the world's mean", () => {
  const newest = new Map<string, number>(); // rows are sorted newest first
  for (const row of tables.grids) {
    const { zone, kind, source, carbonIntensity } = row;
    if (source !== "ember-2025" || newest.has(zone)) continue;
    if (kind === "country" || zone === "WORLD") {
      newest.set(zone, carbonIntensity);
    }
  }
  const world = newest.get("WORLD")!;
  newest.delete("WORLD");
  const logs = [...newest.values()]
    .map((g) => Math.log(g / world));
  assertEquals(spread("intensity-world"), {
    medianFactor: 1,
    sigma: digits4(rms(logs)),
    n: logs.length,
  });
});

Deno.test("the spread of a stated bound is uniform within it", () => {
  const bounds = { nvml: 0.05, "rapl-package": 0.15 };
  for (const [id, bound] of Object.entries(bounds)) {
    const sigma = digits4(bound / Math.sqrt(3));
    assertEquals(spread(id), { medianFactor: 1, sigma, n: 0 });
  }
});

Deno.test("the spread of memory by RAPL is what Desrochers et al. measured, within Intel's 30 %", () => {
  // Averages of ten runs in their repository: measured J, RAPL J
  const server = [
    [4.638312, 6.411],
    [21.048399, 22.092],
    [166.229212, 171.567],
    [74.829694, 73.82],
    [83.618387, 82.444],
    [40.248528, 40.424],
  ];
  const desktop = [
    [5.269483, 4.2],
    [13.741114, 11.834],
    [118.819447, 95.381],
    [52.630924, 54.379],
    [56.247939, 51.684],
    [24.288531, 25.585],
    [29.490235, 25.041],
    [13.630722, 10.381],
  ];
  const logs = [...server, ...desktop].map(([a, b]) => Math.log(a! / b!));
  const sigma = digits4(rms(logs));
  assertEquals(spread("rapl-dram"), { medianFactor: 1, sigma, n: 14 });
  assertEquals(spread("sensor-unstated").sigma, sigma);
  // Intel's Power Gadget: "up to ~30% error" on its own boards
  assert(sigma < 0.3 / Math.sqrt(3));
});

Deno.test("the load curve of processors gives more power than they draw, as TDP does", () => {
  // By hand from codecarbon's profile of 2 × E5-2620 v3 (85 W): 30.7 W at 10 %, 105 W at 100 %
  const modelled = [0.32 * 170, 1.02 * 170].map((w, i) => w / [30.7, 105][i]!);
  assert(modelled.every((ratio) => ratio > 1.6 && ratio < 1.8));
  const { medianFactor, sigma, n } = spread("cpu-curve");
  assertEquals(n, 86);
  assert(medianFactor < 1);
  // Both ratios lie inside the 90 % interval.
  const low = medianFactor * Math.exp(-Z95 * sigma);
  assert(modelled.every((ratio) => 1 / ratio > low && ratio > 1));
});

Deno.test("the most that a desktop's processor draws lies between Intel's and AMD's limits", () => {
  const { medianFactor, sigma, n } = spread("cpu-turbo");
  assertEquals(n, 23);
  const [low = 0, high = 0] = [-Z95, Z95]
    .map((z) => medianFactor * Math.exp(z * sigma));
  // Core i5-13600K, i9-13900K and i5-1335U by Intel; 142 W at 105 W by AMD
  for (const ratio of [181 / 125, 253 / 125, 55 / 15, 142 / 105]) {
    assert(low < ratio && ratio < high, `${ratio}`);
  }
});
