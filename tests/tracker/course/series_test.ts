import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import type { Sample } from "../../../src/tracker/course/sample.ts";
import type { Point } from "../../../src/tracker/course/course_row.ts";
import { Series } from "../../../src/tracker/course/series.ts";
import { assertClose } from "../../close.ts";

/** A stretch of a run: how long, and the power of two sensors in it. */
interface Stretch {
  readonly seconds: number;
  readonly cardW: number;
  readonly cpuW: number;
}

const COMPONENTS = ["accelerator", "cpu"] as const;
const PUE = 1.5;
/** 0.4 kg per kWh */
const KG_PER_J = 0.4 / 3.6e6;

/** The points between stretches, as sums from the start. */
function* pointsOf(stretches: Iterable<Stretch>): Generator<Point> {
  let timeS = 0;
  let cardJ = 0;
  let cpuJ = 0;
  yield { timeS, energyJ: [0, 0], energyKwh: 0, emissionsKg: 0 };
  for (const { seconds, cardW, cpuW } of stretches) {
    timeS += seconds;
    cardJ += cardW * seconds;
    cpuJ += cpuW * seconds;
    const usedJ = (cardJ + cpuJ) * PUE;
    yield {
      timeS,
      energyJ: [cardJ, cpuJ],
      energyKwh: usedJ / 3.6e6,
      emissionsKg: usedJ * KG_PER_J,
    };
  }
}

function seriesOf(points: Iterable<Point>, most?: number): Series {
  const series = new Series(COMPONENTS.length, most);
  for (const point of points) series.push(point);
  return series;
}

/** Power from one point to the next, in W: what a sample may call its least and its greatest. */
function powersOf(points: readonly Point[]): number[] {
  return points.slice(1).map(({ timeS, energyJ }, i) => {
    const before = points[i]!;
    const [fromJ, toJ] = [before.energyJ, energyJ].map(
      (list) => list[0]! + list[1]!,
    );
    return (toJ! - fromJ!) / (timeS - before.timeS);
  });
}

// Of whole watts in 128ths of a second every sum is exact.
const stretch = fc.record({
  seconds: fc.integer({ min: 1, max: 640 }).map((n) => n / 128),
  cardW: fc.integer({ min: 0, max: 700 }),
  cpuW: fc.integer({ min: 0, max: 300 }),
});
const stretches = fc.array(stretch, {
  minLength: 1,
  maxLength: 300,
  size: "max",
});
const capacity = fc.integer({ min: 2, max: 16 }).map((half) => half * 2);

function whatever(
  law: (points: readonly Point[], series: Series, most: number) => void,
): void {
  fc.assert(fc.property(stretches, capacity, (list, most) => {
    const points = [...pointsOf(list)];
    law(points, seriesOf(points, most), most);
  }));
}

function samplesOf(series: Series, most?: number): Sample[] {
  return series.samples(COMPONENTS, most);
}

Deno.test("a course is bounded, and its times ascend", () => {
  whatever((_points, series, most) => {
    assert(series.length <= most);
    const times = samplesOf(series).map((sample) => sample.timeS);
    assertEquals(times.length, series.length);
    assert(times.every((timeS, i) => i === 0 || timeS > times[i - 1]!));
  });
});

Deno.test("a course keeps the first and the last point as they were", () => {
  whatever((points, series) => {
    const samples = samplesOf(series);
    for (
      const [sample, point] of [
        [samples[0], points[0]],
        [samples.at(-1), points.at(-1)],
      ] as const
    ) {
      assertEquals(sample?.timeS, point?.timeS);
      assertEquals(sample?.energyKwh, point?.energyKwh);
      assertEquals(sample?.emissionsKg, point?.emissionsKg);
    }
    assertEquals(
      [0, 1].map((sensor) => series.readings(sensor).at(-1)),
      points.at(-1)!.energyJ.map((joules) => [points.at(-1)!.timeS, joules]),
    );
  });
});

Deno.test("every sample of a course is a point that was pushed", () => {
  whatever((points, series) => {
    const byTime = new Map(points.map((point) => [point.timeS, point]));
    for (const { timeS, energyKwh, emissionsKg } of samplesOf(series)) {
      const point = byTime.get(timeS);
      assertEquals(energyKwh, point?.energyKwh);
      assertEquals(emissionsKg, point?.emissionsKg);
    }
  });
});

