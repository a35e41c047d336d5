import { cpuModel, type CpuModelOptions } from "./models/cpu_model.ts";
import { processClock } from "./models/cpu_time.ts";
import type { Detection, Finding } from "./parts/finding.ts";
import { jetsonModel } from "./devices/jetson.ts";
import { hwmonSensors } from "./devices/hwmon.ts";
import type { Asking } from "../machine/asking.ts";
import type { Machine } from "../machine/machine.ts";
import {
  machineMemory,
  memoryModel,
  processMemory,
} from "./models/memory_model.ts";
import { firstProbe } from "./parts/probe.ts";
import { nvmlSensors } from "./devices/nvml.ts";
import { ProcessTree } from "./models/process_tree.ts";
import { raplSensors } from "./devices/rapl.ts";
import type { SensedComponent, Sensor } from "./parts/sensor.ts";
import {
  busyShare,
  heldShare,
  type Share,
  sharedSensor,
} from "./models/share.ts";

/** What to look for on the machine. */
export type DetectOptions = Omit<CpuModelOptions, "tree">;

/**
 * The sensors of the machine, one for each part: a counter if there is one, else a gauge, else a
 * model. Processor and memory always have a sensor.
 *
 * @param machine The world to look at
 * @param options Whose share of CPU and memory counts, and the provider
 * @returns Opened sensors, which the caller disposes of, and everything that was tried
 */
export function* detectSensors(
  machine: Machine,
  options: DetectOptions = {},
): Asking<Detection> {
  const { attribution = "machine" } = options;
  const findings: Finding[] = [];
  const tree = new ProcessTree(machine);
  const linux = machine.os === "linux";
  const nvml = yield* nvmlSensors(machine);
  findings.push(...nvml.findings);
  const kernel = linux ? yield* kernelSensors(machine, findings) : [];
  if (!linux) findings.push(elsewhere(machine.os));
  const accelerators = [
    ...nvml.sensors,
    ...kernel.filter((sensor) => sensor.component === "accelerator"),
  ];
  const own = function* (component: SensedComponent): Asking<Sensor[]> {
    const counting = kernel.filter((sensor) => sensor.component === component);
    const whole = accelerators.find(({ holds }) => holds?.includes(component));
    if (whole !== undefined) {
      return yield* within(whole, component, counting, findings);
    }
    return attribution === "machine"
      ? counting
      : yield* shares(counting, machine, tree, findings);
  };
  nameJetson(machine, accelerators, findings);
  const held = new Set(accelerators.flatMap(({ holds = [] }) => holds));
  const cpu = orModel(
    yield* own("cpu"),
    () => cpuModel(machine, { ...options, tree }),
    held.has("cpu"),
    findings,
  );
  const memory = orModel(
    yield* own("memory"),
    () => memoryModel(machine, attribution, tree),
    held.has("memory"),
    findings,
  );
  return { sensors: [...accelerators, ...cpu, ...memory], findings };
}

/** A Jetson whose rails cannot be read: NVIDIA's library starts there, and answers nothing. */
function nameJetson(
  machine: Machine,
  accelerators: readonly Sensor[],
  findings: Finding[],
): void {
  const model = jetsonModel(machine);
  if (model === undefined) return;
  // What feeds the module feeds what the library cannot tell.
  const others = findings.map(({ part: _, ...finding }) => finding);
  findings.splice(0, Infinity, ...others);
  if (accelerators.length > 0) return;
  findings.push({
    path: "/sys/class/hwmon (ina3221)",
    found: false,
    why: "Its power monitors (INA3221) cannot be read",
    how: "in a container, mount /sys",
    part: `the graphics of the ${model}`,
  });
}

/** RAPL before the chips of hwmon that count the same processors. */
function* kernelSensors(
  machine: Machine,
  findings: Finding[],
): Asking<Sensor[]> {
  const rapl = yield* raplSensors(machine);
  const hwmon = yield* hwmonSensors(machine);
  findings.push(...rapl.findings);
  const kept: Sensor[] = [...rapl.sensors];
  let cpu = rapl.sensors.find((sensor) => sensor.component === "cpu");
  for (const sensor of byTrust(hwmon.sensors)) {
    const double = sensor.component === "cpu" && cpu !== undefined &&
      (cpu.id.startsWith("rapl") || cpu.method !== sensor.method);
    if (double) {
      const why = `It includes the processor, which ${cpu?.id} already counts`;
      findings.push({ path: sensor.source, found: false, why });
      yield* sensor.close();
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

/** The sensors that count a part of the machine, or else its model unless another one holds it. */
function orModel(
  counting: readonly Sensor[],
  model: () => Detection,
  isHeld: boolean,
  all: Finding[],
): readonly Sensor[] {
  if (counting.length > 0 || isHeld) return counting;
  const { sensors, findings } = model();
  all.push(...findings);
  return sensors;
}

/** Closes the sensors of a part whose energy another sensor holds. */
function* within(
  whole: Sensor,
  component: SensedComponent,
  counting: readonly Sensor[],
  findings: Finding[],
): Asking<Sensor[]> {
  const why = `Within ${whole.id}, whose figure is that of the whole module`;
  for (const { source, close } of counting) {
    findings.push({ path: source, found: false, why });
    yield* close();
  }
  findings.push({ path: component, found: false, why });
  return [];
}

/** This process's share of each sensor; sensors whose share is not known are closed. */
function* shares(
  counting: readonly Sensor[],
  machine: Machine,
  tree: ProcessTree,
  findings: Finding[],
): Asking<Sensor[]> {
  const shared: Sensor[] = [];
  for (const [i, sensor] of counting.entries()) {
    // The sensors of one part have the same share, and the same findings.
    const share = shareOf(sensor, machine, tree, i === 0 ? findings : []);
    const whole = `${sensor.id} counts the whole machine`;
    if (share === undefined) {
      const why = `${whole}, and this process's share is not known`;
      findings.push({ path: sensor.source, found: false, why });
      yield* sensor.close();
      continue;
    }
    const why = `${whole}; this process counts for ${share.what}`;
    findings.push({ path: sensor.source, found: true, why });
    shared.push(sharedSensor(sensor, share));
  }
  return shared;
}

function shareOf(
  { component }: Sensor,
  machine: Machine,
  tree: ProcessTree,
  findings: Finding[],
): Share | undefined {
  if (component === "cpu") {
    const clock = processClock(machine, tree, findings);
    return clock && busyShare(clock);
  }
  const own = firstProbe([processMemory(tree)], findings);
  const all = firstProbe([machineMemory(machine)], findings);
  return own && all && heldShare(own, all);
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
    } offers energy counters to administrators only: processor and memory are modelled`,
    how: "measure on Linux, where RAPL and hwmon can be read",
  };
}
