import { memoryModel as memoryPower } from "../catalog/power_models.ts";
import { published } from "../estimate/sourced_figure.ts";
import { containerCgroup } from "./cgroup.ts";
import { howOf } from "./cpu_time.ts";
import type { Attribution, Detection, Finding } from "./finding.ts";
import { type Machine, messageOf } from "./machine.ts";
import { ProcessTree } from "./process_tree.ts";
import type { Sensor } from "./sensor.ts";

const BYTES_PER_GB = 1e9;

interface Way {
  readonly what: string;
  readonly bytes: () => number;
}

/** Memory where nothing counts its energy: what is in use × W/GB. It always gives a sensor. */
export function memoryModel(
  machine: Machine,
  attribution: Attribution = "machine",
  tree: ProcessTree = new ProcessTree(machine),
): Detection {
  const findings: Finding[] = [];
  const way = waysOf(machine, attribution, tree).find(({ what, bytes }) => {
    try {
      bytes();
      return true;
    } catch (error) {
      const why = messageOf(error);
      findings.push({ path: what, found: false, why, ...howOf(error) });
      return false;
    }
  }) ?? lastWay(machine);
  const { value = 0, source, year } = memoryPower();
  const sensor: Sensor = {
    id: "memory-model",
    component: "memory",
    name: "memory",
    method: "model",
    source: `${way.what} × ${value} W/GB`,
    figures: [
      published({ what: "power of memory", value, unit: "W/GB" }, source, year),
    ],
    read: () => ({ powerW: way.bytes() / BYTES_PER_GB * value }),
    [Symbol.dispose]: () => {},
  };
  const why = `Memory in use (${way.what}) × ${value} W/GB`;
  findings.push({ path: sensor.id, found: true, why });
  return { sensors: [sensor], findings };
}

function waysOf(
  machine: Machine,
  attribution: Attribution,
  tree: ProcessTree,
): Way[] {
  const linux = machine.os === "linux";
  if (attribution === "process") {
    if (!linux) return [];
    const what = "memory of this process and its children (/proc/<pid>/status)";
    return [{ what, bytes: () => tree.memoryBytes() }];
  }
  const cgroup = containerCgroup(machine);
  const ways: Way[] = [];
  if (cgroup !== undefined) {
    const what = `memory of this container (${cgroup.folder}/memory.current)`;
    ways.push({ what, bytes: () => cgroup.memoryBytes() });
  }
  if (linux) {
    const bytes = () => usedBytes(machine.readTextFile("/proc/meminfo"));
    ways.push({ what: "memory of the machine (/proc/meminfo)", bytes });
  }
  ways.push({
    what: "memory of the machine (Deno.systemMemoryInfo)",
    bytes: () => {
      const { totalBytes, availableBytes } = machine.systemMemory();
      return totalBytes - availableBytes;
    },
  });
  return ways;
}

function lastWay(machine: Machine): Way {
  return {
    what: "memory of this process alone",
    bytes: () => machine.ownMemoryBytes(),
  };
}

function usedBytes(text: string): number {
  const kib = (key: string) =>
    Number(new RegExp(`^${key}: +(\\d+) kB`, "m").exec(text)?.[1]);
  const used = (kib("MemTotal") - kib("MemAvailable")) * 1024;
  if (!(used >= 0)) throw new Error('Cannot find the sizes in "/proc/meminfo"');
  return used;
}
