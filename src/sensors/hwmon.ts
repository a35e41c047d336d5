import { accelerators } from "../catalog/accelerators.ts";
import { countedBetween, integratedBetween, MOST_W } from "./energy_used.ts";
import type { Detection, Finding } from "./finding.ts";
import type { Asking } from "../machine/asking.ts";
import { type Machine, tried } from "../machine/machine.ts";
import { mostPowerOf } from "./most_power.ts";
import { deviceSensor, deviceTextIfAny, failed, isMissing } from "./probe.ts";
import type { Sensor } from "./sensor.ts";

const FOLDER = "/sys/class/hwmon";
const GRANT =
  `sudo chmod a+r ${FOLDER}/*/energy*_input (until the next start of the machine)`;

/** A chip of the kernel's hardware monitoring. */
interface Chip {
  readonly machine: Machine;
  readonly folder: string;
  readonly driver: string;
}

/** AMD's and Intel's cards and AMD's processors, by the kernel's hardware monitoring. */
export function* hwmonSensors(machine: Machine): Asking<Detection> {
  const sensors: Sensor[] = [];
  const findings: Finding[] = [];
  let folders: readonly string[];
  try {
    folders = machine.readDir(FOLDER);
  } catch (error) {
    const finding = isMissing(error)
      ? {
        path: FOLDER,
        found: false,
        why: "The kernel does not monitor hardware",
      }
      : failed(FOLDER, error, GRANT);
    return { sensors, findings: [finding] };
  }
  const chips: Chip[] = [];
  for (const name of folders) {
    const folder = `${FOLDER}/${name}`;
    const driver = yield* deviceTextIfAny(machine, `${folder}/name`);
    if (driver !== undefined && Object.hasOwn(OPENERS, driver)) {
      chips.push({ machine, folder, driver });
    }
  }
  for (const chip of chips) {
    try {
      for (const sensor of yield* OPENERS[chip.driver]!(chip)) {
        sensors.push(sensor);
        const why = `${sensor.name}: driver ${chip.driver}`;
        findings.push({ path: sensor.source, found: true, why });
      }
    } catch (error) {
      findings.push(failed(chip.folder, error, GRANT));
    }
  }
  if (chips.length === 0) {
    const why =
      `None of its ${folders.length} chips is a card by AMD (amdgpu) or Intel (i915, xe) or a processor with amd_energy`;
    findings.push({ path: FOLDER, found: false, why });
  }
  return { sensors, findings };
}

const OPENERS: Readonly<Record<string, (chip: Chip) => Asking<Sensor[]>>> = {
  amdgpu: amdGpu,
  i915: intelGpu,
  xe: intelGpu,
  amd_energy: amdSockets,
};

function namesOf({ machine }: Chip, folder: string): readonly string[] {
  return tried(() => machine.readDir(folder)) ?? [];
}

/** `card0`, or else the chip's own name. */
function cardOf(chip: Chip): string {
  return namesOf(chip, `${chip.folder}/device/drm`).find((name) =>
    /^card\d+$/.test(name)
  ) ?? chip.folder.slice(FOLDER.length + 1);
}

function* amdGpu(chip: Chip): Asking<Sensor[]> {
  const { machine, folder } = chip;
  const names = namesOf(chip, folder);
  // Linux renamed it in 2023 for cards that do not give an average.
  const file = ["power1_average", "power1_input"].find((f) =>
    names.includes(f)
  );
  if (file === undefined) {
    throw new Error(
      `Cannot find a power in "${folder}": the card has no gauge`,
    );
  }
  const path = `${folder}/${file}`;
  const product = yield* productOf(chip);
  const card = cardOf(chip);
  const shared = yield* sharesPackage(chip);
  const sensor = yield* deviceSensor(machine, path, {
    ...GAUGE,
    mostW: yield* mostPowerOf(machine, [`${folder}/power1_cap_max`]),
    id: `hwmon:amdgpu-${card}`,
    component: shared ? "cpu" : "accelerator",
    name: shared
      ? "AMD APU (processor and graphics)"
      : accelerators.find(product)?.name ?? (product || `AMD ${card}`),
  });
  return [sensor];
}

/** Empty if it is not known. */
function* productOf({ machine, folder }: Chip): Asking<string> {
  const path = `${folder}/device/product_name`;
  return (yield* deviceTextIfAny(machine, path)) ?? "";
}

/**
 * Whether the figure is that of processor and graphics together, as in APUs: their table of metrics
 * has a format of version 2 or 3, that of cards version 1.
 *
 * @see https://docs.kernel.org/gpu/amdgpu/thermal.html
 */
function* sharesPackage({ machine, folder }: Chip): Asking<boolean> {
  const path = `${folder}/device/gpu_metrics`;
  const table = yield* deviceTextIfAny(machine, path);
  return (table?.charCodeAt(2) ?? 0) >= 2;
}

const GAUGE = { method: "gauge", usedBetween: integratedBetween } as const;
const COUNTER = { method: "counter", usedBetween: countedBetween } as const;

/** The counter of the card, or else of its chip, which is part of the card. */
function* intelGpu(chip: Chip): Asking<Sensor[]> {
  const { machine, folder, driver } = chip;
  const names = namesOf(chip, folder);
  const file = ["energy1_input", "energy2_input"].find((f) =>
    names.includes(f)
  );
  if (file === undefined) {
    throw new Error(`Cannot find an energy in "${folder}"`);
  }
  const card = cardOf(chip);
  const product = yield* productOf(chip);
  const limits = ["power1_max", "power1_rated_max", "power2_max"];
  const sensor = yield* deviceSensor(machine, `${folder}/${file}`, {
    ...COUNTER,
    mostW: yield* mostPowerOf(machine, limits.map((f) => `${folder}/${f}`)),
    id: `hwmon:${driver}-${card}`,
    component: "accelerator",
    name: accelerators.find(product)?.name ?? (product || `Intel ${card}`),
  });
  return [sensor];
}

/** Sockets only: the cores beside them are parts of them. */
function* amdSockets(chip: Chip): Asking<Sensor[]> {
  const { machine, folder } = chip;
  const sensors: Sensor[] = [];
  try {
    for (const file of namesOf(chip, folder)) {
      const number = /^energy(\d+)_input$/.exec(file)?.[1];
      if (number === undefined) continue;
      const label = `${folder}/energy${number}_label`;
      const socket = /^Esocket(\d+)$/
        .exec((yield* deviceTextIfAny(machine, label)) ?? "")?.[1];
      if (socket === undefined) continue;
      sensors.push(
        yield* deviceSensor(machine, `${folder}/${file}`, {
          ...COUNTER,
          mostW: MOST_W,
          id: `hwmon:amd_energy-socket-${socket}`,
          component: "cpu",
          name: `socket ${socket}`,
        }),
      );
    }
  } catch (error) {
    for (const sensor of sensors) yield* sensor.close();
    throw error;
  }
  return sensors;
}
