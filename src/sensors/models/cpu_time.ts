import { containerCgroup, machineCpu } from "./cgroup.ts";
import type { Attribution, Finding } from "../parts/finding.ts";
import { type Machine, messageOf } from "../../machine/machine.ts";
import {
  failed,
  fileProbe,
  firstProbe,
  type NamedProbe,
  plainProbe,
  type Probe,
} from "../parts/probe.ts";
import { USER_HZ } from "./process_stat.ts";
import type { ProcessTree } from "./process_tree.ts";

/** CPU time so far, in s. */
export interface CpuTimes {
  /** Of those to be measured. */
  readonly ownS: number;
  /** Of everyone. */
  readonly busyS: number;
}

/** Counts CPU time. */
export interface CpuClock extends Disposable {
  /** What it reads, in words. */
  readonly what: string;
  /** Whether it sees this process alone, neither its children nor the rest of the machine. */
  readonly ownProcessOnly?: true;
  /** CPU time so far. */
  read(): CpuTimes;
}

/** A clock, and what was tried to get it. */
export interface CpuClockDetection {
  /** The best one that works. */
  readonly clock: CpuClock;
  /** What does not work, and why. */
  readonly findings: readonly Finding[];
}

const ALONE = "this process alone";
const ownProcessOnly = true;

/**
 * The busy time of the machine, of the container that this runs in, or of this process and its
 * children; where none of them can be read, of this process alone.
 */
export function cpuClock(
  machine: Machine,
  attribution: Attribution,
  tree: ProcessTree,
): CpuClockDetection {
  const findings: Finding[] = [];
  const clock = attribution === "process"
    ? processClock(machine, tree, findings)
    : machineClock(machine, findings);
  return { clock: clock ?? lastClock(machine), findings };
}

function machineClock(
  machine: Machine,
  findings: Finding[],
): CpuClock | undefined {
  const whole = wholeProbe(machine, findings);
  if (whole === undefined) return undefined;
  const cgroup = containerCgroup(machine);
  const own = cgroup?.openCpu();
  if (cgroup === undefined || own === undefined) {
    const read = () => {
      const busyS = whole.read();
      return { ownS: busyS, busyS };
    };
    return clockOf(`the machine (${whole.what})`, read, whole);
  }
  const what = `this container (${cgroup.cpuFile})`;
  return clockOf(what, together(own, whole), own, whole);
}

/**
 * The busy time of this process and its children, or of this process alone if the children cannot
 * be read; `undefined` if the busy time of the machine cannot be read.
 */
export function processClock(
  machine: Machine,
  tree: ProcessTree,
  findings: Finding[],
): CpuClock | undefined {
  const whole = wholeProbe(machine, findings);
  if (whole === undefined) return undefined;
  if (!canRead(tree, findings)) {
    const own = plainProbe(() => machine.ownCpuS());
    return { ...clockOf(ALONE, together(own, whole), whole), ownProcessOnly };
  }
  const own = plainProbe(() => tree.cpuS());
  const what = "this process and its children (/proc/<pid>/stat)";
  return clockOf(what, together(own, whole), tree, whole);
}

function lastClock(machine: Machine): CpuClock {
  const read = () => {
    const ownS = machine.ownCpuS();
    return { ownS, busyS: ownS };
  };
  return { ...clockOf(ALONE, read), ownProcessOnly };
}

function clockOf(
  whose: string,
  read: () => CpuTimes,
  ...parts: readonly Disposable[]
): CpuClock {
  const close = () => parts.forEach((part) => part[Symbol.dispose]());
  return { what: `CPU time of ${whose}`, read, [Symbol.dispose]: close };
}

function together(own: Probe, whole: Probe): () => CpuTimes {
  return () => ({ ownS: own.read(), busyS: whole.read() });
}

function canRead(tree: ProcessTree, findings: Finding[]): boolean {
  try {
    tree.cpuS();
    return true;
  } catch (error) {
    findings.push({
      ...failed("/proc/<pid>/stat", error),
      why: `${messageOf(error)}: children are not counted`,
    });
    return false;
  }
}

/** The busy time of the machine, in s. */
function wholeProbe(
  machine: Machine,
  findings: Finding[],
): NamedProbe | undefined {
  const stat = {
    what: "/proc/stat",
    open: () => fileProbe(machine, "/proc/stat", busyTime),
  };
  const system = {
    what: "node:os cpus()",
    open: () => {
      machine.systemCpus();
      return plainProbe(() => machine.systemCpus().busyS);
    },
  };
  if (machine.os !== "linux") return firstProbe([system], findings);
  // No finding if there is no such group: the next way reads the same.
  return firstProbe([machineCpu(machine)], []) ??
    firstProbe([stat, system], findings);
}

/**
 * User, nice, system and both kinds of interrupt; not idle, waiting, or stolen by other guests of
 * the host. Guests of this machine are in user time already.
 *
 * @see https://man7.org/linux/man-pages/man5/proc_stat.5.html
 */
function busyTime(text: string): number {
  const line = text.slice(0, text.indexOf("\n"));
  const fields = line.startsWith("cpu ") ? line.slice(4).trim().split(" ") : [];
  const [user, nice, system, , , irq = 0, softirq = 0] = fields.map(Number);
  if (user === undefined || nice === undefined || system === undefined) {
    throw new Error('Cannot find the line "cpu" in "/proc/stat"');
  }
  return (user + nice + system + irq + softirq) / USER_HZ;
}
