import { equivalentsOf } from "../../estimate/equivalents.ts";
import type { CleanestRegion } from "../../estimate/place/cleanest.ts";
import { emissionsKg as emissionsOf, offsetKg } from "../../model/emissions.ts";
import { interval90, product } from "../../model/interval.ts";
import type { Phase } from "../../tracker/run.ts";
import { type CourseRow, sampleOf } from "../../tracker/course/course_row.ts";
import type { Sample } from "../../tracker/course/sample.ts";
import { J_PER_KWH } from "../../units.ts";
import { decodeMetrics, decodeRecord } from "../record_text.ts";
import type { TrackedRun, WholeRun } from "../stored_run.ts";
import { readCourse } from "./course_file.ts";
import { type JournalFiles, journalFiles } from "./files.ts";
import type { JournalLine } from "./journal.ts";
import { countedSince } from "../../tracker/sampling/tape.ts";

/** Why a run whose process is gone has come to its end. */
export const GONE = "its process ended before the run did";

/**
 * A run from its journal: up to the last sample, if its process goes on or is gone, else as it ended.
 * @param folder For the runs that go on
 * @param id Which run
 * @param status What it is if its end was not written
 * @returns `undefined` if nothing can be read of it
 */
export function recoveredRun(
  folder: string,
  id: string,
  status: "running" | "interrupted",
): WholeRun | undefined {
  const files = journalFiles(folder, id);
  const lines = linesOf(Deno.readTextFileSync(files.record));
  const ended = lines.findLast((line) => line.kind === "ended");
  const state = lines.findLast((line) => line.kind === "state");
  const text = ended ?? (state && { ...state, metrics: "[]" });
  if (text === undefined) return undefined;
  const run = decodeRecord(text) as TrackedRun;
  const rows = readCourse(Deno.readFileSync(files.course), run.sensors.length);
  if (ended === undefined) rows.push(...blockedPart(run, files, rows.at(-1)));
  return {
    ...ended === undefined ? cutOff(run, status, lines, rows.at(-1)) : run,
    samples: samplesOf(run, rows),
  };
}

/** What the thread that samples has counted since the last row, while a cell blocked the other one. */
function blockedPart(
  run: TrackedRun,
  files: JournalFiles,
  last: CourseRow | undefined,
): CourseRow[] {
  const bytes = contentOf(files.tape);
  if (last === undefined || bytes === undefined) return [];
  const counted = countedSince(bytes, run.sensors.length, last.timeS);
  if (counted === undefined) return [];
  const usedKwh = sumOf(counted.energyJ) / J_PER_KWH * run.pue;
  const powerW = sumOf(counted.energyJ) / (counted.timeS - last.timeS);
  return [{
    timeS: counted.timeS,
    energyKwh: last.energyKwh + usedKwh,
    emissionsKg: last.emissionsKg + emissionsOf(usedKwh, run.carbonIntensity),
    minPowerW: powerW,
    maxPowerW: powerW,
    energyJ: last.energyJ.map((joules, i) => joules + counted.energyJ[i]!),
  }];
}

function contentOf(path: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Deno.readFileSync(path);
  } catch (error) {
    // There is none where no thread could be had.
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

/** A run that was not ended, as far as it got. */
function cutOff(
  known: TrackedRun,
  status: "running" | "interrupted",
  lines: readonly JournalLine[],
  last: CourseRow | undefined,
): TrackedRun {
  const progress = lines.filter((line) => line.kind === "progress");
  const run: TrackedRun = {
    ...known,
    status,
    reason: status === "interrupted" ? GONE : known.reason,
    idle: progress.at(-1)?.idle ?? known.idle,
    metrics: lines.flatMap((line) =>
      line.kind === "metrics" ? decodeMetrics(line.rows) : []
    ),
    phases: phasesOf(progress, last),
  };
  return last === undefined ? run : upTo(run, last);
}

/** Lines that are whole: the last one may be half written. */
function linesOf(text: string): JournalLine[] {
  return text.split("\n").slice(0, -1).flatMap((line) => {
    try {
      return [JSON.parse(line) as JournalLine];
    } catch {
      return [];
    }
  });
}

/** What was known of a run, with the energy that was used until the last row. */
function upTo(run: TrackedRun, last: CourseRow): TrackedRun {
  const itKwh = last.energyJ.map((joules) => joules / J_PER_KWH);
  const itEnergyKwh = sumOf(itKwh);
  const measuredKwh = sumOf(
    itKwh.filter((_, i) => run.sensors[i]?.method !== "model"),
  );
  const { energyKwh, emissionsKg } = last;
  const { energy, pue, carbonIntensity } = run.uncertainty;
  const claimedKg = offsetKg(emissionsKg, run.offsetPercent);
  return {
    ...run,
    durationS: last.timeS - run.idle.durationS,
    energyKwh,
    itEnergyKwh,
    components: run.components.map((component, i) => ({
      ...component,
      energyKwh: itKwh[i]!,
    })),
    measuredShare: itEnergyKwh > 0 ? measuredKwh / itEnergyKwh : 0,
    emissionsKg,
    emissionsRangeKg: interval90({
      value: emissionsKg,
      factor: product(energy, pue, carbonIntensity),
    }),
    offsetKg: claimedKg,
    netEmissionsKg: emissionsKg - claimedKg,
    // A state with energy is written as soon as there is any.
    waterL: run.itEnergyKwh > 0
      ? run.waterL * itEnergyKwh / run.itEnergyKwh
      : 0,
    equivalents: equivalentsOf(emissionsKg),
    cleanest: run.cleanest && cleanestWith(run.cleanest, itEnergyKwh),
    ...sharedUntil(run, last),
  };
}

function cleanestWith(
  cleanest: CleanestRegion,
  itEnergyKwh: number,
): CleanestRegion {
  const { pue, carbonIntensity } = cleanest;
  return {
    ...cleanest,
    emissionsKg: emissionsOf(itEnergyKwh * pue, carbonIntensity),
  };
}

/** What was shared in whole when it was last looked at is taken to be so until the end. */
function sharedUntil(
  { energyKwh, sharedEnergyKwh, sharedEmissionsKg }: TrackedRun,
  last: CourseRow,
): Pick<TrackedRun, "sharedEnergyKwh" | "sharedEmissionsKg"> {
  return sharedEnergyKwh > 0 && sharedEnergyKwh >= energyKwh
    ? {
      sharedEnergyKwh: last.energyKwh,
      sharedEmissionsKg: last.emissionsKg,
    }
    : { sharedEnergyKwh, sharedEmissionsKg };
}

type Progress = Extract<JournalLine, { kind: "progress" }>;

/** The phases; the one that was open ends with the run. */
function phasesOf(
  progress: readonly Progress[],
  last: CourseRow | undefined,
): Phase[] {
  const ended = progress.flatMap((line) => line.ended);
  const { open, at } = progress.at(-1) ?? {};
  if (open === undefined || at === undefined || last === undefined) {
    return ended;
  }
  return [...ended, {
    ...open,
    endS: last.timeS,
    energyKwh: open.energyKwh + last.energyKwh - at.energyKwh,
    emissionsKg: open.emissionsKg + last.emissionsKg - at.emissionsKg,
  }];
}

function samplesOf(
  { sensors }: TrackedRun,
  rows: readonly CourseRow[],
): Sample[] {
  const components = sensors.map(({ component }) => component);
  return rows.map((row, i) => sampleOf(rows[i - 1] ?? row, row, components));
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
