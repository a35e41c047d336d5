import { duration } from "../../format.ts";
import { emissionsKg } from "../../model/emissions.ts";
import type { Balance } from "../../tracker/course/tally.ts";
import { type CourseRow, sampleOf } from "../../tracker/course/course_row.ts";
import type { Sample } from "../../tracker/course/sample.ts";
import type { Gap } from "../../tracker/course/tally.ts";
import type { Coverage } from "../../tracker/sharing/coverage.ts";
import type { RunRecord } from "../../tracker/run.ts";
import { coverageOf, recordOf, type RunBasis } from "../../tracker/record.ts";
import type { Phase } from "../../tracker/course/phase_log.ts";
import { countedSince } from "../../tracker/sampling/unsent_ticks_file.ts";
import { shown } from "../../input.ts";
import { G_PER_KG, J_PER_KWH } from "../../units.ts";
import { VERSION, type Version } from "../../version.ts";
import { DamagedRun } from "../stored/damaged_run.ts";
import { runFault } from "../stored/run_fault.ts";
import { decodeMetrics, decodeRecord } from "../stored/record_text.ts";
import {
  type TrackedRun,
  trackedRun,
  type WholeRun,
} from "../stored/stored_run.ts";
import { readCourse } from "./course_file.ts";
import { type JournalFiles, journalFiles } from "./files.ts";
import type { HeaderLine, JournalLine, NewsLine } from "./journal.ts";
import { upgraded } from "./old_journals.ts";

/** The reason of a run whose process ended first. */
export const GONE = "its process ended before the run did";

/** A journal of which no run can be made. */
export class UnfitJournal extends Error {
  /** Name of the class, as every error has it. */
  override readonly name = "UnfitJournal";
  /** Whether a newer version of carboncell wrote it, and can read it. */
  readonly isOfNewer: boolean;

  /** An error that says what is wrong. */
  constructor(message: string, isOfNewer: boolean = false) {
    super(message);
    this.isOfNewer = isOfNewer;
  }
}

/**
 * Reads a run from its journal: up to the last sample, or as it ended.
 * @param folder The folder of runs in progress
 * @param id The id of the run
 * @param status Its status, unless the journal says how it ended
 * @returns `undefined` if the process was killed before it wrote what the run is
 * @throws {UnfitJournal} If no run can be made from it; says why
 */
export function recoveredRun(
  folder: string,
  id: string,
  status: "running" | "interrupted",
): WholeRun | undefined {
  const files = journalFiles(folder, id);
  const text = Deno.readTextFileSync(files.record);
  if (!text.includes("\n") && isEmpty(files.course)) return undefined;
  const { lines, broken } = linesOf(text);
  checkVersion(lines);
  let run: WholeRun | undefined;
  try {
    run = runOf(upgraded(lines), files, status);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) {
      throw new UnfitJournal("one of its files is missing");
    }
    throw new UnfitJournal(
      error instanceof DamagedRun ? error.message : "it is damaged",
    );
  }
  if (run === undefined) {
    throw new UnfitJournal("it does not say which run it is of");
  }
  const fault = run.id === id
    ? runFault(run)
    : "its run must have the id in its name: current value is " + shown(run.id);
  if (fault !== undefined) throw new UnfitJournal(fault);
  if (broken === 0) return run;
  const note = `${broken} lines of its journal were damaged and are left out`;
  return { ...run, notes: [...run.notes, note] };
}

function isEmpty(path: string): boolean {
  try {
    return Deno.statSync(path).size === 0;
  } catch {
    return true;
  }
}

/** Of a newer version only that is known: its journals have another form. */
function checkVersion(lines: readonly unknown[]): void {
  const [first] = lines as { readonly version?: Partial<Version> }[];
  const version = first?.version?.carboncell;
  if (typeof version !== "string" || !isLater(version, VERSION.carboncell)) {
    return;
  }
  throw new UnfitJournal(
    `carboncell ${version} wrote it, and this is ${VERSION.carboncell}: update carboncell`,
    true,
  );
}

