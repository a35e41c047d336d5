import type {
  Origin,
  StoredRun,
  StoredStatus,
  WholeRun,
} from "./stored_run.ts";

/** Which runs of a ledger are wanted; all that is given has to fit. */
export interface RunFilter {
  /** Begun at this moment or later; text as `Date` reads it, such as `2026-11-01`. */
  readonly since?: Date | string;
  /** Its exact name. */
  readonly name?: string;
  /** How it ended. */
  readonly status?: StoredStatus;
  /** One of its tags. */
  readonly tag?: string;
}

/** What runs are summed by: the day of their beginning (UTC), their name, their region, or part of the machine. */
export type GroupBy = "day" | "name" | "region" | "component";

/** What the runs of a group used together. What overlapping runs share is counted once. */
export interface Total {
  /** The day as `2026-11-23`, the name, the region, or the part of the machine. */
  readonly key: string;
  /** How many runs. */
  readonly runs: number;
  /** Energy, PUE included, in kWh. */
  readonly energyKwh: number;
  /** Emissions, location-based, in kgCO2e, of the runs of which they are known. */
  readonly emissionsKg: number;
  /** How many of the runs have no emissions, as another tool measured their energy alone. */
  readonly withoutEmissions: number;
}

/** Something to know about a line of an imported file. */
export interface ImportRemark {
  /** The line, from 1. */
  readonly line: number;
  /** What was done about it. */
  readonly what: string;
}

/** What came of an import. */
export interface ImportReport {
  /** The tool, its version and the file. */
  readonly origin: Origin;
  /** Runs that the ledger did not have. */
  readonly added: number;
  /** Runs that it had, and has now as the file has them. */
  readonly replaced: number;
  /** Runs that it had already, from an earlier file, to a later moment than this one. */
  readonly kept: number;
  /** The ids of all of them. */
  readonly ids: readonly string[];
  /** Every line that was repaired, or that is part of another one. */
  readonly remarks: readonly ImportRemark[];
}

/** Every run, kept. */
export interface Ledger extends AsyncDisposable {
  /** Where it is. */
  readonly path: string;
  /** Whether it can only be read, as this user may not write there. */
  readonly readOnly: boolean;
  /** What went against expectation when it was last looked at, such as a full disk. */
  readonly notes: readonly string[];
  /**
   * Runs in the order of their beginning, those that go on included.
   * @param filter Which ones. @default all
   * @throws {TypeError} If a filter is unknown or of the wrong type
   * @throws {RangeError} If `since` is no date, or `status` is none
   */
  runs(filter?: RunFilter): Promise<StoredRun[]>;
  /**
   * A run with its course.
   * @param id Its id
   * @returns `undefined` if the ledger does not have it
   */
  get(id: string): Promise<WholeRun | undefined>;
  /**
   * What all runs used, in groups: days in their order, others by falling emissions.
   * @param options What they are grouped by
   * @throws {RangeError} If it is none of the four
   */
  total(options: { readonly by: GroupBy }): Promise<Total[]>;
  /**
   * Forgets a run.
   * @param id Its id
   * @returns Whether the ledger had it
   * @throws {RangeError} If it goes on
   */
  delete(id: string): Promise<boolean>;
  /**
   * All runs as a table, a row each.
   * @returns Text with a line of headings
   */
  export(format: "csv"): Promise<string>;
  /**
   * All runs with all that is known of them but their courses.
   * @returns A JSON array
   */
  export(format: "json"): Promise<string>;
  /**
   * All runs as a table, a row each.
   * @returns A Parquet file
   */
  export(format: "parquet"): Promise<Uint8Array<ArrayBuffer>>;
  /**
   * Takes in the runs of another tool: CodeCarbon's `emissions.csv`, a log of carbontracker, or the log
   * file of a ZeusMonitor. All of them or, on an error, none. A run that is taken in twice is there once.
   * @param file Its path
   * @throws {TypeError} If it is none of these, or lacks what a run needs; says the line
   * @throws {SyntaxError} If a line cannot be read; says which
   * @throws {RangeError} If a figure is out of its range; says the line
   */
  import(file: string | URL): Promise<ImportReport>;
  /** Closes it; twice is once. */
  close(): Promise<void>;
}
