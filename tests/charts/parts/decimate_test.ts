import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { decimate } from "../../../src/charts/parts/decimate.ts";

interface Reading {
  readonly timeS: number;
  readonly low: number;
  readonly high: number;
}

const EXTREMES = { low: "low", high: "high" } as const;

const figures = fc.tuple(
  fc.integer({ min: 0, max: 1000 }),
  fc.integer({ min: -50, max: 50 }),
  fc.integer({ min: -50, max: 50 }),
);

/** Readings in order of time, some of them at the same. */
const courses = fc.array(figures, { minLength: 1, maxLength: 400 }).map(
  (list) =>
    list.toSorted(([a], [b]) => a - b).map((
      [timeS, low, high],
    ): Reading => ({ timeS, low, high })),
);

const counts = fc.integer({ min: 1, max: 20 });

function byColumn(
  readings: readonly Reading[],
  count: number,
  endS: number,
): Map<number, Reading[]> {
  // Where a column ends as a time, as in a chart: the first from there on is in the next.
  const ends = Array.from(
    { length: count - 1 },
    (_, i) => (i + 1) / count * endS,
  );
  return Map.groupBy(
    readings,
    ({ timeS }) => ends.filter((end) => timeS >= end).length,
  );
}

Deno.test("decimate() keeps the order, and adds nothing", () => {
  fc.assert(fc.property(courses, counts, (course, count) => {
    const endS = course.at(-1)?.timeS ?? 0;
    const kept = decimate(course, { count, endS }, EXTREMES);
    const places = kept.map((reading) => course.indexOf(reading));
    assert(places.every((place) => place >= 0));
    assertEquals(places, [...new Set(places)].sort((a, b) => a - b));
  }));
});

Deno.test("decimate() keeps first, last, least and greatest of every column, and no more", () => {
  fc.assert(fc.property(courses, counts, (course, count) => {
    const endS = course.at(-1)?.timeS ?? 0;
    const kept = decimate(course, { count, endS }, EXTREMES);
    fc.pre(kept.length < course.length);
    const columns = byColumn(kept, count, endS);
    for (const [column, all] of byColumn(course, count, endS)) {
      const some = columns.get(column) ?? [];
      assert(some.length <= 4);
      assertEquals(some[0], all[0]);
      assertEquals(some.at(-1), all.at(-1));
      const least = (list: Reading[]) => Math.min(...list.map((r) => r.low));
      const greatest = (list: Reading[]) =>
        Math.max(...list.map((r) => r.high));
      assertEquals(least(some), least(all));
      assertEquals(greatest(some), greatest(all));
    }
  }));
});

Deno.test("decimate() without extremes keeps the first and the last of every column", () => {
  fc.assert(fc.property(courses, counts, (course, count) => {
    const endS = course.at(-1)?.timeS ?? 0;
    const kept = decimate(course, { count, endS });
    fc.pre(kept.length < course.length);
    const ends = [...byColumn(course, count, endS).values()].flatMap((all) =>
      all.length === 1 ? all : [all[0], all.at(-1)]
    );
    assertEquals(kept, ends);
  }));
});

Deno.test("decimate() leaves a course alone that is short enough as it is", () => {
  fc.assert(fc.property(courses, (course) => {
    const columns = { count: Math.ceil(course.length / 4), endS: 1000 };
    assert(decimate(course, columns, EXTREMES) === course);
  }));
});

Deno.test("decimate() keeps a single outlier among a million samples", () => {
  const course = Array.from(
    { length: 1_000_000 },
    (_, timeS): Reading => ({ timeS, low: 100, high: 100 }),
  );
  const peak = { timeS: 314_159, low: 100, high: 500 };
  const dip = { timeS: 271_828, low: 1, high: 100 };
  course[peak.timeS] = peak;
  course[dip.timeS] = dip;
  const kept = decimate(course, { count: 500, endS: 1e6 }, EXTREMES);
  assert(kept.includes(peak));
  assert(kept.includes(dip));
  assert(kept.length <= 4 * 500);
});

Deno.test("decimate() passes over readings that were lost", () => {
  const lost = { timeS: 0, low: NaN, high: NaN };
  const course = [1, 2, 3, 4, 5, 6].map((i): Reading =>
    i % 2 === 0 ? { ...lost, timeS: i } : { timeS: i, low: -i, high: i }
  );
  const kept = decimate(course, { count: 1, endS: 6 }, EXTREMES);
  assertEquals(kept.map(({ timeS }) => timeS), [1, 5, 6]);
});
