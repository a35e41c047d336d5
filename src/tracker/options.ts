import type { Attribution } from "../sensors/finding.ts";
import type { Recording } from "../sensors/replay.ts";

/** Where a run takes place, and how it is measured. */
export interface TrackOptions {
  /** Cloud provider; with `region`. */
  readonly provider?: string;
  /** The provider's region; with `provider`. */
  readonly region?: string;
  /** Country or other area: name, ISO 3166 code. */
  readonly country?: string;
  /** State or province of the country: name or ISO 3166-2 code. */
  readonly subdivision?: string;
  /** Carbon intensity of the electricity, in gCO2e/kWh, or a function that gives it at a time; wins over the place's. */
  readonly carbonIntensity?: number | ((at: Date) => number);
  /** Power usage effectiveness, >= 1; wins over the place's. */
  readonly pue?: number;
  /** Share that is offset, in percent; wins over the provider's claim. */
  readonly offsetPercent?: number;
  /** What the run may emit, in kgCO2e: once that is measured, `run.signal` fires. */
  readonly budgetKg?: number;
  /** What happens then: the run is aborted, or a note is made. @default "abort" */
  readonly onBudget?: "abort" | "warn";
  /** Time between two samples, in ms, >= 20. @default 1000 */
  readonly intervalMs?: number;
  /** Whether processor and memory count for the whole machine or for this process and its children. @default "machine" */
  readonly attribution?: Attribution;
  /** Whether to show the run while it goes on. @default true */
  readonly live?: boolean;
  /** A recording to play in place of the machine's sensors. */
  readonly replay?: Recording;
}