function isLater(version: string, other: string): boolean {
  const [a, b] = [version, other].map((text) =>
    text.split(".").map(parseFloat)
  );
  const at = a?.findIndex((part, i) => part !== b?.[i]) ?? -1;
  return at >= 0 && (a?.[at] ?? 0) > (b?.[at] ?? 0);
}

function runOf(
  lines: readonly JournalLine[],
  files: JournalFiles,
  status: "running" | "interrupted",
): WholeRun | undefined {
  const ended = lines.findLast((line) => line.kind === "ended");
  if (ended !== undefined) {
    const run = decodeRecord(ended) as TrackedRun;
    const rows = rowsOf(files, run.sensors);
    return { ...run, samples: samplesOf(rows, run.sensors) };
  }
  const header = lines.find((line) => line.kind === "header");
  return header && cutOff(header, status, lines, files);
}

/** A run that has not ended, up to its last sample. */
function cutOff(
  { run, tags, version }: HeaderLine,
  status: "running" | "interrupted",
  lines: readonly JournalLine[],
  files: JournalFiles,
): WholeRun {
  const { basis, coverage, ...own } = run;
  const { sensors } = basis;
  const rows = rowsOf(files, sensors);
  const heldS = rows.at(-1)?.timeS ?? 0;
  rows.push(...blockedPart(basis, rows, files));
  const news = lines.filter((line) => line.kind === "news");
  const { idle = NEVER_IDLE, reason } = news.at(-1) ?? {};
  const last = rows.at(-1) ?? startOf(sensors.length);
  const balance: Balance = {
    ...last,
    activeS: last.timeS - idle.durationS,
    idle,
  };
  const record = recordOf(basis, balance, {
    ...own,
    ...coverage && {
      coverage: coverageOf(coverage, last.timeS, ...interruptions(news)),
    },
    startedAt: new Date(own.startedAt),
    status: "running",
    reason: status === "interrupted" ? GONE : reason,
    samples: samplesOf(rows, sensors),
    params: lines.findLast((line) => line.kind === "params")?.params ?? {},
    metrics: lines.flatMap((line) =>
      line.kind === "metrics" ? decodeMetrics(line.rows) : []
    ),
    calls: lines.flatMap((line) => line.kind === "call" ? line.call : []),
    phases: phasesOf(news, last),
    forecast: undefined,
    keeping: undefined,
    notes: [
      ...news.flatMap(({ notes }) => notes),
      ...notesOfHeld(basis, last.timeS - heldS),
    ],
  });
  return {
    ...trackedRun(record, tags),
    ...coverage === undefined && oldShares(record, news),
    status,
    version,
  };
}

/** When no cell of the run ran, and when the wall clock jumped. */
function interruptions(
  news: readonly NewsLine[],
): [pauses: Gap[], jumps: Coverage["jumps"]] {
  const pauses = news.flatMap((line) => line.pauses ?? [])
    .map(([fromS, toS]) => ({ fromS, toS }));
  const { pausedS, jumps = [] } = news.at(-1) ?? {};
  return [
    pausedS === undefined
      ? pauses
      : [...pauses, { fromS: pausedS, toS: Infinity }],
    jumps,
  ];
}

/** Version 0.1.0 knew how much a run shares, and not with which runs. */
function oldShares(
  { energyKwh, emissionsKg }: RunRecord,
  news: readonly NewsLine[],
): Pick<RunRecord, "sharedEnergyKwh" | "sharedEmissionsKg"> {
  const shared = news.at(-1)?.shared ?? { energyKwh, emissionsKg };
  return {
    sharedEnergyKwh: Math.min(shared.energyKwh, energyKwh),
    sharedEmissionsKg: Math.min(shared.emissionsKg, emissionsKg),
  };
}

/** The complete lines, and how many are no JSON: the last one may be half written. */
function linesOf(text: string) {
  let broken = 0;
  const lines = text.split("\n").slice(0, -1).flatMap((line): unknown[] => {
    try {
      const value: unknown = JSON.parse(line);
      if (typeof value === "object" && value !== null) return [value];
    } catch {
      // It is counted.
    }
    broken += 1;
    return [];
  });
  return { lines, broken };
}

