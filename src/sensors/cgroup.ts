import type { Machine } from "./machine.ts";

const MOUNT = "/sys/fs/cgroup";

/** The container that this runs in, by its control group of version 2. */
export interface Cgroup {
  /** Its folder. */
  readonly folder: string;
  /** CPU time since it was made, in s. */
  cpuS(): number;
  /** Memory in use, without files that are only kept in case they are read again, in B. */
  memoryBytes(): number;
}

/**
 * The control group of the container, or `undefined` outside of one: the group at the mount point is
 * the machine's own if it has no type.
 */
export function containerCgroup(machine: Machine): Cgroup | undefined {
  const has = (path: string) => {
    try {
      machine.readTextFile(path);
      return true;
    } catch {
      return false;
    }
  };
  const isContainer = has(`${MOUNT}/cgroup.type`) && has(`${MOUNT}/cpu.stat`);
  return isContainer ? cgroupAt(machine, MOUNT) : undefined;
}

function cgroupAt(machine: Machine, folder: string): Cgroup {
  const field = (file: string, name: string): number => {
    const path = `${folder}/${file}`;
    const text = machine.readTextFile(path);
    const count = new RegExp(`^${name} (\\d+)$`, "m").exec(text)?.[1];
    if (count === undefined) {
      throw new Error(`Cannot find ${name} in "${path}"`);
    }
    return Number(count);
  };
  return {
    folder,
    cpuS: () => field("cpu.stat", "usage_usec") / 1e6,
    memoryBytes: () =>
      Number(machine.readTextFile(`${folder}/memory.current`)) -
      field("memory.stat", "inactive_file"),
  };
}
