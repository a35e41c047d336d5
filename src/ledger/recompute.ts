import { machineOf } from "../estimate/machine_of.ts";
import { mass } from "../format.ts";
import { callNotes, uncountedCalls } from "../tracker/calls/call_groups.ts";
import { priced } from "../tracker/calls/priced.ts";
import { type RunCall, sumOfCalls } from "../tracker/calls/run_call.ts";
import { withCalls } from "../tracker/calls/with_calls.ts";
import type { EarlierFigures } from "../tracker/run.ts";
import { VERSION, type Version } from "../version.ts";
import type { TrackedRun, WholeRun } from "./stored/stored_run.ts";

/** What the calls of a run used by one version of the method. */
export interface CallFigures {
  /** Energy of the facilities, in kWh. */
  readonly energyKwh: number;
  /** In kgCO2e. */
  readonly emissionsKg: number;
  /** Number of calls whose energy was not known. */
  readonly notCounted: number;
  /** What it was computed with; `undefined` if that is not known. */
  readonly version: Version | undefined;
}

/** The calls of a run by the method that it was stored with, and by that of today. */
export interface RecomputedRun {
  /** The id of the run. */
  readonly id: string;
  /** Its name. */
  readonly name: string;
  /** Whether the figures differ, so that the new ones are stored. */
  readonly changed: boolean;
  /** By the method that it was stored with. */
  readonly old: CallFigures;
  /** By the method of today. */
  readonly new: CallFigures;
}

/** Sums that rounding alone makes differ agree to this part. */
const ROUNDING = 1e-9;

/**
 * Computes the calls of a run anew, from its tokens.
 * @param run A run of the ledger, with its samples
 * @param now When
 * @returns Its old and new figures, and the run with the new ones; `undefined` without calls
 */
export function recomputed(
  run: WholeRun,
  now: Date,
): { readonly row: RecomputedRun; readonly run: WholeRun } | undefined {
  if (run.origin !== undefined || run.calls.length === 0) return undefined;
  const calls = run.calls.map(repriced);
  const old = figuresOf(run.calls, run.callsVersion);
  const figures = figuresOf(calls, VERSION);
  const changed = old.notCounted !== figures.notCounted ||
    differs(old.energyKwh, figures.energyKwh) ||
    differs(old.emissionsKg, figures.emissionsKg);
  const { id, name } = run;
  return {
    row: { id, name, changed, old, new: figures },
    run: changed ? withNew(run, calls, old, now) : run,
  };
}

function differs(a: number, b: number): boolean {
  return Math.abs(a - b) > ROUNDING * Math.max(a, b);
}

function figuresOf(
  calls: readonly RunCall[],
  version: Version | undefined,
): CallFigures {
  const { energyKwh, emissionsKg } = sumOfCalls(calls);
  const notCounted =
    calls.filter(({ notCounted }) => notCounted !== undefined).length;
  return { energyKwh, emissionsKg, notCounted, version };
}

/** A call as the method of today has it. */
function repriced(call: RunCall): RunCall {
  const {
    energyKwh: _,
    itEnergyKwh: __,
    emissionsKg: ___,
    emissionsRangeKg: ____,
    waterL: _____,
    waterRangeL: ______,
    embodiedKg: _______,
    method: ________,
    tier: _________,
    notCounted: __________,
    ...facts
  } = call;
  return {
    ...facts,
    energyKwh: undefined,
    emissionsKg: undefined,
    place: undefined,
    ...priced(call, call.placeSeen),
  };
}

function withNew(
  run: WholeRun & TrackedRun,
  calls: readonly RunCall[],
  old: CallFigures,
  now: Date,
): WholeRun {
  const machine = machineOf(run);
  const whole = withCalls(machine, calls);
  const { uncounted = [], recomputed = [], notes } = run;
  const parts = [
    ...uncounted.filter(({ component }) => component !== "calls"),
    ...uncountedCalls(calls),
  ];
  const earlier: EarlierFigures = {
    at: now.toISOString(),
    version: old.version,
    energyKwh: run.energyKwh,
    emissionsKg: run.emissionsKg,
    callsEnergyKwh: old.energyKwh,
    callsEmissionsKg: old.emissionsKg,
  };
  const were = new Set(callNotes(run.calls));
  const { uncounted: _, ...rest } = whole;
  return {
    ...rest,
    calls,
    ...parts.length > 0 && { uncounted: parts },
    callsVersion: VERSION,
    recomputed: [...recomputed, earlier],
    notes: [
      ...notes.filter((note) => !were.has(note)),
      ...callNotes(calls),
      `its calls were computed anew on ${earlier.at.slice(0, 10)}: ${
        mass(sumOfCalls(calls).emissionsKg)
      } in place of ${mass(old.emissionsKg)}`,
    ],
  };
}
