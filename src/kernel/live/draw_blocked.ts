import { liveBundle } from "../../cards/cards.ts";
import type { DrawnRun } from "../../jupyter/kernel_helper.ts";
import { journalFiles } from "../../ledger/journal/files.ts";
import { recoveredRun } from "../../ledger/journal/recover.ts";
import type { RunRecord } from "../../tracker/run.ts";
import type { Sample } from "../../tracker/course/sample.ts";
import { ticksSince } from "../../tracker/sampling/unsent_ticks_file.ts";

/** If the kernel has not taken samples for so long, a cell blocks it, in s. */
const BEHIND_S = 1;
/** Points of the chart that are not in the journal's course yet. */
const POINTS = 100;

/** What is known of the drawing of a run. */
export interface Drawing {
  /** Whether the kernel has begun to draw, and cannot end it. */
  readonly isBlocked: boolean;
  /** The time of the run at its last drawing, in s. */
  readonly sinceS: number;
}

/** A run as it is shown. */
export interface Drawn {
  readonly data: object;
  /** Its time, in s. */
  readonly timeS: number;
}

/**
 * Draws a run of which a cell blocks the kernel, from its journal.
 * @param run Which run
 * @param drawing What is known about its drawing
 * @returns "nothing new" also if the kernel can draw it
 */
export async function drawBlocked(
  { folder, id }: DrawnRun,
  { isBlocked, sinceS }: Drawing,
): Promise<Drawn | "nothing new" | "ended"> {
  const record = recordIn(folder, id);
  if (record === undefined) return "ended";
  const { samples } = record;
  const { timeS = 0 } = samples.at(-1) ?? {};
  const behindS = timeS - (samples.at(-2)?.timeS ?? timeS);
  if (timeS <= sinceS) return "nothing new";
  if (!isBlocked && behindS < BEHIND_S) return "nothing new";
  const course = withTicks(record, journalFiles(folder, id).unsentFile);
  return { timeS, data: await liveBundle({ ...record, samples: course }) };
}

/** The record of a run in progress; `undefined` once it has ended. */
function recordIn(folder: string, id: string): RunRecord | undefined {
  try {
    const run = recoveredRun(folder, id, "running");
    if (run === undefined || run.origin !== undefined) return undefined;
    return { ...run, status: "running", keeping: undefined };
  } catch {
    return undefined; // its files are gone
  }
}

/** The samples of a run: the last one, which the journal gives as one, divided into its ticks. */
function withTicks(
  { samples, sensors }: RunRecord,
  file: string,
): readonly Sample[] {
  const last = samples.at(-1);
  const from = samples.at(-2);
  if (from === undefined || last === undefined) return samples;
  const bytes = Deno.readFileSync(file);
  const ticks = ticksSince(bytes, sensors.length, from.timeS)
    .filter(({ timeS }) => timeS <= last.timeS)
    .map(({ timeS, energyJ }) => ({ timeS, joules: sumOf(energyJ) }));
  const first = ticks[0];
  const wholeJ = (ticks.at(-1)?.joules ?? NaN) - (first?.joules ?? NaN);
  if (first === undefined || !(wholeJ > 0)) return samples;
  const step = Math.ceil(ticks.length / POINTS);
  let before = first;
  const between = ticks.slice(0, -1).filter((_, i) => i > 0 && i % step === 0)
    .map((tick): Sample => {
      const { timeS, joules } = tick;
      const share = (joules - first.joules) / wholeJ;
      const powerW = (joules - before.joules) / (timeS - before.timeS);
      before = tick;
      const { energyKwh, emissionsKg } = from;
      return {
        ...last,
        timeS,
        energyKwh: energyKwh + share * (last.energyKwh - energyKwh),
        emissionsKg: emissionsKg + share * (last.emissionsKg - emissionsKg),
        powerW,
        minPowerW: powerW,
        maxPowerW: powerW,
      };
    });
  return [...samples.slice(0, -1), ...between, last];
}

function sumOf(joules: readonly number[]): number {
  return joules.reduce((sum, each) => sum + each, 0);
}
