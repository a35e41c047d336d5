import { type RunCall, sumOfCalls } from "../calls/run_call.ts";
import type { SharedStretch, UsedUntil } from "./shared_stretch.ts";

/** A run to sum, in any form that a run has. */
export interface SummedRun {
  readonly id: string;
  readonly energyKwh: number;
  readonly emissionsKg?: number | undefined;
  /** The stretches that other runs count, too. */
  readonly shared: readonly SharedStretch[];
  /** Its calls to models, which are in its sums. */
  readonly calls?: readonly RunCall[] | undefined;
  /** What it counts, in the order of the marks' parts; needed to tell the parts. */
  readonly coverage?:
    | { readonly parts: readonly { readonly id: string }[] }
    | undefined;
}

/** What a sum counts of a run. */
export interface CountedRun {
  /** In kWh. */
  readonly energyKwh: number;
  /** In kgCO2e; `undefined` if its emissions are not known. */
  readonly emissionsKg: number | undefined;
  /** What is left out of each part, in the order of its sensors, in kWh; empty if not known. */
  readonly leftOutKwh: readonly number[];
}

/** A rest that is smaller than this share of the whole comes from rounding. */
const ROUNDING = 1e-12;

/**
 * What a sum over runs counts of each of them, so that it counts no energy twice and loses none.
 *
 * A stretch of a run that another run of the selection counts too is left out here: it is counted
 * there. If no run of the selection counts it, it is counted here. So the sum depends on the
 * selected runs alone, and not on others that were deleted or never imported.
 * @param runs The selected runs, each once
 * @returns By id
 */
export function countedOnce(
  runs: readonly SummedRun[],
): ReadonlyMap<string, CountedRun> {
  const ids = new Set(runs.map(({ id }) => id));
  const called = new Set<string>();
  const isFirst = ({ id }: RunCall) => !called.has(id) && called.add(id);
  // A call counts in the run that began first.
  const inOrder = runs.toSorted((a, b) => lateness(a) - lateness(b));
  return new Map(
    inOrder.map((run) => [
      run.id,
      countedOf(run, (id) => ids.has(id), run.calls?.filter(isFirst)),
    ]),
  );
}

/** Whether a run has calls that an earlier one counts. */
function lateness({ calls = [] }: SummedRun): number {
  return calls.filter(({ countedBy }) => countedBy !== undefined).length;
}

/**
 * What a sum counts of a run.
 * @param run The run
 * @param isSelected Whether the run of an id is part of the sum
 * @param calls Its calls that the sum counts in it. @default those that no selected run counts
 */
export function countedOf(
  { calls: all = [], ...run }: SummedRun,
  isSelected: (id: string) => boolean,
  calls: readonly RunCall[] = all.filter(({ countedBy }) =>
    countedBy === undefined || !isSelected(countedBy)
  ),
): CountedRun {
  if (all.length === 0) return machineOf(run, isSelected);
  const sums = sumOfCalls(all);
  const own = sumOfCalls(calls);
  const { emissionsKg } = run;
  const machine = machineOf({
    ...run,
    energyKwh: Math.max(0, run.energyKwh - sums.energyKwh),
    emissionsKg: emissionsKg &&
      Math.max(0, emissionsKg - sums.emissionsKg),
  }, isSelected);
  return {
    ...machine,
    energyKwh: machine.energyKwh + own.energyKwh,
    emissionsKg: machine.emissionsKg === undefined
      ? undefined
      : machine.emissionsKg + own.emissionsKg,
  };
}

/** What a sum counts of the energy of the machine. */
function machineOf(
  { energyKwh, emissionsKg, shared, coverage }: SummedRun,
  isSelected: (id: string) => boolean,
): CountedRun {
  const stretches = shared.filter(({ id }) => isSelected(id));
  if (stretches.length === 0) return { energyKwh, emissionsKg, leftOutKwh: [] };
  const left = unionOf(stretches, coverage?.parts.map(({ id }) => id) ?? []);
  return {
    energyKwh: restOf(energyKwh, left.energyKwh),
    emissionsKg: emissionsKg && restOf(emissionsKg, left.emissionsKg),
    leftOutKwh: left.partsKwh,
  };
}

function restOf(whole: number, part: number): number {
  return part >= whole * (1 - ROUNDING) ? 0 : whole - Math.max(0, part);
}

/** What a run has used in any of some stretches: stretches of several runs may overlap. */
function unionOf(
  stretches: readonly SharedStretch[],
  parts: readonly string[],
): Omit<UsedUntil, "timeS"> {
  const changes = stretches.flatMap(({ from, to, parts }) => [
    { mark: from, by: 1, parts },
    { mark: to, by: -1, parts },
  ]).sort((a, b) =>
    a.mark.timeS - b.mark.timeS || a.mark.energyKwh - b.mark.energyKwh ||
    b.by - a.by
  );
  let energyKwh = 0;
  let emissionsKg = 0;
  const partsKwh = parts.map(() => 0);
  let wholes = 0;
  const covered = parts.map(() => 0);
  let last = changes[0]!.mark;
  const addUntil = (mark: UsedUntil) => {
    const passedKwh = Math.max(0, mark.energyKwh - last.energyKwh);
    const emitted = Math.max(0, mark.emissionsKg - last.emissionsKg);
    let usedKwh = 0;
    parts.forEach((_, i) => {
      if (wholes === 0 && covered[i] === 0) return;
      const kwh = (mark.partsKwh[i] ?? 0) - (last.partsKwh[i] ?? 0);
      partsKwh[i]! += Math.max(0, kwh);
      usedKwh += Math.max(0, kwh);
    });
    if (wholes > 0) usedKwh = passedKwh;
    energyKwh += usedKwh;
    if (wholes > 0) emissionsKg += emitted;
    else if (passedKwh > 0) emissionsKg += emitted * usedKwh / passedKwh;
  };
  for (const { mark, by, parts: some } of changes) {
    addUntil(mark);
    last = mark;
    if (some === undefined) wholes += by;
    else for (const id of some) covered[parts.indexOf(id)]! += by;
  }
  return { energyKwh, emissionsKg, partsKwh };
}
