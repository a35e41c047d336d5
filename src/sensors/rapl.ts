import { countedBetween, microjoules } from "./energy_used.ts";
import type { Detection, Finding } from "./finding.ts";
import { AccessError } from "../machine/access_error.ts";
import type { Asking } from "../machine/asking.ts";
import { type Machine, tried } from "../machine/machine.ts";
import { mostPowerOf } from "./most_power.ts";
import {
  deviceSensor,
  deviceText,
  deviceTextIfAny,
  failed,
  isMissing,
} from "./probe.ts";
import type { Sensor } from "./sensor.ts";

const FOLDER = "/sys/class/powercap";
const GRANT =
  `sudo chmod a+r ${FOLDER}/*/energy_uj (until the next start of the machine)`;

/** A domain of the power-capping framework. */
interface Zone {
  /** Its folder's name, such as `intel-rapl:0:1`. */
  readonly folder: string;
  /** `package-0`, or `package-0:dram`. */
  readonly key: string;
  /** Whether it is the memory of its package. */
  readonly dram: boolean;
}

/**
 * Processor packages and the memory behind them, by RAPL; AMD's processors have the same files.
 * Memory is a sub-zone of its package but no part of its count, so it is added; cores and graphics
 * are parts of the package, and the platform (psys) includes everything, so neither is added.
 */
export function* raplSensors(machine: Machine): Asking<Detection> {
  const sensors: Sensor[] = [];
  const findings: Finding[] = [];
  let folders: readonly string[];
  try {
    folders = machine.readDir(FOLDER).filter((f) => /^intel-rapl.*:/.test(f));
    if (folders.length === 0) throw missing();
  } catch (error) {
    return { sensors, findings: [absent(error)] };
  }
  const opened = new Set<string>();
  for (const zone of yield* zonesOf(machine, folders, findings)) {
    const path = `${FOLDER}/${zone.folder}`;
    if (opened.has(zone.key)) {
      const why = `It counts ${zone.key} a second time (MMIO beside MSR)`;
      findings.push({ path, found: false, why });
      continue;
    }
    try {
      sensors.push(yield* openZone(machine, zone));
      opened.add(zone.key);
      findings.push({ path, found: true, why: `It counts ${zone.key}` });
    } catch (error) {
      findings.push(failed(path, error, GRANT));
    }
  }
  return { sensors, findings };
}

function missing(): AccessError {
  return new AccessError("missing", `Cannot find a RAPL domain in "${FOLDER}"`);
}

function absent(error: unknown): Finding {
  if (!isMissing(error)) return failed(FOLDER, error);
  return {
    path: FOLDER,
    found: false,
    why:
      "Not offered by the kernel, as in virtual machines, containers and on most processors other than Intel's and AMD's",
    how:
      "on your own machine: sudo modprobe intel_rapl_msr; in a container, mount /sys/class/powercap and /sys/devices/virtual/powercap",
  };
}

/** Packages and their memory; those read from the processor's registers come first. */
function* zonesOf(
  machine: Machine,
  folders: readonly string[],
  findings: Finding[],
): Asking<Zone[]> {
  const isDouble = (folder: string) => Number(folder.includes("-mmio:"));
  const ordered = folders.toSorted((a, b) => isDouble(a) - isDouble(b));
  const packages = new Map<string, string>();
  const zones: Zone[] = [];
  const parts: string[] = [];
  for (const folder of ordered) {
    let name: string;
    try {
      name = yield* deviceText(machine, `${FOLDER}/${folder}/name`);
    } catch (error) {
      findings.push(failed(`${FOLDER}/${folder}`, error, GRANT));
      continue;
    }
    // Sorted, so that a zone comes before its sub-zones.
    const parent = packages.get(folder.replace(/:\d+$/, ""));
    if (/^package-/.test(name)) {
      packages.set(folder, name);
      zones.push({ folder, key: name, dram: false });
    } else if (name === "dram" && parent !== undefined) {
      zones.push({ folder, key: `${parent}:dram`, dram: true });
    } else {
      parts.push(`${folder} (${name})`);
    }
  }
  if (parts.length > 0) {
    const list = parts.join(", ");
    const why =
      `Not added, as they are parts of the packages or include them: ${list}`;
    findings.push({ path: FOLDER, found: false, why });
  }
  return zones;
}

function* openZone(
  machine: Machine,
  { folder, key, dram }: Zone,
): Asking<Sensor> {
  const path = `${FOLDER}/${folder}`;
  const rangeJ = yield* rangeOf(machine, `${path}/max_energy_range_uj`);
  // Long-term and short-term limit of a package; memory has one at the most.
  const mostW = yield* mostPowerOf(
    machine,
    [0, 1].map((number) => `${path}/constraint_${number}_power_limit_uw`),
  );
  return yield* deviceSensor(machine, `${path}/energy_uj`, {
    id: `rapl:${key}`,
    component: dram ? "memory" : "cpu",
    name: dram ? `memory of ${key.replace(":dram", "")}` : key,
    method: "counter",
    mostW,
    usedBetween: (from, to) => countedBetween(from, to, rangeJ, mostW),
  });
}

/** If the range is not known, a counter that falls counts as reset. */
function* rangeOf(machine: Machine, path: string): Asking<number> {
  const text = yield* deviceTextIfAny(machine, path);
  return tried(() => microjoules(text ?? "", path)) ?? Infinity;
}