type Sensors = RunBasis["sensors"] | TrackedRun["sensors"];

function rowsOf({ course }: JournalFiles, { length }: Sensors): CourseRow[] {
  const rows = readCourse(Deno.readFileSync(course), length);
  const isSound = rows.every((row, i) =>
    ONLY_GROW.every((name) => {
      const before = rows[i - 1]?.[name] ?? 0;
      return row[name] >= before && row[name] < Infinity;
    })
  );
  if (!isSound) throw new DamagedRun("the figures of its course are damaged");
  return rows;
}

/** Figures that never fall during a run. */
const ONLY_GROW = ["timeS", "energyKwh", "emissionsKg"] as const;

/** What the sampling thread counted after the last row, while a cell blocked the main thread. */
function blockedPart(
  basis: RunBasis,
  rows: readonly CourseRow[],
  { unsentFile }: JournalFiles,
): CourseRow[] {
  const last = rows.at(-1);
  if (last === undefined) return [];
  const bytes = Deno.readFileSync(unsentFile);
  const counted = countedSince(bytes, basis.sensors.length, last.timeS);
  if (counted === undefined) return [];
  const usedJ = counted.energyJ.reduce((sum, joules) => sum + joules, 0);
  const usedKwh = usedJ / J_PER_KWH * basis.site.pue.figure.value;
  const powerW = usedJ / (counted.timeS - last.timeS);
  return [{
    timeS: counted.timeS,
    energyKwh: last.energyKwh + usedKwh,
    emissionsKg: last.emissionsKg +
      emissionsKg(usedKwh, intensityAfter(basis, rows, last)),
    minPowerW: powerW,
    maxPowerW: powerW,
    energyJ: last.energyJ.map((joules, i) => joules + counted.energyJ[i]!),
  }];
}

/** The samples come every second or so; what is missing after a longer time was blocked. */
const BLOCKED_S = 2;

/** Why a time does not have the intensity of its hours. */
function notesOfHeld({ intensityVaries }: RunBasis, heldS: number): string[] {
  return intensityVaries && heldS > BLOCKED_S
    ? [
      `The last ${
        duration(heldS)
      } have the carbon intensity of the time before: a cell blocked when the process ended`,
    ]
    : [];
}

/** A user's function cannot be asked here, so the intensity of the last energy still holds. */
function intensityAfter(
  { site, intensityVaries }: RunBasis,
  rows: readonly CourseRow[],
  last: CourseRow,
): number {
  const before = rows.findLast((row) => row.energyKwh < last.energyKwh);
  return intensityVaries && before !== undefined
    ? (last.emissionsKg - before.emissionsKg) * G_PER_KG /
      (last.energyKwh - before.energyKwh)
    : site.carbonIntensity.figure.value;
}

const NEVER_IDLE = { durationS: 0, energyKwh: 0, emissionsKg: 0 };

function startOf(sensors: number): CourseRow {
  const energyJ = new Array<number>(sensors).fill(0);
  const nothing = { energyKwh: 0, emissionsKg: 0, minPowerW: 0, maxPowerW: 0 };
  return { timeS: 0, ...nothing, energyJ };
}

/** The phases; an open phase ends with the run. */
function phasesOf(news: readonly NewsLine[], last: CourseRow): Phase[] {
  const ended = news.flatMap((line) => line.ended);
  const { open, at } = news.at(-1) ?? {};
  if (open === undefined || at === undefined) return ended;
  return [...ended, {
    ...open,
    endS: last.timeS,
    energyKwh: open.energyKwh + last.energyKwh - at.energyKwh,
    emissionsKg: open.emissionsKg + last.emissionsKg - at.emissionsKg,
  }];
}

function samplesOf(rows: readonly CourseRow[], sensors: Sensors): Sample[] {
  const components = sensors.map(({ component }) => component);
  return rows.map((row, i) => sampleOf(rows[i - 1] ?? row, row, components));
}
