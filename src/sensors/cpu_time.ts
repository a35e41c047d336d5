import { containerCgroup } from "./cgroup.ts";
import type { Attribution, Finding } from "./finding.ts";
import { AccessError, type Machine, messageOf } from "./machine.ts";
import type { ProcessTree } from "./process_tree.ts";

/** CPU time so far, in s. */
export interface CpuTimes {
  /** Of those to be measured. */
  readonly ownS: number;
  /** Of everyone. */
  readonly busyS: number;
}

/** Counts CPU time. */
export interface CpuClock {
  /** What it reads, in words. */
  readonly what: string;
  /** CPU time so far. */
  read(): CpuTimes;
}

/** A clock and what was tried for it. */
export interface CpuClockDetection {
  /** The best that can be had. */
  readonly clock: CpuClock;
  /** What cannot be had, and why. */
  readonly findings: readonly Finding[];
}

const USER_HZ = 100;

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
  const whole = wholeClock(machine, findings);
  if (whole === undefined) {
    const read = () => {
      const ownS = machine.ownCpuS();
      return { ownS, busyS: ownS };
    };
    return {
      clock: { what: "CPU time of this process alone", read },
      findings,
    };
  }
  const busy = whole.busyS;
  if (attribution === "process") {
    const hasTree = canRead(tree, findings);
    const ownS = () => hasTree ? tree.cpuS() : machine.ownCpuS();
    const what = hasTree
      ? "this process and its children (/proc/<pid>/stat)"
      : "this process alone";
    const read = () => ({ ownS: ownS(), busyS: busy() });
    return { clock: { what: `CPU time of ${what}`, read }, findings };
  }
  const cgroup = containerCgroup(machine);
  if (cgroup !== undefined) {
    const what = `CPU time of this container (${cgroup.folder}/cpu.stat)`;
    const read = () => ({ ownS: cgroup.cpuS(), busyS: busy() });
    return { clock: { what, read }, findings };
  }
  const read = () => {
    const busyS = busy();
    return { ownS: busyS, busyS };
  };
  return {
    clock: { what: `CPU time of the machine (${whole.what})`, read },
    findings,
  };
}

function canRead(tree: ProcessTree, findings: Finding[]): boolean {
  try {
    tree.cpuS();
    return true;
  } catch (error) {
    findings.push({
      path: "/proc/<pid>/stat",
      found: false,
      why: `${messageOf(error)}: children are not counted`,
      ...howOf(error),
    });
    return false;
  }
}

/** What would help against an error, as a field of a finding. */
export function howOf(error: unknown): { how?: string } {
  return error instanceof AccessError && error.how !== undefined
    ? { how: error.how }
    : {};
}

interface WholeClock {
  readonly what: string;
  readonly busyS: () => number;
}

function wholeClock(
  machine: Machine,
  findings: Finding[],
): WholeClock | undefined {
  const ways: readonly WholeClock[] = [
    {
      what: "/proc/stat",
      busyS: () => busyTime(machine.readTextFile("/proc/stat")),
    },
    { what: "node:os cpus()", busyS: () => machine.systemCpus().busyS },
  ];
  return ways.find(({ what, busyS }) => {
    if (what === "/proc/stat" && machine.os !== "linux") return false;
    try {
      busyS();
      return true;
    } catch (error) {
      const why = messageOf(error);
      findings.push({ path: what, found: false, why, ...howOf(error) });
      return false;
    }
  });
}

/**
 * User, nice, system and both kinds of interrupt; not idle, waiting, or stolen by other guests of
 * the host. Guests of this machine are in user time already.
 *
 * @see https://man7.org/linux/man-pages/man5/proc_stat.5.html
 */
function busyTime(text: string): number {
  const fields = /^cpu +(.*)$/m.exec(text)?.[1]?.split(" ").map(Number);
  const [user, nice, system, , , irq = 0, softirq = 0] = fields ?? [];
  if (user === undefined || nice === undefined || system === undefined) {
    throw new Error('Cannot find the line "cpu" in "/proc/stat"');
  }
  return (user + nice + system + irq + softirq) / USER_HZ;
}
