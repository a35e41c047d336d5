import { type Machine, tried } from "../machine/machine.ts";
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
  /** Memory in use, without cached files that the system can drop, in B. */
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

/** Whether a file can be read. The group at the root, that of the machine, has no type. */
function isThere(machine: Machine, path: string): boolean {
  return tried(() => machine.readTextFile(path)) !== undefined;
}

/**
 * Busy time of the machine, in s: the same as in `/proc/stat`, but finer and cheaper to read, as
 * the kernel need not sum up all interrupts. Since Linux 5.8, where version 2 is mounted.
 */
export function machineCpu(machine: Machine): ProbeWay {
  const open = () => {
    if (isThere(machine, `${FOLDER}/cgroup.type`)) {
      throw new Error(
        `Cannot use "${CPU}" for the machine, as it belongs to a container`,
      );
    }
    return fileProbe(machine, CPU, machineCpuS);
  };
  return { what: CPU, open };
}

/** Not `usage_usec`, which in some kernels includes time stolen by other guests of the host. */
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
