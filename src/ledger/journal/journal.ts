import type { Point } from "../../tracker/course/course_row.ts";
import type { RunCall } from "../../tracker/calls/run_call.ts";
import type { Params } from "../../tracker/params.ts";
import type { PhasesSoFar } from "../../tracker/course/phase_log.ts";
import type { Moment } from "../../tracker/course/between_ticks.ts";
import type { Coverage } from "../../tracker/sharing/coverage.ts";
import type { RunRecord } from "../../tracker/run.ts";
import type { News, RunHeader } from "../../tracker/sink.ts";
import { VERSION, type Version } from "../../version.ts";
import {
  encodeMetrics,
  encodeRecord,
  type RecordText,
} from "../stored/record_text.ts";
import { trackedRun } from "../stored/stored_run.ts";
import { CourseFile } from "./course_file.ts";
import { journalFiles, removeJournal } from "./files.ts";

/** A line of a journal. */
export type JournalLine =
  | HeaderLine
  | ParamsLine
  | MetricsLine
  | CallLine
  | NewsLine
  | EndLine;

/** The first line: what does not change during the run. */
export interface HeaderLine {
  readonly kind: "header";
  /** What is known of the run. */
  readonly run: RunHeader;
  /** The tags to find it by. */
  readonly tags: readonly string[];
  /** The versions that measure it. */
  readonly version: Version;
}

/** All parameters so far. */
interface ParamsLine {
  readonly kind: "params";
  readonly params: Params;
}

/** What was logged since the line before. */
interface MetricsLine {
  readonly kind: "metrics";
  readonly rows: string;
}

/** A call to a model that has ended. */
interface CallLine {
  readonly kind: "call";
  readonly call: RunCall;
}

/** What has happened since the line before. */
export interface NewsLine extends Pick<News, "idle" | "reason">, PhasesSoFar {
  readonly kind: "news";
  /** The last sample: the open phase has lasted until then. */
  readonly at: Pick<Point, "timeS" | "energyKwh" | "emissionsKg">;
  /** New notes. */
  readonly notes: readonly string[];
  /** New pauses that are over. */
  readonly pauses?: Coverage["pauses"];
  /** Since when no cell has run, in s since the start of the run; absent while one runs. */
  readonly pausedS?: number;
  /** All jumps of the wall clock. */
  readonly jumps?: Coverage["jumps"];
  /** What version 0.1.0 found to be shared with runs that it did not name. */
  readonly shared?: Moment | undefined;
}

/** The whole run: it has ended, but the ledger could not be written. */
interface EndLine extends RecordText {
  readonly kind: "ended";
}

/** A run's news is written at most once in this time, in s, as it takes longer than a point. */
const PAUSE_S = 5;

/** The time of the last news, in s, and the changes and the idle time, in s, by then. */
export type Written = Readonly<Record<"timeS" | "changes" | "idleS", number>>;

/** A journal that has written nothing: its first news is due at once. */
export const NOTHING: Written = { timeS: -Infinity, changes: -1, idleS: 0 };

/**
 * Whether a run's news has to be written to its journal.
 * @param point The last sample
 * @param news What has happened by then
 * @param written What the journal has
 */
export function isDue(
  { timeS }: Pick<Point, "timeS">,
  { changes, idle }: Pick<News, "changes" | "idle">,
  written: Written,
): boolean {
  const isNew = changes !== written.changes || idle.durationS !== written.idleS;
  return isNew && timeS >= written.timeS + PAUSE_S;
}

/** Another process can remove the folder with its last run before it is used here. */
const ATTEMPTS = 3;

