import type { Attribution } from "../../sensors/parts/finding.ts";
import type { HostIdentity } from "../../sensors/host_identity.ts";
import type {
  SensedComponent,
  SensorInfo,
} from "../../sensors/parts/sensor.ts";

/** Whose energy a sensor counts: from the widest to the narrowest, or a recording's. */
export type Scope = "machine" | "container" | "tree" | "process" | "recording";

/** What a sensor of a run counts. */
export interface CoveredPart {
  /** The id of the sensor. */
  readonly id: string;
  /** The part of the machine. */
  readonly component: SensedComponent;
  /** Other parts of the machine whose energy is within its own; absent if there are none. */
  readonly holds?: readonly SensedComponent[];
  /** Whose energy it is: all of the machine or container, of a process and its children, … */
  readonly scope: Scope;
}

/**
 * When, where and what a run measured. From this follows which energy two runs both count, whatever
 * process, ledger or file they come from.
 */
export interface Coverage extends HostIdentity {
  /** The clock of `startS`: one for each thread of a process. */
  readonly clock: string;
  /** When it began by that clock, in s. */
  readonly startS: number;
  /** How long it is so far, with its pauses, in s. */
  readonly endS: number;
  /** When none of its cells ran, from and to, in s since its start. */
  readonly pauses: readonly (readonly [fromS: number, toS: number])[];
  /** When the wall clock was set or the machine slept, and by how many s. */
  readonly jumps: readonly (readonly [atS: number, byS: number])[];
  /** What each of its sensors counts, in the order of its components. */
  readonly parts: readonly CoveredPart[];
}

/** A run whose coverage is known. */
export interface CoveredRun {
  readonly id: string;
  readonly startedAt: Date;
  readonly coverage: Coverage;
}

/** What the coverage of a run is made of, apart from its times. */
export type CoverageBasis = Omit<Coverage, "endS" | "pauses" | "jumps">;

/**
 * What the sensors of a run count.
 * @param sensors In order
 * @param attribution Whose share of processor and memory counts
 * @param isReplay Whether a recording is replayed
 */
export function partsOf(
  sensors: readonly SensorInfo[],
  attribution: Attribution | undefined,
  isReplay: boolean,
): CoveredPart[] {
  return sensors.map(({ id, component, holds, method, ownProcessOnly }) => {
    const scopeOf = (): Scope => {
      if (isReplay) return "recording";
      if (component === "accelerator") return "machine";
      if (ownProcessOnly) return "process";
      if (attribution === "process") return "tree";
      return method === "model" ? "container" : "machine";
    };
    return { id, component, ...holds && { holds }, scope: scopeOf() };
  });
}

/**
 * The parts of a run that another run counts too, and that a sum over both counts there: the run
 * that measures more of the machine counts them, else the one that began first.
 * @param run The run
 * @param other The other run
 * @returns The indices of the parts
 */
export function partsWithin(run: CoveredRun, other: CoveredRun): number[] {
  if (run.id === other.id) return [];
  const isLater = compare(other, run) < 0;
  return run.coverage.parts.flatMap((part, i) => {
    const isWithin = other.coverage.parts.some((wide) =>
      isWithinPart(part, wide) && counts(other, wide, run, part) &&
      (isLater ||
        !(isWithinPart(wide, part) && counts(run, part, other, wide)))
    );
    return isWithin ? [i] : [];
  });
}

/**
 * Whether a part of the machine is another one, or within it. Cards are told apart, processors and
 * memory are not: they may be measured in several ways.
 */
function isWithinPart(part: CoveredPart, wide: CoveredPart): boolean {
  if (wide.holds?.includes(part.component)) return true;
  return part.component === wide.component &&
    (part.component !== "accelerator" || part.id === wide.id);
}

/** Whether what a part of a run counts holds all that a part of another run counts. */
function counts(
  { coverage: wide }: CoveredRun,
  { scope }: CoveredPart,
  { coverage: narrow }: CoveredRun,
  { scope: inner }: CoveredPart,
): boolean {
  const isOneThread = wide.clock === narrow.clock;
  if (scope === "recording" || inner === "recording") {
    return scope === inner && isOneThread;
  }
  const isOne = (a: string | undefined, b: string | undefined) =>
    isOneThread || a !== undefined && a === b;
  const isOneMachine = isOne(wide.machine, narrow.machine);
  const [process = ""] = wide.processes;
  switch (scope) {
    case "machine":
      return isOneMachine;
    case "container":
      return inner !== "machine" && isOne(wide.container, narrow.container);
    case "tree":
      return isOneMachine && (inner === "tree" || inner === "process") &&
        (isOneThread || narrow.processes.includes(process));
    case "process":
      return isOneMachine && inner === "process" &&
        (isOneThread || narrow.processes[0] === process);
  }
}

/** The order of the runs of a machine: any order will do, as long as all runs have one. */
function compare(a: CoveredRun, b: CoveredRun): number {
  return a.startedAt.getTime() - b.startedAt.getTime() ||
    order(a.coverage.clock, b.coverage.clock) ||
    a.coverage.startS - b.coverage.startS ||
    order(a.id, b.id);
}

function order(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
