import type { Machine } from "./machine.ts";

/** What `/proc/<pid>/stat` says of a process. */
interface ProcessStat {
  readonly parent: number;
  /** CPU time of itself and of its children that ended, in s. */
  readonly cpuS: number;
}

/** Ticks in a second: the kernel's for programs, whatever its own timer. */
const USER_HZ = 100;

/**
 * How long a list of processes holds: making it takes most of the time of a sample. A child that is
 * found late brings all its CPU time with it, and one that ended before leaves it to its parent.
 */
const LISTED_FOR_S = 1.5;

/** This process and all that it started, and their children: a notebook often runs Python. */
export class ProcessTree {
  readonly #machine: Machine;
  // The parent of a process that is none of ours stays so: it is read once.
  readonly #parents = new Map<number, number>();
  #pids: readonly number[] = [];
  #listedS = -Infinity;
  #lastS: number | undefined;
  #cpuS = 0;

  /** The tree below this process. */
  constructor(machine: Machine) {
    this.#machine = machine;
  }

  /** The processes alive, this one first; listed anew after a while. */
  pids(): readonly number[] {
    const nowS = this.#machine.nowS();
    if (nowS - this.#listedS >= LISTED_FOR_S) {
      this.#pids = this.#list();
      this.#listedS = nowS;
    }
    return this.#pids;
  }

  #list(): number[] {
    const living = this.#machine.readDir("/proc")
      .filter((name) => /^\d+$/.test(name)).map(Number);
    const alive = new Set(living);
    for (const pid of this.#parents.keys()) {
      if (!alive.has(pid)) this.#parents.delete(pid);
    }
    for (const pid of living) {
      if (!this.#parents.has(pid)) {
        const stat = this.#stat(pid);
        if (stat !== undefined) this.#parents.set(pid, stat.parent);
      }
    }
    const children = Map.groupBy(
      this.#parents.keys(),
      (pid) => this.#parents.get(pid) ?? 0,
    );
    const tree = [this.#machine.pid];
    for (const pid of tree) tree.push(...children.get(pid) ?? []);
    return tree;
  }

  /**
   * CPU time since the first call, in s. A child that ended stands in its parent's count from then
   * on; one that was never waited for takes its time along, which is not counted back.
   */
  cpuS(): number {
    const sumS = this.pids().reduce(
      (sum, pid) => sum + (this.#stat(pid)?.cpuS ?? 0),
      0,
    );
    this.#cpuS += Math.max(0, sumS - (this.#lastS ?? sumS));
    this.#lastS = sumS;
    return this.#cpuS;
  }

  /** Memory in use, in B; pages shared by several are counted for each. */
  memoryBytes(): number {
    return this.pids().reduce((sum, pid) => sum + this.#residentBytes(pid), 0);
  }

  #residentBytes(pid: number): number {
    const text = this.#text(`/proc/${pid}/status`) ?? "";
    return Number(/^VmRSS:\s+(\d+) kB/m.exec(text)?.[1] ?? 0) * 1024;
  }

  #stat(pid: number): ProcessStat | undefined {
    const text = this.#text(`/proc/${pid}/stat`);
    return text === undefined ? undefined : parseStat(text);
  }

  /** `undefined` for a process that ended meanwhile. */
  #text(path: string): string | undefined {
    try {
      return this.#machine.readTextFile(path);
    } catch {
      return undefined;
    }
  }
}

/** @see https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
function parseStat(text: string): ProcessStat {
  // The program's name stands in brackets and may hold spaces and brackets itself.
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ").map(Number);
  const [user = 0, system = 0, childUser = 0, childSystem = 0] = fields.slice(
    11,
    15,
  );
  return {
    parent: fields[1] ?? 0,
    cpuS: (user + system + childUser + childSystem) / USER_HZ,
  };
}