Deno.test("mean powers over their times are the whole energy, by component and in all", () => {
  whatever((points, series) => {
    const samples = samplesOf(series);
    const sumJ = (powerOf: (sample: Sample) => number) =>
      samples.reduce((sum, sample, i) =>
        sum +
        powerOf(sample) * (sample.timeS - (samples[i - 1]?.timeS ?? 0)), 0);
    const [cardJ = 0, cpuJ = 0] = points.at(-1)!.energyJ;
    assertClose(sumJ((sample) => sample.powerW), cardJ + cpuJ, 1e-9);
    assertClose(
      sumJ((sample) => sample.componentPowerW.accelerator ?? NaN),
      cardJ,
      1e-9,
    );
    assertClose(
      sumJ((sample) => sample.componentPowerW.cpu ?? NaN),
      cpuJ,
      1e-9,
    );
  });
});

Deno.test("each sample knows the least and the greatest power since the one before", () => {
  whatever((points, series) => {
    const powers = powersOf(points);
    const samples = samplesOf(series);
    for (const [i, sample] of samples.entries()) {
      if (i === 0) continue;
      const fromS = samples[i - 1]!.timeS;
      const within = powers.filter((_, p) =>
        points[p]!.timeS >= fromS && points[p + 1]!.timeS <= sample.timeS
      );
      assertEquals(sample.minPowerW, Math.min(sample.powerW, ...within));
      assertEquals(sample.maxPowerW, Math.max(sample.powerW, ...within));
    }
  });
});

Deno.test("fewer samples of a course keep its ends, its sums and its extremes", () => {
  fc.assert(
    fc.property(stretches, fc.integer({ min: 1, max: 40 }), (list, most) => {
      const points = [...pointsOf(list)];
      const series = seriesOf(points);
      const samples = samplesOf(series, most);
      // The start of the run is no stretch.
      assert(samples.length <= most + 1);
      assertEquals(samples[0]?.timeS, 0);
      assertEquals(samples.at(-1)?.energyKwh, points.at(-1)?.energyKwh);
      const powers = powersOf(points);
      const stretched = samples.slice(1);
      assertClose(
        Math.max(...stretched.map((sample) => sample.maxPowerW)),
        Math.max(...powers),
      );
      assertClose(
        Math.min(...stretched.map((sample) => sample.minPowerW)),
        Math.min(...powers),
      );
    }),
  );
});

Deno.test("300,000 points stay 1000, with one dip and one peak among them, and their sum", () => {
  function* days(): Generator<Stretch> {
    for (let i = 0; i < 300_000; i++) {
      const cardW = i === 123_456 ? 0 : i === 234_567 ? 1000 : 300;
      yield { seconds: 1, cardW, cpuW: 0 };
    }
  }
  const series = seriesOf(pointsOf(days()), 1000);
  assert(series.length > 500 && series.length <= 1000, `${series.length}`);
  const samples = samplesOf(series);
  assertEquals(samples.at(-1)?.timeS, 300_000);
  // 299,998 × 300 + 0 + 1000, all of them whole numbers
  assertEquals(series.readings(0).at(-1), [300_000, 90_000_400]);
  const at = (found: (sample: Sample) => boolean) =>
    samples.slice(1).filter(found).map(({ timeS }) => timeS);
  const [dip, ...moreDips] = at(({ minPowerW }) => minPowerW === 0);
  const [peak, ...morePeaks] = at(({ maxPowerW }) => maxPowerW === 1000);
  assertEquals([...moreDips, ...morePeaks], []);
  // Stretches are 512 s by now.
  assert(dip! >= 123_457 && dip! < 123_457 + 512, `${dip}`);
  assert(peak! >= 234_568 && peak! < 234_568 + 512, `${peak}`);
});

Deno.test("sensors of one component are one power in a sample", () => {
  const series = new Series(2);
  for (const point of pointsOf([{ seconds: 2, cardW: 300, cpuW: 100 }])) {
    series.push(point);
  }
  const [, sample] = series.samples(["accelerator", "accelerator"]);
  assertEquals(sample?.componentPowerW, { accelerator: 400 });
  assertEquals(sample?.powerW, 400);
});

Deno.test("two points of one moment are no power, and lose no energy", () => {
  const series = new Series(1);
  for (const [timeS, joules] of [[0, 0], [1, 100], [1, 150], [2, 250]]) {
    series.push({
      timeS: timeS!,
      energyJ: [joules!],
      energyKwh: joules! / 3.6e6,
      emissionsKg: 0,
    });
  }
  const samples = series.samples(["cpu"]);
  assert(
    samples.every(({ powerW, maxPowerW }) => powerW <= 100 && maxPowerW <= 100),
  );
  assertEquals(series.readings(0).at(-1), [2, 250]);
});

Deno.test("a course of nothing has no samples", () => {
  assertEquals(samplesOf(new Series(2)), []);
});
