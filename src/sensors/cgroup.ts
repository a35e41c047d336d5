import type { Machine } from "../machine/machine.ts";
import { fileProbe, type Probe, type ProbeWay } from "./probe.ts";

const FOLDER = "/sys/fs/cgroup";
const CPU = `${FOLDER}/cpu.stat`;
const MICROSECONDS = 1e6;

/** The container that this runs in, by its control group of version 2. */
export interface Cgroup {
  /** Its folder. */
  readonly folder: string;
  /** CPU time since it was made, in s. */
  openCpu(): Probe;
  /** Memory in use, without files that are only kept in case they are read again, in B. */
  openMemory(): Probe;
}

/** The control group of the container, or `undefined` outside of one. */
export function containerCgroup(machine: Machine): Cgroup | undefined {
  if (!isThere(machine, `${FOLDER}/cgroup.type`) || !isThere(machine, CPU)) {
    return undefined;
  }
  return {
    folder: FOLDER,
    openCpu: () =>
      fileProbe(
        machine,
        CPU,
        (text) => fieldOf(text, "usage_usec", CPU) / MICROSECONDS,
      ),
    openMemory: () => memoryProbe(machine),
  };
}

/** A group without a type is the one at the root: it holds the machine. */
function isThere(machine: Machine, path: string): boolean {
  try {
    machine.readTextFile(path);
    return true;
  } catch {
    return false;
  }
}

/**
 * Busy time of the machine, in s: what `/proc/stat` sums, but finer, and without the kernel's counting
 * of every interrupt of every processor. Since Linux 5.8, where version 2 is mounted.
 */
export function machineCpu(machine: Machine): ProbeWay {
  const open = () => {
    if (isThere(machine, `${FOLDER}/cgroup.type`)) {
      throw new Error(
        `Cannot take "${CPU}" for the machine's: it is a container's`,
      );
    }
    return fileProbe(machine, CPU, machineCpuS);
  };
  return { what: CPU, open };
}

/** Not `usage_usec`, which in some kernels holds the time that other guests of the host have stolen. */
function machineCpuS(text: string): number {
  const us = fieldOf(text, "user_usec", CPU) +
    fieldOf(text, "system_usec", CPU);
  return us / MICROSECONDS;
}

function memoryProbe(machine: Machine): Probe {
  using opening = new DisposableStack();
  const current = opening.use(
    fileProbe(machine, `${FOLDER}/memory.current`, Number),
  );
  const path = `${FOLDER}/memory.stat`;
  const kept = opening.use(
    fileProbe(machine, path, (text) => fieldOf(text, "inactive_file", path)),
  );
  const opened = opening.move();
  return {
    read: () => current.read() - kept.read(),
    [Symbol.dispose]: () => opened[Symbol.dispose](),
  };
}

function fieldOf(text: string, name: string, path: string): number {
  const start = text.startsWith(`${name} `)
    ? 0
    : text.indexOf(`\n${name} `) + 1;
  const count = Number.parseInt(text.slice(start + name.length), 10);
  if (!text.startsWith(`${name} `, start) || Number.isNaN(count)) {
    throw new Error(`Cannot find ${name} in "${path}"`);
  }
  return count;
}
