import { type Machine, tried } from "../../machine/machine.ts";
import { fileProbe, type Probe, type ProbeWay } from "../parts/probe.ts";

const FOLDER = "/sys/fs/cgroup";
const CPU = `${FOLDER}/cpu.stat`;
const MICROSECONDS = 1e6;

/** Where version 1 counts CPU time: the first is a link to the second on most machines. */
const CPU_V1 = ["cpuacct", "cpu,cpuacct"].map((name) => `${FOLDER}/${name}`);
const MEMORY_V1 = `${FOLDER}/memory`;
const NANOSECONDS = 1e9;

/** The container that this runs in, by its control group. */
export interface Cgroup {
  /** The file of its CPU time. */
  readonly cpuFile: string;
  /** The file of its memory. */
  readonly memoryFile: string;
  /** CPU time since it was made, in s. */
  openCpu(): Probe;
  /** Memory in use, without cached files that the system can drop, in B. */
  openMemory(): Probe;
}

/** The control group of the container, or `undefined` outside of one. */
export function containerCgroup(machine: Machine): Cgroup | undefined {
  return secondCgroup(machine) ?? firstCgroup(machine);
}

/** @see https://docs.kernel.org/admin-guide/cgroup-v2.html */
function secondCgroup(machine: Machine): Cgroup | undefined {
  if (!isThere(machine, `${FOLDER}/cgroup.type`) || !isThere(machine, CPU)) {
    return undefined;
  }
  const memoryFile = `${FOLDER}/memory.current`;
  return {
    cpuFile: CPU,
    memoryFile,
    openCpu: () =>
      fileProbe(
        machine,
        CPU,
        (text) => fieldOf(text, "usage_usec", CPU) / MICROSECONDS,
      ),
    openMemory: () =>
      memoryProbe(
        machine,
        memoryFile,
        `${FOLDER}/memory.stat`,
        "inactive_file",
      ),
  };
}

/**
 * By version 1, in which each controller has a folder. The group at the root has a file for the
 * program that is called when a group is empty, and no other group has it.
 *
 * @see https://docs.kernel.org/admin-guide/cgroup-v1/cpuacct.html
 */
function firstCgroup(machine: Machine): Cgroup | undefined {
  const folder = CPU_V1.find((path) =>
    isThere(machine, `${path}/cpuacct.usage`)
  );
  if (folder === undefined || isThere(machine, `${folder}/release_agent`)) {
    return undefined;
  }
  const cpuFile = `${folder}/cpuacct.usage`;
  const memoryFile = `${MEMORY_V1}/memory.usage_in_bytes`;
  return {
    cpuFile,
    memoryFile,
    openCpu: () =>
      fileProbe(
        machine,
        cpuFile,
        (text, path) => countOf(text, path) / NANOSECONDS,
      ),
    openMemory: () =>
      memoryProbe(
        machine,
        memoryFile,
        `${MEMORY_V1}/memory.stat`,
        "total_inactive_file",
      ),
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

function memoryProbe(
  machine: Machine,
  usedFile: string,
  statFile: string,
  keptField: string,
): Probe {
  using opening = new DisposableStack();
  const current = opening.use(fileProbe(machine, usedFile, countOf));
  const kept = opening.use(
    fileProbe(machine, statFile, (text) => fieldOf(text, keptField, statFile)),
  );
  const opened = opening.move();
  return {
    read: () => current.read() - kept.read(),
    [Symbol.dispose]: () => opened[Symbol.dispose](),
  };
}

function countOf(text: string, path: string): number {
  const count = Number.parseInt(text, 10);
  if (Number.isNaN(count)) throw new Error(`Cannot find a count in "${path}"`);
  return count;
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
