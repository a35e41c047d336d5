import type { GroupBy, Total } from "./database/totals.ts";
import type { Params } from "../tracker/params.ts";
import type { RecomputedRun } from "./recompute.ts";
import type { RunTable, RunTableOptions } from "./run_table.ts";
import type { ImportRemark } from "./import/imported_run.ts";
import type {
  Origin,
  StoredRun,
  StoredStatus,
  WholeRun,
} from "./stored/stored_run.ts";

/** Which runs are wanted: those that fit every given filter. */
export interface RunFilter {
  /**
   * Started on this day or at this moment, or later: a `Date`, or an ISO date such as `2026-11-01`
   * or `2026-11-01T08:00`, in the configured time zone if it names none.
   */
  readonly since?: Date | string;
  /** Started on this day or earlier, or before this moment. */
  readonly until?: Date | string;
  /** Started in this month, such as `2026-11`. */
  readonly month?: string;
  /** Started in this ISO week, such as `2026-W48`. */
  readonly week?: string;
  /** The exact name. */
  readonly name?: string;
  /** How the run ended. */
  readonly status?: StoredStatus;
  /** One of its tags. */
  readonly tag?: string;
  /** Its parameters: those of `run.params()`, each with this value. */
  readonly params?: Params;
  /** Its project: the configured one, or that of CodeCarbon. */
  readonly project?: string;
  /** The path of its notebook, as `run.notebook` says it. */
  readonly notebook?: string;
  /** The country that it ran in: its name or code. */
  readonly country?: string;
}

/** Which runs to sum, and how to group them. */
export interface TotalOptions extends RunFilter {
  /** The grouping. @default one group of all */
  readonly by?: GroupBy;
}

/** The result of an import. */
export interface ImportReport {
  /** The tool, its version and the file. */
  readonly origin: Origin;
  /** Number of runs that the ledger did not have. */
  readonly added: number;
  /** Number of runs that the ledger had, and now has as they are in the file. */
  readonly replaced: number;
  /** Number of runs that the ledger already had, no worse than they are in the file, and kept. */
  readonly kept: number;
  /** Number of lines whose run could not be read; `remarks` says why. */
  readonly leftOut: number;
  /** The ids of all runs that were read. */
  readonly ids: readonly string[];
  /**
   * Each line that was left out, was repaired, or is part of another line's run, and what was done
   * with runs that would have moved in time.
   */
  readonly remarks: readonly ImportRemark[];
}

/** Every run, kept in a file. */
export interface Ledger extends AsyncDisposable {
  /** The path of the file. */
  readonly path: string;
  /** Whether the file can only be read. */
  readonly readOnly: boolean;
  /** What went wrong when the ledger was last brought up to date, such as a full disk. */
  readonly notes: readonly string[];
  /**
   * The runs in the order of their start, including those in progress.
   * @param filter Which runs. @default all
   * @throws {TypeError} If a filter is unknown or has the wrong type
   * @throws {RangeError} If a date, a month, a week or a status is none
   * @throws {UnknownNameError} If a country is unknown
   */
  runs(filter?: RunFilter): Promise<StoredRun[]>;
  /**
   * A run with its samples.
   * @param id Its id
   * @returns `undefined` if the ledger does not have it
   * @throws {TypeError} If the id is no text
   */
  get(id: string): Promise<WholeRun | undefined>;
  /**
   * What runs used, by group: days, weeks and months in their order, other groups by falling
   * emissions. What several of the runs count, such as a run and one within it, is counted once,
   * and nothing of a run is left out because of a run that is not among them.
   * @param options Which runs, and how to group them. @default all in one group
   * @throws {TypeError} If an option is unknown or has the wrong type
   * @throws {RangeError} If a value or the grouping is unknown
   */
  total(options?: TotalOptions): Promise<Total[]>;
  /**
   * The runs as a sorted table, which shows itself in a notebook: those of a filter, by the columns
   * of your choice, such as parameters and metrics.
   * @param options Filter, columns, order and length. @default the latest 100 runs
   * @throws {TypeError} If an option is unknown or has the wrong type
   * @throws {RangeError} If a value is out of range
   * @throws {UnknownNameError} If no run has a column; it names the nearest ones
   */
  table(options?: RunTableOptions): Promise<RunTable>;
  /**
   * Computes all calls to models anew, from their tokens, by the method of this version. Where the
   * figures differ, the run is stored with the new ones; it keeps the earlier ones too, in
   * `recomputed`. Energy that a provider measured stays.
   * @returns The old and the new figures of each run with calls
   */
  recompute(): Promise<RecomputedRun[]>;
  /**
   * Deletes a run.
   * @param id Its id
   * @returns Whether the ledger had it
   * @throws {TypeError} If the id is no text
   * @throws {RangeError} If the run is in progress
   */
  delete(id: string): Promise<boolean>;
  /**
   * Deletes all runs that fit a filter, except those in progress.
   * @param filter Which runs; at least one field
   * @returns How many they were
   * @throws {TypeError} If a filter is unknown or has the wrong type, or there is none
   * @throws {RangeError} If a date, a month, a week or a status is none
   */
  delete(filter: RunFilter): Promise<number>;
  /**
   * Writes a copy of the ledger to a new file, also while runs are in progress. The copy is a
   * ledger: runs in progress are `interrupted` there, with what they have used so far.
   * @param path Of a file that is not there yet
   * @throws {TypeError} If it is no path, or the file is there already
   * @throws {Error} If the file cannot be written; says why
   */
  backup(path: string | URL): Promise<void>;
  /**
   * All runs as a table with a row per run. A spreadsheet reads none of its texts as a formula.
   * @returns Text with a line of headings
   */
  export(format: "csv"): Promise<string>;
  /**
   * All runs with everything but their samples.
   * @returns A JSON array
   */
  export(format: "json"): Promise<string>;
  /**
   * All runs as a table with a row per run.
   * @returns A Parquet file
   */
  export(format: "parquet"): Promise<Uint8Array<ArrayBuffer>>;
  /**
   * Imports the runs of another ledger, of what a ledger exported (JSON, CSV or Parquet), or of
   * another tool: CodeCarbon's `emissions.csv`, eco2AI's `emission.csv`, a log of carbontracker,
   * the log file of a ZeusMonitor, or the powers that
   * `nvidia-smi --query-gpu=timestamp,index,power.draw --format=csv -l 1` writes. Lines that cannot
   * be read are left out and named. Runs keep their ids: importing a file twice adds nothing, and a
   * run is only replaced by a version that is longer or knows more. In a notebook the result
   * shows itself.
   * @param file Its path
   * @throws {TypeError} If the file has another format or a run lacks something; names the line
   * @throws {SyntaxError} If a line cannot be read; names the line
   * @throws {RangeError} If a figure is out of range; names the line
   */
  import(file: string | URL): Promise<ImportReport>;
  /** Closes the ledger; closing it again does nothing. */
  close(): Promise<void>;
}
