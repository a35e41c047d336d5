import {
  memoryBend,
  memoryModel as memoryPower,
} from "../../catalog/power_models.ts";
import { memoryPowerW } from "../../model/energy.ts";
import { published } from "../../catalog/sourced_figure.ts";
import { containerCgroup } from "./cgroup.ts";
import { integratedBetween } from "../parts/energy_used.ts";
import type { Attribution, Detection, Finding } from "../parts/finding.ts";
import { unasked } from "../../machine/asking.ts";
import type { Machine } from "../../machine/machine.ts";
import {
  fileProbe,
  firstProbe,
  type NamedProbe,
  plainProbe,
  type Probe,
  type ProbeWay,
} from "../parts/probe.ts";
import { ProcessTree } from "./process_tree.ts";
import type { Sensor } from "../parts/sensor.ts";

const BYTES_PER_GB = 1e9;
const BYTES_PER_KIB = 1024;

/** A model of memory: the memory in use × W/GB. It always gives a sensor. */
export function memoryModel(
  machine: Machine,
  attribution: Attribution = "machine",
  tree: ProcessTree = new ProcessTree(machine),
): Detection {
  const findings: Finding[] = [];
  const probe = firstProbe(waysOf(machine, attribution, tree), findings) ??
    lastProbe(machine);
  const { value = 0, source, year } = memoryPower();
  const bend = memoryBend();
  const readNow = () => [
    memoryPowerW(probe.read() / BYTES_PER_GB, value, bend),
  ];
  const sensor: Sensor = {
    id: "memory-model",
    component: "memory",
    name: "memory",
    method: "model",
    source: `${probe.what} × ${value} W/GB`,
    ...(probe.ownProcessOnly && { ownProcessOnly: true }),
    figures: [
      published(
        { role: "power", what: "power of memory", value, unit: "W/GB" },
        source,
        year,
      ),
    ],
    read: () => unasked(readNow),
    readNow,
    usedBetween: integratedBetween,
    close: () => unasked(() => probe[Symbol.dispose]()),
  };
  const why = `Memory in use (${probe.what}) × ${value} W/GB`;
  findings.push({ path: sensor.id, found: true, why });
  return { sensors: [sensor], findings };
}

function waysOf(
  machine: Machine,
  attribution: Attribution,
  tree: ProcessTree,
): ProbeWay[] {
  const linux = machine.os === "linux";
  if (attribution === "process") return linux ? [processMemory(tree)] : [];
  const cgroup = containerCgroup(machine);
  const system = {
    what: "memory of the machine (Deno.systemMemoryInfo)",
    open: () => systemProbe(machine),
  };
  return [
    ...cgroup
      ? [{
        what: `memory of this container (${cgroup.memoryFile})`,
        open: cgroup.openMemory,
      }]
      : [],
    ...linux ? [machineMemory(machine)] : [],
    system,
  ];
}

/** Memory of this process and its children, in B. */
export function processMemory(tree: ProcessTree): ProbeWay {
  return {
    what: "memory of this process and its children (/proc/<pid>/status)",
    open: () => {
      tree.memoryBytes();
      return {
        read: () => tree.memoryBytes(),
        [Symbol.dispose]: () => tree[Symbol.dispose](),
      };
    },
  };
}

/** Memory in use on the machine, in B. */
export function machineMemory(machine: Machine): ProbeWay {
  return {
    what: "memory of the machine (/proc/meminfo)",
    open: () => fileProbe(machine, "/proc/meminfo", usedBytes),
  };
}

function systemProbe(machine: Machine): Probe {
  const read = () => {
    const { totalBytes, availableBytes } = machine.systemMemory();
    return totalBytes - availableBytes;
  };
  read();
  return plainProbe(read);
}

function lastProbe(machine: Machine): NamedProbe {
  return {
    ...plainProbe(() => machine.ownMemoryBytes()),
    what: "memory of this process alone",
    ownProcessOnly: true,
  };
}

function usedBytes(text: string): number {
  const used = sizeOf(text, "MemTotal:") - sizeOf(text, "MemAvailable:");
  if (!(used >= 0)) throw new Error('Cannot find the sizes in "/proc/meminfo"');
  return used;
}

function sizeOf(text: string, key: string): number {
  const at = text.indexOf(key);
  const kib = at < 0 ? NaN : Number.parseInt(text.slice(at + key.length), 10);
  return kib * BYTES_PER_KIB;
}
