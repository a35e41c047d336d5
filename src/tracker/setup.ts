import type { Site } from "../estimate/place/site.ts";
import type { RunHours } from "../hourly/run_hours.ts";
import type { EarlyCalls } from "./calls/watch_calls.ts";
import type { Clock } from "./sampling/clock.ts";
import type { TrackOptions } from "./options.ts";
import type { Run } from "./run.ts";
import type { CoverageBasis } from "./sharing/coverage.ts";
import type { Sampler } from "./sampling/sampler.ts";
import type { Keeper, Sink } from "./sink.ts";

/** All that a run is given; it makes none of these things itself. */
export interface RunSetup {
  /** Its id. @default a new one */
  readonly id?: string | undefined;
  /** What the user called it. */
  readonly name: string;
  /** Checked. */
  readonly options: TrackOptions;
  /** What gives its carbon intensity by the hour, if a source does. */
  readonly hours?: Pick<RunHours, "info" | "isAssumed" | "tell"> | undefined;
  /** The notebook that it is in, if that is known. */
  readonly notebook?: string | undefined;
  /** The project that it is part of, if the user named one. */
  readonly project?: string | undefined;
  /** Where it takes place, with the user's own figures. */
  readonly site: Site;
  /** What measures it. */
  readonly sampler: Sampler;
  /** The clocks of this thread. */
  readonly clock: Clock;
  /** Where it is measured; `clock` there names the thread that `clock` here belongs to. */
  readonly host: Omit<CoverageBasis, "startS" | "parts">;
  /** When it began, by `clock`, in s. */
  readonly startS: number;
  /**
   * Calls back when the user interrupts.
   * @returns Stops listening
   */
  readonly onInterrupt: (listener: () => void) => () => void;
  /**
   * Calls back with each error that nothing catches.
   * @returns Stops listening
   */
  readonly onLateError: (listener: (error: unknown) => void) => () => void;
  /** The calls that were sent while its sensors were being opened; absent if that takes no time. */
  readonly earlyCalls?: EarlyCalls | undefined;
  /** What keeps the run, such as a ledger; `undefined` if nothing does. */
  readonly keeper: Keeper | undefined;
  /** What else is informed about the run, such as a live view. */
  readonly sinks: readonly Sink[];
  /** Prepares a finished run for the user. */
  readonly present: (run: Run) => void;
}

/** Is informed about the cells of a notebook. */
export interface CellListener {
  /**
   * A cell begins.
   * @param wallMs When, in ms since 1970
   */
  began(wallMs: number): void;
  /**
   * A cell has ended.
   * @param wallMs When, in ms since 1970
   */
  ended(wallMs: number): void;
}