/** Writes a run in progress to files, so that it is not lost with its process. */
export class Journal {
  /** The folder of runs in progress. */
  readonly folder: string;
  readonly #id: string;
  readonly #tags: readonly string[];
  readonly #record: Deno.FsFile;
  readonly #course: CourseFile;
  /** The lock and the files, which are closed in the reverse of this order. */
  readonly #opened: DisposableStack;
  /** The parameters that have been written. */
  #params: Params | undefined;
  /** What has been written, with the number of lines of each kind. */
  #written = {
    ...NOTHING,
    metrics: 0,
    phases: 0,
    notes: 0,
    pauses: 0,
  };

  /**
   * Begins to write.
   * @param folder The folder of runs in progress
   * @param run What is known of the run
   * @param tags The tags to find it by
   * @throws {Error} If that cannot be done here; nothing is left behind
   */
  constructor(folder: string, run: RunHeader, tags: readonly string[]) {
    this.folder = folder;
    this.#id = run.id;
    this.#tags = tags;
    const files = journalFiles(folder, run.id);
    const lock = lockedFile(folder, files.lock);
    try {
      using opened = new DisposableStack();
      opened.use(lock);
      const sensors = run.basis.sensors.length;
      this.#course = opened.use(new CourseFile(files.course, sensors));
      const create = { append: true, createNew: true };
      this.#record = opened.use(Deno.openSync(files.record, create));
      // The sampling thread does not create its file, so a late thread leaves nothing behind.
      Deno.openSync(files.unsentFile, { write: true, createNew: true }).close();
      this.#write({ kind: "header", run, tags, version: VERSION });
      this.#opened = opened.move();
    } catch (error) {
      removeJournal(folder, run.id);
      throw error;
    }
  }

  /** The file for what the sampling thread counts. */
  get unsentFile(): string {
    return journalFiles(this.folder, this.#id).unsentFile;
  }

  /**
   * Writes a point, and what else is new.
   * @param point Not before the last one
   * @param news What has happened
   */
  add(point: Point, news: News): void {
    this.#course.add(point);
    this.#writeParams(news);
    this.#writeMetrics(news);
    if (isDue(point, news, this.#written)) this.#writeNews(point, news);
  }

  /** Writes a call at once: the next point may be half a minute away. */
  called(call: RunCall): void {
    this.#write({ kind: "call", call });
  }

  /**
   * Writes the whole run, for the process that opens the ledger next, and stops writing.
   * @param run As it ended
   */
  leave(run: RunRecord): void {
    try {
      const whole = trackedRun(run, this.#tags);
      this.#write({ kind: "ended", ...encodeRecord(whole) });
    } finally {
      this.#opened.dispose();
    }
  }

  /** Stops writing, and removes all that was written. */
  remove(): void {
    // The lock is closed last, so that no process takes the files for those of a killed run.
    removeJournal(this.folder, this.#id);
    this.#opened.dispose();
  }

  #writeParams({ params }: News): void {
    if (params === this.#params) return;
    this.#write({ kind: "params", params });
    this.#params = params;
  }

  #writeMetrics(news: News): void {
    const rows = news.metricsFrom(this.#written.metrics);
    if (rows.length === 0) return;
    this.#write({ kind: "metrics", rows: encodeMetrics(rows) });
    this.#written.metrics += rows.length;
  }

  #writeNews({ timeS, energyKwh, emissionsKg }: Point, news: News): void {
    const { idle, reason, changes, jumps } = news;
    const over = news.pauses.filter(({ toS }) => toS < Infinity);
    const open = news.pauses.at(-1);
    const { ended, open: phase } = news.phases();
    const notes = news.notes();
    this.#write({
      kind: "news",
      at: { timeS, energyKwh, emissionsKg },
      idle,
      reason,
      ended: ended.slice(this.#written.phases),
      ...phase && { open: phase },
      pauses: over.slice(this.#written.pauses)
        .map(({ fromS, toS }) => [fromS, toS] as const),
      ...open?.toS === Infinity && { pausedS: open.fromS },
      jumps,
      notes: notes.slice(this.#written.notes),
    });
    this.#written = {
      timeS,
      changes,
      idleS: idle.durationS,
      metrics: this.#written.metrics,
      phases: ended.length,
      notes: notes.length,
      pauses: over.length,
    };
  }

  #write(line: JournalLine): void {
    const bytes = ENCODER.encode(`${JSON.stringify(line)}\n`);
    for (let written = 0; written < bytes.length;) {
      written += this.#record.writeSync(bytes.subarray(written));
    }
  }
}

const ENCODER = new TextEncoder();

function lockedFile(folder: string, path: string): Deno.FsFile {
  for (let attempt = 1;; attempt += 1) {
    Deno.mkdirSync(folder, { recursive: true });
    try {
      const file = Deno.openSync(path, { write: true, createNew: true });
      if (file.tryLockSync(true)) return file;
      file.close();
      throw new Error("another process holds its journal");
    } catch (error) {
      const isGone = error instanceof Deno.errors.NotFound;
      if (!isGone || attempt === ATTEMPTS) throw error;
    }
  }
}
