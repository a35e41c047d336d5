import { assert, assertEquals } from "@std/assert";
import {
  CourseFile,
  readCourse,
} from "../../../src/ledger/journal/course_file.ts";
import { tempFolder } from "../temp_ledger.ts";

/** A run at 100 W of one sensor and 10 W of another, sampled at these times. */
function courseOf(times: readonly number[]) {
  using folder = tempFolder();
  const path = `${folder.path}/course`;
  using file = new CourseFile(path, 2);
  for (const timeS of times) {
    file.add({
      timeS,
      energyKwh: timeS * 110 / 3.6e6,
      emissionsKg: timeS,
      energyJ: [timeS * 100, timeS * 10],
    });
  }
  return Deno.readFileSync(path);
}

Deno.test("a course is read back as it was written", () => {
  const rows = readCourse(courseOf([0, 1, 2.5]), 2);
  assertEquals(rows.map(({ timeS, energyJ }) => [timeS, ...energyJ]), [
    [0, 0, 0],
    [1, 100, 10],
    [2.5, 250, 25],
  ]);
  assertEquals(rows.map(({ maxPowerW }) => maxPowerW), [0, 110, 110]);
});

Deno.test("a course of a month is a few thousand rows, and its last point is always there", () => {
  const secondsOfMonth = 30 * 24 * 3600;
  const times = Array.from(
    { length: 60_000 },
    (_, i) => secondsOfMonth * (i / 60_000) ** 3,
  );
  const bytes = courseOf(times);
  const rows = readCourse(bytes, 2);
  assert(rows.length < 20_000, `${rows.length} rows`);
  assert(bytes.length < 2 ** 21);
  assertEquals(rows.at(-1)?.timeS, times.at(-1));
  assert(rows.every((row, i) => i === 0 || row.timeS > rows[i - 1]!.timeS));
});

Deno.test("the extremes of overwritten points are kept", () => {
  using folder = tempFolder();
  const path = `${folder.path}/course`;
  using file = new CourseFile(path, 1);
  // So late in a run, rows are 10 s apart: a second at 500 W lies within one of them.
  let joules = 0;
  for (let timeS = 10_240; timeS < 10_340; timeS += 1) {
    joules += timeS === 10_300 ? 500 : 100;
    file.add({ timeS, energyKwh: 0, emissionsKg: 0, energyJ: [joules] });
  }
  const rows = readCourse(Deno.readFileSync(path), 1);
  assert(rows.length < 20);
  assertEquals(Math.max(...rows.map(({ maxPowerW }) => maxPowerW)), 500);
});

Deno.test("a row that is half written is left out, and those before it are read", () => {
  const bytes = courseOf([0, 1, 2]);
  const cut = readCourse(bytes.slice(0, bytes.length - 8), 2);
  assertEquals(cut.map(({ timeS }) => timeS), [0, 1]);
  const torn = bytes.slice();
  // The last row's time has come, and what follows is from before.
  new DataView(torn.buffer).setFloat64(torn.length - torn.length / 3, 3, true);
  assertEquals(readCourse(torn, 2).map(({ timeS }) => timeS), [0, 1]);
});
