/**
 * Measures the memory and the time for each sample of a run of 30 days, with 12 sensors and one
 * sample a second.
 *
 *     deno run -A --v8-flags=--expose-gc tests/bench/long_run.ts
 *
 * @module
 */
import type { Point } from "../../src/tracker/course/course_row.ts";
import { Series } from "../../src/tracker/course/series.ts";
import { delay } from "../delay.ts";
import { say, sayTable } from "./say.ts";

const SENSORS = 12;
const DAYS = 30;
const TARGET_MB = 32;

const { gc } = globalThis as { gc?: () => void };

/** Measures the memory twice, because it is returned some time after its collection. */
async function residentMb(): Promise<number> {
  gc?.();
  await delay(1000);
  gc?.();
  return Deno.memoryUsage().rss / 1e6;
}

const watts = Array.from({ length: SENSORS }, (_, i) => 50 + 25 * i);
const allW = watts.reduce((sum, powerW) => sum + powerW);

/** Passes on the samples of all days and gives the time for each, in µs. */
function sampled(take: (point: Point) => void): number {
  const count = DAYS * 24 * 3600;
  const fromMs = performance.now();
  for (let timeS = 0; timeS < count; timeS += 1) {
    take({
      timeS,
      energyJ: watts.map((powerW) => powerW * timeS),
      energyKwh: allW * timeS / 3.6e6,
      emissionsKg: allW * timeS / 9e6,
    });
  }
  return (performance.now() - fromMs) * 1000 / count;
}

const beforeMb = await residentMb();
// The cost of making the samples is measured separately from the cost of keeping them.
let seen = 0;
const madeUs = sampled((point) => seen += point.energyJ.length);
const madeMb = await residentMb();
const series = new Series(SENSORS);
const keptUs = sampled((point) => series.push(point));
const keptMb = await residentMb();
const samples = series.samples(watts.map(() => "accelerator"));
const objectsMb = await residentMb();

const mb = (value: number) => value.toFixed(1);
sayTable([
  [
    `${seen / SENSORS} samples of ${SENSORS} sensors`,
    "µs each",
    "resident, MB",
  ],
  ["nothing yet", "", mb(beforeMb)],
  ["made and thrown away", madeUs.toFixed(2), mb(madeMb)],
  [`kept as ${series.length} points`, keptUs.toFixed(2), mb(keptMb)],
  [`shown as ${samples.length} objects`, "", mb(objectsMb)],
]);
const moreMb = keptMb - beforeMb;
const ok = moreMb <= TARGET_MB;
say(`  ${mb(moreMb)} MB more, ${mb(keptMb - madeMb)} MB of them by keeping`);
say(`  target: <= ${TARGET_MB} MB more: ${ok ? "met" : "MISSED"}`);
if (!ok) Deno.exitCode = 1;
