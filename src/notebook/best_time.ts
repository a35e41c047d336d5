import { rareModule } from "../late.ts";
import type { BestPlaceOptions } from "../hourly/plan/plan_places.ts";
import type { BestTimeOptions } from "../hourly/plan/time_options.ts";
import type { BestPlace, BestTime } from "../hourly/plan/best.ts";
import type { Footprint } from "../estimate/result.ts";
import type { Job } from "../estimate/job.ts";
import { atEdge } from "./session/edge.ts";
import { withDefaults } from "./session/configure.ts";
import { frozen } from "../frozen.ts";
import { cardDisplay, type Display, displayed } from "./session/display.ts";

const TIME_DISPLAY = cardDisplay<BestTime>((drawing, value) =>
  drawing.bestTimeCard(value)
);

const PLACE_DISPLAY = cardDisplay<BestPlace>((drawing, value) =>
  drawing.bestTimeCard(value)
);

/**
 * When to run a job: the start of least expected emissions within a time, what that saves against
 * starting now, and the range of both. With `pause` the job may stop while the grid is dirty. The
 * choice is exact for the hours that the source gives. In a notebook it shows itself as a heat map.
 *
 * @param job A job as for `estimate`, an estimate, or a run that took as long
 * @param options The source of the hours and the time; see {@linkcode BestTimeOptions}
 * @throws {TypeError} If the job or the options do not fit, or nothing says how long the job takes
 * @throws {RangeError} If the job does not fit into the time, or the source knows too few of its
 * hours
 * @see Dodge et al. 2022, Measuring the Carbon Intensity of AI in Cloud Instances:
 * https://arxiv.org/abs/2206.05229
 *
 * @example Two hours of four, in a file of one's own
 * ```ts
 * import assert from "node:assert/strict";
 * import { bestTime, hourly } from "@carboncell/carboncell";
 *
 * const path = `${await Deno.makeTempDir()}/hours.csv`;
 * await Deno.writeTextFile(
 *   path,
 *   "time,gPerKwh\n2026-03-02T08:00Z,300\n2026-03-02T09:00Z,300\n" +
 *     "2026-03-02T10:00Z,100\n2026-03-02T11:00Z,200\n",
 * );
 * const best = await bestTime({ meanWatts: 1000, hours: 2 }, {
 *   source: hourly.file(path),
 *   start: new Date("2026-03-02T08:00Z"),
 *   within: "4h",
 * });
 * assert.equal(best.start.toISOString(), "2026-03-02T10:00:00.000Z");
 * assert.equal(best.emissionsKg.toFixed(3), "0.300"); // 1 kWh × 100 g + 1 kWh × 200 g
 * assert.equal(best.savingKg?.toFixed(3), "0.300"); // of the 0.6 kg of starting at 08:00
 * ```
 */
export function bestTime(
  job: Job | Footprint,
  options: BestTimeOptions,
): Promise<BestTime> {
  return atEdge(async () => {
    const { findBestTime } = await planning();
    const best = await findBestTime(job, options, withDefaults);
    return shown(best, TIME_DISPLAY);
  });
}

/**
 * Where and when to run a job: the place and the start of least expected emissions. The saving is
 * that against starting now in the first place. Places whose figures count different things are
 * not compared. In a notebook it shows itself as a heat map of hours and places.
 *
 * @param job As for {@linkcode bestTime}. A place with a PUE of its own, such as a cloud's region,
 * is priced with it, unless the job gives one
 * @param options The places, their sources and the time; see {@linkcode BestPlaceOptions}
 * @throws {TypeError} If the job or the options do not fit, or the bases of the sources differ
 * @throws {RangeError} If the job fits into the time of no place
 *
 * @example One hour, in one of two places
 * ```ts
 * import assert from "node:assert/strict";
 * import { bestPlace, hourly } from "@carboncell/carboncell";
 *
 * const folder = await Deno.makeTempDir();
 * const source = (place: string) => hourly.file(`${folder}/${place}.csv`);
 * await Deno.writeTextFile(`${folder}/here.csv`, "time,gPerKwh\n2026-03-02T08:00Z,300\n");
 * await Deno.writeTextFile(`${folder}/there.csv`, "time,gPerKwh\n2026-03-02T08:00Z,30\n");
 * const best = await bestPlace({ meanWatts: 1000, hours: 1 }, {
 *   among: ["here", "there"],
 *   source,
 *   start: new Date("2026-03-02T08:00Z"),
 *   within: "1h",
 * });
 * assert.equal(best.place, "there");
 * assert.equal(best.savingKg?.toFixed(2), "0.27"); // 1 kWh × (300 − 30) g
 * ```
 */
export function bestPlace(
  job: Job | Footprint,
  options: BestPlaceOptions,
): Promise<BestPlace> {
  return atEdge(async () => {
    const { findBestPlace } = await planning();
    const best = await findBestPlace(job, options, withDefaults);
    return shown(best, PLACE_DISPLAY);
  });
}

function planning(): Promise<typeof import("../hourly/plan/best.ts")> {
  return rareModule("../hourly/plan/best.ts", import.meta.url);
}

function shown<T extends object>(best: T, display: Display<T>): T {
  for (const part of Object.values(best)) frozen(part);
  return displayed(best, display);
}
