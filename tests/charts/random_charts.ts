import fc from "fast-check";
import { type Chart, charts, compare, compareRegions } from "../../mod.ts";
import { barsChart } from "../../src/charts/bars.ts";
import { ledgerCharts } from "../../src/charts/ledger_charts.ts";
import { untitled } from "../../src/charts/parts/chart.ts";
import type { MetricsRun, RunCourse } from "../../src/notebook/types.ts";
import { aCourse, aLiveCourse, samplesTo } from "./a_course.ts";

const word = fc.constantFrom(
  "a",
  "run",
  "fine-tune",
  "bert-large-uncased-whole-word-masking",
  "学習",
  "Überprüfung",
  "WWWWWW",
  "lr=3e-4",
  "🌍",
);

const name = fc.array(word, { minLength: 1, maxLength: 8 })
  .map((words) => words.join(" "));

/** From micrograms to kilotonnes. */
const kg = fc.double({ min: -9, max: 6, noNaN: true })
  .map((power) => 10 ** power);

const share = fc.double({ min: 0, max: 1, noNaN: true });

const phases = fc.tuple(
  fc.array(name, { minLength: 1, maxLength: 6 }),
  fc.integer({ min: 0, max: 80 }),
).map(([names, count]) => (durationS: number) =>
  Array.from({ length: count }, (_, i) => ({
    name: names[i % names.length] as string,
    startS: durationS * i / count,
    endS: durationS * (i + 1) / count,
    energyKwh: 1,
    emissionsKg: 1,
  }))
);

const course: fc.Arbitrary<RunCourse> = fc.record({
  name,
  phases,
  emissionsKg: kg,
  power: fc.double({ min: -1, max: 6, noNaN: true }),
  low: share,
  high: share,
  budget: fc.option(fc.double({ min: -3, max: 3, noNaN: true })),
  isLive: fc.boolean(),
}).map((it) => {
  const durationS = 10 ** it.power;
  const base = it.isLive ? aLiveCourse() : aCourse();
  const end = { emissionsKg: it.emissionsKg * 3, durationS: durationS * 3 };
  const spread = [1 - it.low, 1 + 9 * it.high] as const;
  const range = (mass: number) =>
    [mass * spread[0], mass * spread[1]] as [number, number];
  return {
    ...base,
    name: it.name,
    durationS,
    phases: it.phases(durationS),
    samples: samplesTo(durationS, 30).map((sample) => ({
      ...sample,
      emissionsKg: it.emissionsKg * sample.timeS / durationS,
    })),
    emissionsKg: it.emissionsKg,
    emissionsRangeKg: range(it.emissionsKg),
    budgetKg: it.budget === null ? undefined : it.emissionsKg * 10 ** it.budget,
    forecast: base.forecast && {
      ...base.forecast,
      ...end,
      emissionsRangeKg: range(end.emissionsKg),
    },
  };
});

const metricsRun: fc.Arbitrary<MetricsRun> = fc.record({
  run: course,
  names: fc.uniqueArray(name, { minLength: 1, maxLength: 4 }),
  count: fc.integer({ min: 1, max: 200 }),
  size: fc.double({ min: -6, max: 9, noNaN: true }),
}).map(({ run, names, count, size }) => ({
  ...run,
  metrics: Array.from({ length: count }, (_, i) => ({
    timeS: run.durationS * (i + 1) / count,
    energyKwh: 1,
    emissionsKg: run.emissionsKg * (i + 1) / count,
    ...Object.fromEntries(
      names.map((it) => [it, 10 ** size * Math.sin(i / 9)]),
    ),
  })),
}));

const bar = fc.record({ name, kg, spread: fc.option(share), part: share })
  .map(({ name, kg, spread, part }) => ({
    name,
    kg,
    text: `${Number(kg.toPrecision(3))} kg`,
    rangeKg: spread === null
      ? undefined
      : [kg * spread, kg * (2 + spread)] as const,
    parts: [
      { name: "cpu", kg: kg * part, text: "a part", colour: "cpu" as const },
      {
        name: "memory",
        kg: kg * (1 - part),
        text: "the rest",
        colour: "memory" as const,
      },
    ],
  }));

const PLACES = [
  { provider: "aws", region: "us-east-1" },
  { provider: "azure", region: "westeurope" },
  { provider: "gcp", region: "us-central1" },
  { provider: "oracle", region: "us-ashburn-1" },
  { country: "FR" },
];

const days = fc.record({
  count: fc.integer({ min: 2, max: 900 }),
  from: fc.integer({ min: 10_000, max: 25_000 }),
  emissionsKg: kg,
}).map(({ count, from, emissionsKg }) =>
  Array.from({ length: count }, (_, i) => ({
    key: new Date((from + i) * 86_400_000).toISOString().slice(0, 10),
    emissionsKg: emissionsKg * (i % 7),
  }))
);

const CHARTS: readonly fc.Arbitrary<Chart>[] = [
  days.map((totals) => ledgerCharts(totals as never, [])[0] as Chart),
  course.map((run) => charts.cumulative(run)),
  course.map((run) => untitled(charts.cumulative(run), 220)),
  course.map((run) => charts.power(run)),
  metricsRun.map((run) => charts.metrics(run)),
  fc.array(bar, { minLength: 1, maxLength: 20 })
    .map((bars) =>
      barsChart(bars, {
        title:
          "Bars of a title that is long enough for two lines where there is little room",
        description: "Bars.",
      })
    ),
  fc.tuple(
    fc.constantFrom(...PLACES),
    fc.integer({ min: 3, max: 30 }),
    fc.constantFrom(undefined, "countries" as const, "everywhere" as const),
  ).map(([place, limit, places]) =>
    charts.regions(
      compareRegions({ energyKwh: 10, ...place }, {
        ...(places && { places }),
      }),
      { limit },
    )
  ),
  fc.tuple(fc.uniqueArray(name, { minLength: 2, maxLength: 6 }), kg).map((
    [names, energyKwh],
  ) =>
    charts.breakdown(compare(Object.fromEntries(
      names.map((it, i) => [
        it,
        i % 2 === 0
          ? { energyKwh, country: "FR" }
          : { instance: "p4d.24xlarge", hours: energyKwh, country: "DE" },
      ]),
    )))
  ),
  fc.array(fc.record({ name, emissionsKg: kg, accuracy: share }), {
    minLength: 1,
    maxLength: 30,
  }).map((runs) =>
    charts.efficiency(
      runs.map(({ accuracy, ...run }) => ({
        ...run,
        metrics: [{ timeS: 1, energyKwh: 1, ...run, accuracy }] as never,
      })),
      { metric: "accuracy" },
    )
  ),
];

/** Charts of every kind, the same ones for a seed. */
export function randomCharts(count: number, seed: number): Chart[] {
  return Array.from({ length: count }, (_, i) => {
    const kind = CHARTS[i % CHARTS.length] as fc.Arbitrary<Chart>;
    return fc.sample(kind, { numRuns: 1, seed: seed + i })[0] as Chart;
  });
}
