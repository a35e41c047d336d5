import type { GroupBy, Total } from "./database/totals.ts";
import type { ImportRemark } from "./import/imported_run.ts";
import type {
  Origin,
  StoredRun,
  StoredStatus,
  WholeRun,
} from "./stored/stored_run.ts";

/** Which runs are wanted: those that fit every given filter. */
export interface RunFilter {
  /** Started at this moment or later; text as `Date` reads it, such as `2026-11-01`. */
  readonly since?: Date | string;
  /** The exact name. */
  readonly name?: string;
  /** How the run ended. */
  readonly status?: StoredStatus;
  /** One of its tags. */
  readonly tag?: string;
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
  /** Number of runs that the ledger already had from a newer file, and kept. */
  readonly kept: number;
  /** The ids of all these runs. */
  readonly ids: readonly string[];
  /** Each line that was repaired, or is part of another line's run. */
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
   * @throws {RangeError} If `since` is not a date, or `status` is unknown
   */
  runs(filter?: RunFilter): Promise<StoredRun[]>;
  /**
   * A run with its samples.
   * @param id Its id
   * @returns `undefined` if the ledger does not have it
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
   * Deletes a run.
   * @param id Its id
   * @returns Whether the ledger had it
   * @throws {RangeError} If the run is in progress
   */
  delete(id: string): Promise<boolean>;
  /**
   * All runs as a table with a row per run. A spreadsheet reads no text of it as a formula.
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
   * Imports the runs of another tool: CodeCarbon's `emissions.csv`, a log of carbontracker, or the
   * log file of a ZeusMonitor. It imports all of them or, on an error, none. Importing a file twice
   * adds nothing.
   * @param file Its path
   * @throws {TypeError} If the file has another format or a run lacks something; names the line
   * @throws {SyntaxError} If a line cannot be read; names the line
   * @throws {RangeError} If a figure is out of range; names the line
   */
  import(file: string | URL): Promise<ImportReport>;
  /** Closes the ledger; closing it again does nothing. */
  close(): Promise<void>;
}
