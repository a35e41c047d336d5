import { cpuModel, type CpuModelOptions } from "./cpu_model.ts";
import type { Detection, Finding } from "./finding.ts";
import { hwmonSensors } from "./hwmon.ts";
import type { Machine } from "./machine.ts";
import { memoryModel } from "./memory_model.ts";
import { nvmlSensors } from "./nvml.ts";
import { ProcessTree } from "./process_tree.ts";
import { raplSensors } from "./rapl.ts";
import type { Sensor } from "./sensor.ts";

/** What is asked of the machine. */
export type DetectOptions = Omit<CpuModelOptions, "tree">;

/**
 * The sensors of the machine, each part measured once: counters before gauges, and models where there
 * is neither. Processor and memory always have one.
 *
 * @param machine The world to look at
 * @param options Whose share of CPU and memory counts, and the provider
 * @returns Opened sensors, which the caller disposes of, and everything that was tried
 */
export function detectSensors(
  machine: Machine,
  options: DetectOptions = {},
): Detection {
  const { attribution = "machine" } = options;
  const findings: Finding[] = [];
  const tree = new ProcessTree(machine);
  const linux = machine.os === "linux";
  const nvml = nvmlSensors(machine);
  findings.push(...nvml.findings);
  const kernel = linux ? kernelSensors(machine, findings) : [];
  if (!linux) findings.push(elsewhere(machine.os));
  const accelerators = [
    ...nvml.sensors,
    ...kernel.filter((sensor) => sensor.component === "accelerator"),
  ];
  const cpu = processTakes(attribution, kernel, "cpu", findings) ??
    taken(cpuModel(machine, { ...options, tree }), findings);
  const memory = processTakes(attribution, kernel, "memory", findings) ??
    taken(memoryModel(machine, attribution, tree), findings);
  const sensors = [...accelerators, ...cpu, ...memory];
  for (const sensor of kernel) {
    if (!sensors.includes(sensor)) sensor[Symbol.dispose]();
  }
  return { sensors, findings };
}

/** RAPL before the chips of hwmon that count the same processors. */
function kernelSensors(machine: Machine, findings: Finding[]): Sensor[] {
  const rapl = raplSensors(machine);
  const hwmon = hwmonSensors(machine);
  findings.push(...rapl.findings);
  const kept: Sensor[] = [...rapl.sensors];
  let cpu = rapl.sensors.find((sensor) => sensor.component === "cpu");
  for (const sensor of byTrust(hwmon.sensors)) {
    const double = sensor.component === "cpu" && cpu !== undefined &&
      (cpu.id.startsWith("rapl") || cpu.method !== sensor.method);
    if (double) {
      const why = `It holds the processor, which ${cpu?.id} counts already`;
      findings.push({ path: sensor.source, found: false, why });
      sensor[Symbol.dispose]();
      continue;
    }
    if (sensor.component === "cpu") cpu ??= sensor;
    kept.push(sensor);
  }
  const paths = new Set(kept.map((sensor) => sensor.source));
  findings.push(
    ...hwmon.findings.filter((f) => !f.found || paths.has(f.path)),
  );
  return kept;
}

function byTrust(sensors: readonly Sensor[]): Sensor[] {
  const rank = (sensor: Sensor) => sensor.method === "counter" ? 0 : 1;
  return sensors.toSorted((a, b) => rank(a) - rank(b));
}

/** What the kernel counts of a part, unless only a process's share of it is wanted. */
function processTakes(
  attribution: "machine" | "process",
  kernel: readonly Sensor[],
  component: Sensor["component"],
  findings: Finding[],
): readonly Sensor[] | undefined {
  const own = kernel.filter((sensor) => sensor.component === component);
  if (own.length === 0) return undefined;
  if (attribution === "machine") return own;
  for (const { id, source } of own) {
    findings.push({
      path: source,
      found: false,
      why:
        `${id} counts the whole machine, and only this process and its children are asked for`,
      how: 'use attribution: "machine"',
    });
  }
  return undefined;
}

function taken(
  { sensors, findings }: Detection,
  all: Finding[],
): readonly Sensor[] {
  all.push(...findings);
  return sensors;
}

const SYSTEMS: Readonly<Record<string, string>> = {
  darwin: "macOS",
  windows: "Windows",
};

function elsewhere(os: string): Finding {
  return {
    path: "/sys, /proc",
    found: false,
    why: `${
      SYSTEMS[os] ?? os
    } gives a program no energy counter without administrator rights: processor and memory are modelled`,
    how: "measure on Linux, where RAPL and hwmon can be read",
  };
}
