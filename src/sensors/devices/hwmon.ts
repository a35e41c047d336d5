import { amdCards } from "./amd_cards.ts";
import { countedBetween, MOST_W } from "../parts/energy_used.ts";
import type { Detection, Finding } from "../parts/finding.ts";
import type { Asking } from "../../machine/asking.ts";
import type { Machine } from "../../machine/machine.ts";
import {
  cardName,
  cardOf,
  type Chip,
  HWMON,
  HWMON_GRANT,
  namesOf,
  productOf,
} from "./hwmon_chip.ts";
import { jetsonSensors } from "./jetson.ts";
import { mostPowerOf } from "./most_power.ts";
import {
  deviceSensor,
  deviceTextIfAny,
  failed,
  isMissing,
} from "../parts/probe.ts";
import type { Sensor } from "../parts/sensor.ts";

/** AMD's and Intel's cards and AMD's processors, by the kernel's hardware monitoring. */
export function* hwmonSensors(machine: Machine): Asking<Detection> {
  const sensors: Sensor[] = [];
  const findings: Finding[] = [];
  let folders: readonly string[];
  try {
    folders = machine.readDir(HWMON);
  } catch (error) {
    const finding = isMissing(error)
      ? {
        path: HWMON,
        found: false,
        why: "The kernel does not monitor hardware",
      }
      : failed(HWMON, error, HWMON_GRANT);
    return { sensors, findings: [finding] };
  }
  const chips: Chip[] = [];
  for (const name of folders) {
    const folder = `${HWMON}/${name}`;
    const driver = yield* deviceTextIfAny(machine, `${folder}/name`);
    if (driver === undefined) continue;
    if (SEVERAL.includes(driver) || Object.hasOwn(OPENERS, driver)) {
      chips.push({ machine, folder, driver });
    }
  }
  const byDriver = Map.groupBy(chips, ({ driver }) => driver);
  for (
    const { sensors: more, findings: told } of [
      yield* amdCards(machine, byDriver.get("amdgpu") ?? []),
      yield* jetsonSensors(machine, byDriver.get("ina3221") ?? []),
    ]
  ) {
    sensors.push(...more);
    findings.push(...told);
  }
  for (const chip of chips) {
    const open = OPENERS[chip.driver];
    if (open === undefined) continue;
    try {
      for (const sensor of yield* open(chip)) {
        sensors.push(sensor);
        const why = `${sensor.name}: driver ${chip.driver}`;
        findings.push({ path: sensor.source, found: true, why });
      }
    } catch (error) {
      findings.push({
        ...failed(chip.folder, error, HWMON_GRANT),
        ...chip.driver !== "amd_energy" && { part: `Intel ${cardOf(chip)}` },
      });
    }
  }
  if (chips.length === 0) {
    const why =
      `None of its ${folders.length} chips is a card by AMD (amdgpu) or Intel (i915, xe) or a processor with amd_energy`;
    findings.push({ path: HWMON, found: false, why });
  }
  return { sensors, findings };
}

/** Drivers whose chips are looked at together. */
const SEVERAL: readonly string[] = ["amdgpu", "ina3221"];

const OPENERS: Readonly<Record<string, (chip: Chip) => Asking<Sensor[]>>> = {
  i915: intelGpu,
  xe: intelGpu,
  amd_energy: amdSockets,
};

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
    name: cardName(product, `Intel ${card}`),
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
