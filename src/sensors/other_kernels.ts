import { type Machine, tried } from "../machine/machine.ts";
import { parseStat } from "./models/process_stat.ts";

/**
 * The other notebook kernels on the machine, in any language: a measurement of the whole machine
 * includes their energy.
 *
 * @param machine The world to look at
 * @returns Their process numbers, ascending; not this process, nor those that it started or was
 * started
 *   by; empty where `/proc` is closed
 */
export function otherKernels(machine: Machine): readonly number[] {
  const kernels = new Set(
    processes(machine).filter((pid) => isKernel(argumentsOf(machine, pid))),
  );
  const own = machine.pid;
  const ancestors = new Set(ancestorsOf(machine, own));
  return [...kernels].filter((pid) =>
    pid !== own && !ancestors.has(pid) &&
    // A forked child has the arguments of its kernel, so only the topmost counts.
    !ancestorsOf(machine, pid).some((above) =>
      above === own || kernels.has(above)
    )
  );
}

function processes(machine: Machine): number[] {
  const names = tried(() => machine.readDir("/proc")) ?? [];
  return names.filter((name) => /^\d+$/.test(name)).map(Number)
    .sort((a, b) => a - b);
}

/** Empty for a process that has ended. */
function argumentsOf(machine: Machine, pid: number): readonly string[] {
  const path = `/proc/${pid}/cmdline`;
  return tried(() => machine.readTextFile(path))?.split("\0") ?? [];
}

/** The connection file that Jupyter gives a kernel: `-f /run/kernel-….json` or `--conn=…`. */
const CONNECTION = /(?:^|[/\\=])kernel-[0-9a-f-]+\.json$/i;

const PYTHON = /(?:^|[/\\])ipykernel(?:_launcher(?:\.py)?)?$/;

/** Some clients give the connection file another name; then the program shows a kernel. */
function isKernel(words: readonly string[]): boolean {
  return words.some((word) => CONNECTION.test(word) || PYTHON.test(word)) ||
    words.includes("jupyter") && words.includes("--kernel");
}

/** Nearest first. */
function ancestorsOf(machine: Machine, pid: number): number[] {
  const ancestors: number[] = [];
  for (
    let parent = parentOf(machine, pid);
    parent > 0 && !ancestors.includes(parent);
    parent = parentOf(machine, parent)
  ) {
    ancestors.push(parent);
  }
  return ancestors;
}

function parentOf(machine: Machine, pid: number): number {
  const text = tried(() => machine.readTextFile(`/proc/${pid}/stat`));
  return text === undefined ? 0 : parseStat(text).parent;
}
