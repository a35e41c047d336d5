import { type Dies, diesSensor, mirrorsOf } from "./dies.ts";
import { countedBetween, microjoules } from "../parts/energy_used.ts";
import type { Detection, Finding } from "../parts/finding.ts";
import { AccessError } from "../../machine/access_error.ts";
import type { Asking } from "../../machine/asking.ts";
import { type Machine, tried } from "../../machine/machine.ts";
import { mostPowerOf } from "./most_power.ts";
import {
  deviceSensor,
  deviceText,
  deviceTextIfAny,
  failed,
  isMissing,
} from "../parts/probe.ts";
import type { Sensor } from "../parts/sensor.ts";

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

/** A domain whose counter is open. */
interface Counter extends Zone {
  readonly sensor: Sensor;
}

/**
 * Processor packages and the memory behind them, by RAPL; AMD's processors have the same files.
 * Memory is a sub-zone of its package but no part of its count, so it is added; cores and graphics
 * are parts of the package, and the platform (psys) includes everything, so neither is added.
 */
export function* raplSensors(machine: Machine): Asking<Detection> {
  const findings: Finding[] = [];
  let folders: readonly string[];
  try {
    folders = machine.readDir(FOLDER).filter((f) => /^intel-rapl.*:/.test(f));
    if (folders.length === 0) throw missing();
  } catch (error) {
    return { sensors: [], findings: [absent(error)] };
  }
  const opened = new Set<string>();
  const counters: Counter[] = [];
  const unread: [Zone, Finding][] = [];
  for (const zone of yield* zonesOf(machine, folders, findings)) {
    const path = `${FOLDER}/${zone.folder}`;
    if (opened.has(zone.key)) {
      const why = `It counts ${zone.key} a second time (MMIO beside MSR)`;
      findings.push({ path, found: false, why });
      continue;
    }
    try {
      counters.push({ ...zone, sensor: yield* openZone(machine, zone) });
      opened.add(zone.key);
    } catch (error) {
      unread.push([zone, failed(path, error, GRANT)]);
    }
  }
  for (const [{ key, dram }, finding] of unread) {
    // Where none can be read, a model takes the place of all of them.
    const isAlone = counters.some((counter) => counter.dram === dram);
    const component = dram ? "memory" : "cpu";
    findings.push({
      ...finding,
      ...isAlone && { part: nameOf(key), component },
    });
  }
  const sensors: Sensor[] = [];
  const byPackage = Map.groupBy(
    counters,
    ({ key }) => key.replace(/-die-\d+/, ""),
  );
  for (const [key, dies] of byPackage) {
    sensors.push(yield* packageSensor(key, dies, findings));
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

/** The counter of a package or its memory, or that of all its dies. */
function* packageSensor(
  key: string,
  dies: readonly Counter[],
  findings: Finding[],
): Asking<Sensor> {
  const [first, second] = dies;
  if (second === undefined) {
    const path = `${FOLDER}/${first!.folder}`;
    findings.push({ path, found: true, why: `It counts ${first!.key}` });
    return first!.sensor;
  }
  const sensor = diesSensor(dies.map((die) => die.sensor) as unknown as Dies, {
    id: `rapl:${key}`,
    name: `${nameOf(key)} (${dies.length} dies)`,
  });
  const mirrors = new Set(mirrorsOf(yield* sensor.read()));
  for (const [i, { key, folder }] of dies.entries()) {
    const path = `${FOLDER}/${folder}`;
    findings.push(
      mirrors.has(i)
        ? {
          path,
          found: false,
          why: `It shows the same count as ${
            first!.key
          }, which is that of all dies: counted once`,
        }
        : { path, found: true, why: `It counts ${key}` },
    );
  }
  return sensor;
}

/** `package-0`, or `memory of package-0`. */
function nameOf(key: string): string {
  return key.endsWith(":dram") ? `memory of ${key.replace(":dram", "")}` : key;
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
    name: nameOf(key),
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
