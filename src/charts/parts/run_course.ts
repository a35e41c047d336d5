import { duration, mass } from "../../format.ts";
import type { StoredStatus } from "../../ledger/stored/stored_run.ts";
import { hasFootprint } from "../../estimate/has_footprint.ts";
import type { Footprint } from "../../estimate/result.ts";
import type { RunCall } from "../../tracker/calls/run_call.ts";
import type { RunRecord } from "../../tracker/run.ts";
import { shortened, spoken } from "./text_width.ts";
import { checkDrawable } from "./check_drawable.ts";

/** What the charts of a run read: a run that has ended, also from a ledger, or a `snapshot()`. */
export type RunCourse =
  & { readonly status: StoredStatus; readonly calls?: readonly RunCall[] }
  & Pick<
    RunRecord,
    | "name"
    | "samples"
    | "phases"
    | "durationS"
    | "itEnergyKwh"
    | "emissionsKg"
    | "emissionsRangeKg"
    | "budgetKg"
    | "forecast"
  >;

/** Checks that a chart is given a run. */
export function checkRun(run: RunCourse): void {
  const wanted = "what track() returns, or run.snapshot()";
  checkDrawable(run, "samples", wanted);
  if (!Array.isArray(run.samples)) checkDrawable(undefined, "samples", wanted);
  hasFootprint(run as unknown as Footprint, "draw the chart");
}

/** The title of a run's chart: its name, a figure, and how it ended. */
export function runTitle({ name, status }: RunCourse, figure: string): string {
  const how = {
    running: " so far",
    finished: "",
    failed: ", failed",
    aborted: ", aborted",
    interrupted: ", interrupted",
  }[status];
  return `${shortened(name)}: ${figure}${how}`;
}

/** Time from the start of a run to its last moment, pauses between cells included, in s. */
export function endOf({ samples, phases, durationS }: RunCourse): number {
  const sampledS = samples.at(-1)?.timeS ?? 0;
  return Math.max(sampledS, phases.at(-1)?.endS ?? 0, durationS);
}

/** The phases of a run in a sentence, with the emissions of each; empty without phases. */
export function phasesInWords({ phases }: RunCourse): string {
  if (phases.length === 0) return "";
  const texts = phases.map((phase) =>
    `${shortened(phase.name)} from ${duration(phase.startS)} to ${
      duration(phase.endS)
    } with ${mass(phase.emissionsKg)}`
  );
  return ` Phases: ${spoken(texts)}.`;
}
