import { type Machine, type TextFile, tried } from "../../machine/machine.ts";
import { parseStat, type ProcessStat } from "./process_stat.ts";

/**
 * How long a list of processes holds, in s: making it takes most of the time of a sample. A child
 * that is found late brings all its CPU time with it.
 */
const LISTED_FOR_S = 0.3;

/** How long it holds if no new process was started, in s; some containers report that late. */
const UNCHANGED_FOR_S = 15;

/** What is read of a process again and again. */
type ProcessFile = "stat" | "status";

/**
 * This process, its children and theirs, also those that were left in the background: a notebook
 * often runs Python. Its files are closed when it is disposed of and opened again if it is read
 * again, so that several sensors may share it.
 */
export class ProcessTree implements Disposable {
  readonly #machine: Machine;
  // What does not change as long as its parent lives.
  readonly #known = new Map<number, ProcessStat>();
  /** Those that have been in the tree and are alive. */
  readonly #seen = new Set<number>();
  readonly #files = new Map<number, Map<ProcessFile, TextFile>>();
  #pids: readonly number[] = [];
  #listedS = -Infinity;
  #newest: string | undefined;

  /** The tree below this process. */
  constructor(machine: Machine) {
    this.#machine = machine;
  }

  /** The processes alive, this one first; the list is renewed after a while. */
  pids(): readonly number[] {
    const nowS = this.#machine.nowS();
    const ageS = nowS - this.#listedS;
    if (ageS < LISTED_FOR_S) return this.#pids;
    // Read before the list, so that a process started during listing is found next time.
    const newest = this.#newestProcess();
    const unchanged = newest !== undefined && newest === this.#newest;
    if (unchanged && ageS < UNCHANGED_FOR_S) return this.#pids;
    this.#pids = this.#list();
    this.#listedS = nowS;
    this.#newest = newest;
    return this.#pids;
  }

  /** The process started last; `undefined` where the system does not report it. */
  #newestProcess(): string | undefined {
    const text = tried(() => this.#machine.readTextFile("/proc/loadavg"));
    const pid = text?.trim().split(" ")[4];
    return pid === "0" ? undefined : pid;
  }

  #list(): number[] {
    const living = this.#machine.readDir("/proc")
      .filter((name) => /^\d+$/.test(name)).map(Number);
    this.#learn(living);
    const children = Map.groupBy(
      this.#known.keys(),
      (pid) => this.#known.get(pid)?.parent ?? 0,
    );
    const tree = [this.#machine.pid];
    const members = new Set(tree);
    for (const pid of [...this.#left(), ...tree]) {
      if (!members.has(pid)) tree.push(pid);
      members.add(pid);
    }
    for (const pid of tree) {
      for (const child of children.get(pid) ?? []) {
        if (!members.has(child)) tree.push(child);
        members.add(child);
      }
    }
    for (const pid of members) this.#seen.add(pid);
    for (const pid of this.#files.keys()) {
      if (!members.has(pid)) this.#close(pid);
    }
    return tree;
  }

  /** Reads of the living what is not known yet; one whose parent has ended has got another one. */
  #learn(living: readonly number[]): void {
    const alive = new Set(living);
    for (const pid of this.#known.keys()) {
      if (alive.has(pid)) continue;
      this.#known.delete(pid);
      this.#seen.delete(pid);
    }
    for (const pid of living) {
      const parent = this.#known.get(pid)?.parent;
      if (parent !== undefined && (parent === 0 || alive.has(parent))) continue;
      const path = `/proc/${pid}/stat`;
      const text = tried(() => this.#machine.readTextFile(path));
      if (text !== undefined) this.#known.set(pid, parseStat(text));
    }
  }

  /**
   * Those that were left in the background: their parent, such as a shell, has ended, and another
   * process has taken them in. They have been members before, or are in the group of this process
   * or of a member and began after this process.
   */
  #left(): readonly number[] {
    const own = this.#known.get(this.#machine.pid);
    if (own === undefined) return [];
    const takesIn = this.#takingIn(own);
    const ours = new Set([own.group, this.#machine.pid, ...this.#seen]);
    ours.delete(0); // a group outside of this container
    return [...this.#known].filter((
      [pid, { parent, group, session, begunTicks }],
    ) =>
      takesIn.has(parent) &&
      (this.#seen.has(pid) ||
        (ours.has(group) || ours.has(session)) && begunTicks >= own.begunTicks)
    ).map(([pid]) => pid);
  }

  /**
   * Processes that take in what others leave: the first one, and ancestors outside of the group.
   */
  #takingIn(own: ProcessStat): ReadonlySet<number> {
    const taking = new Set([1]);
    let above = this.#known.get(own.parent);
    let pid = own.parent;
    while (above !== undefined && !taking.has(pid)) {
      if (above.group !== own.group) taking.add(pid);
      pid = above.parent;
      above = this.#known.get(pid);
    }
    // What the shell of a terminal starts itself was not left by anybody.
    taking.delete(own.parent === 1 ? 0 : own.parent);
    return taking;
  }

  /**
   * CPU time of all of them, in s. The time of a child that ended is then part of its parent's; if
   * the parent did not wait for it, its time is lost and the sum falls.
   */
  cpuS(): number {
    return this.pids().reduce((sum, pid) => {
      const text = this.#read(pid, "stat");
      return text === undefined ? sum : sum + parseStat(text).cpuS;
    }, 0);
  }

  /** Memory in use, in B; pages shared by several are counted for each. */
  memoryBytes(): number {
    return this.pids().reduce((sum, pid) => sum + this.#residentBytes(pid), 0);
  }

  /** Closes its files. */
  [Symbol.dispose](): void {
    for (const pid of this.#files.keys()) this.#close(pid);
  }

  #residentBytes(pid: number): number {
    const text = this.#read(pid, "status") ?? "";
    return Number(/^VmRSS:\s+(\d+) kB/m.exec(text)?.[1] ?? 0) * 1024;
  }

  /** `undefined` for a process that has ended. */
  #read(pid: number, name: ProcessFile): string | undefined {
    const text = tried(() => this.#open(pid, name).read());
    if (text === undefined) this.#close(pid);
    return text;
  }

  #open(pid: number, name: ProcessFile): TextFile {
    const files = this.#files.get(pid) ?? new Map<ProcessFile, TextFile>();
    this.#files.set(pid, files);
    const file = files.get(name) ??
      this.#machine.openText(`/proc/${pid}/${name}`);
    files.set(name, file);
    return file;
  }

  #close(pid: number): void {
    for (const file of this.#files.get(pid)?.values() ?? []) {
      file[Symbol.dispose]();
    }
    this.#files.delete(pid);
  }
}
