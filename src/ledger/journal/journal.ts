import type {
  Idle,
  LoggedMetrics,
  Phase,
  RunRecord,
} from "../../tracker/run.ts";
import type { Point } from "../../tracker/course/course_row.ts";
import type { News } from "../../tracker/sink.ts";
import { encodeMetrics, encodeRecord } from "../record_text.ts";
import { trackedRun } from "../stored_run.ts";
import { CourseFile } from "./course_file.ts";
import { type JournalFiles, journalFiles, removeJournal } from "./files.ts";

/** A line of a journal's record. */
export type JournalLine =
  | {
    /** All that was known of the run, without its metrics, phases and course. */
    readonly kind: "state";
    readonly record: string;
  }
  | {
    /** What was logged since the line before. */
    readonly kind: "metrics";
    readonly rows: string;
  }
  | {
    readonly kind: "progress";
    /** What was used between cells. */
    readonly idle: Idle;
    /** The phases that have ended since the line before. */
    readonly ended: readonly Phase[];
    /** The phase that goes on. */
    readonly open: Phase | undefined;
    /** Of the run when this was written: the open phase has lasted until then. */
    readonly at: Pick<Point, "timeS" | "energyKwh" | "emissionsKg">;
  }
  | {
    /** The whole run: it has ended, and only could not be put into the ledger. */
    readonly kind: "ended";
    readonly record: string;
    readonly metrics: string;
  };

/** Time after which what is new of the run is written, in s: it takes longer than a point. */
const PAUSE_S = 5;

/** A whole state is written anew when the run has become longer by this factor, and not before so many s. */
const LONGER = 2;
const LEAST_S = 30;

/** Folders can go away between being made and being used, with the last run of another process. */
const ATTEMPTS = 3;

/** What is written of a run while it goes on, so that it is not lost with its process. */
export class Journal {
  readonly #folder: string;
  readonly #id: string;
  readonly #tags: readonly string[];
  readonly #lock: Deno.FsFile;
  readonly #record: Deno.FsFile;
  readonly #course: CourseFile;
  #lookS = 0;
  #stateS = 0;
  #hasEnergy = false;
  #notes = 0;
  #changes = 0;
  /** Rows of metrics that have been written. */
  #metrics = 0;
  #phases = 0;
  #idleS = 0;

  /**
   * Begins to write.
   * @param folder For the runs that go on
   * @param run As it is now
   * @param tags What it is to be found by
   * @throws {Error} If that cannot be done here; nothing is left behind
   */
  constructor(folder: string, run: RunRecord, tags: readonly string[]) {
    this.#folder = folder;
    this.#id = run.id;
    this.#tags = tags;
    const files = journalFiles(folder, run.id);
    this.#lock = lockedFile(folder, files.lock);
    const opened: Disposable[] = [];
    try {
      this.#course = new CourseFile(files.course, run.sensors.length);
      opened.push(this.#course);
      this.#record = recordFile(files);
      opened.push(this.#record);
      // Made here, so that a thread that comes too late leaves nothing behind.
      Deno.openSync(files.tape, { write: true, createNew: true }).close();
      this.#writeState(run);
    } catch (error) {
      for (const file of [this.#lock, ...opened]) file[Symbol.dispose]();
      removeJournal(folder, run.id);
      throw error;
    }
  }

  /** Where the thread that samples is to write what it counts. */
  get tape(): string {
    return journalFiles(this.#folder, this.#id).tape;
  }

  /**
   * Writes a point, and what else is new.
   * @param point Not before the last one
   * @param snapshot The run as it is now
   * @param news What has happened
   */
  add(point: Point, snapshot: () => RunRecord, news: News): void {
    this.#course.add(point);
    this.#writeMetrics(news.metricsFrom(this.#metrics));
    if (this.#isDue(point, news)) this.#look(point, snapshot(), news.changes);
  }

  #isDue({ timeS, energyKwh }: Point, { changes, idle }: News): boolean {
    if (!this.#hasEnergy && energyKwh > 0) return true;
    if (timeS >= Math.max(LEAST_S, this.#stateS * LONGER)) return true;
    const isNew = changes !== this.#changes || idle.durationS !== this.#idleS;
    return isNew && timeS >= this.#lookS + PAUSE_S;
  }

  /**
   * Writes the whole run, for whoever opens the ledger next, and stops writing.
   * @param run As it ended
   */
  leave(run: RunRecord): void {
    try {
      const whole = trackedRun(run, this.#tags);
      this.#write({ kind: "ended", ...encodeRecord(whole) });
    } finally {
      this.#close();
    }
  }

  /** Stops writing, and takes away all that was written. */
  remove(): void {
    // As long as it is locked, nobody takes it for the rest of a process that died.
    removeJournal(this.#folder, this.#id);
    this.#close();
  }

  #look(point: Point, run: RunRecord, changes: number): void {
    const { timeS } = point;
    const isDue = !this.#hasEnergy || timeS >= this.#stateS * LONGER ||
      run.notes.length !== this.#notes;
    this.#hasEnergy = point.energyKwh > 0;
    this.#lookS = timeS;
    this.#changes = changes;
    if (isDue) {
      this.#writeState(run);
      this.#stateS = timeS;
    }
    this.#writeProgress(run, point);
  }

  #writeState(run: RunRecord): void {
    this.#notes = run.notes.length;
    const bare: RunRecord = { ...run, metrics: [], phases: [], samples: [] };
    const { record } = encodeRecord(trackedRun(bare, this.#tags));
    this.#write({ kind: "state", record });
  }

  #writeMetrics(rows: readonly LoggedMetrics[]): void {
    if (rows.length === 0) return;
    this.#write({ kind: "metrics", rows: encodeMetrics(rows) });
    this.#metrics += rows.length;
  }

  #writeProgress({ phases, idle }: RunRecord, point: Point): void {
    const { timeS, energyKwh, emissionsKg } = point;
    const last = phases.at(-1);
    const open = last !== undefined && last.endS >= timeS ? last : undefined;
    const count = open === undefined ? phases.length : phases.length - 1;
    const ended = phases.slice(this.#phases, count);
    const isNew = open !== undefined || ended.length > 0 ||
      idle.durationS !== this.#idleS;
    if (!isNew) return;
    const at = { timeS, energyKwh, emissionsKg };
    this.#write({ kind: "progress", idle, ended, open, at });
    this.#phases = count;
    this.#idleS = idle.durationS;
  }

  #write(line: JournalLine): void {
    const bytes = ENCODER.encode(`${JSON.stringify(line)}\n`);
    for (let written = 0; written < bytes.length;) {
      written += this.#record.writeSync(bytes.subarray(written));
    }
  }

  #close(): void {
    this.#course[Symbol.dispose]();
    this.#record.close();
    this.#lock.close();
  }
}

const ENCODER = new TextEncoder();

function recordFile({ record }: JournalFiles): Deno.FsFile {
  return Deno.openSync(record, { append: true, createNew: true });
}

function lockedFile(folder: string, path: string): Deno.FsFile {
  for (let attempt = 1;; attempt += 1) {
    Deno.mkdirSync(folder, { recursive: true });
    try {
      const file = Deno.openSync(path, { write: true, createNew: true });
      if (file.tryLockSync(true)) return file;
      file.close();
      throw new Error("its journal is held by another process");
    } catch (error) {
      const isGone = error instanceof Deno.errors.NotFound;
      if (!isGone || attempt === ATTEMPTS) throw error;
    }
  }
}
