import { type Asking, unasked } from "../../machine/asking.ts";
import type { DeviceFile } from "../../machine/device_file.ts";
import { type Machine, tried } from "../../machine/machine.ts";
import { integratedBetween, MOST_W } from "../parts/energy_used.ts";
import type { Detection, Finding } from "../parts/finding.ts";
import { type Chip, HWMON_GRANT, namesOf } from "./hwmon_chip.ts";
import { deviceTextIfAny, failed } from "../parts/probe.ts";
import type { Sensor } from "../parts/sensor.ts";

/** Rails that feed the whole module. */
const WHOLE: readonly string[] = ["VDD_IN", "POM_5V_IN", "5V_IN"];

/**
 * Rails that feed the parts of modules without a rail for the whole: of the AGX Orin, and of the
 * AGX Xavier. The Orin's VDDQ_VDD2_1V8AO is fed by VIN_SYS_5V0, whose voltage it shows, so it is
 * not added.
 */
const PARTS: readonly string[] = [
  "VDD_GPU_SOC",
  "VDD_CPU_CV",
  "VIN_SYS_5V0",
  "GPU",
  "CPU",
  "SOC",
  "CV",
  "VDDRQ",
  "SYS5V",
];

const MODEL = "/proc/device-tree/model";
const MV_MA_PER_W = 1e6;

/** One channel of a chip: the voltage and the current of a rail. */
interface Rail {
  readonly chip: Chip;
  readonly channel: string;
  readonly label: string;
}

/** The model of the board, such as `NVIDIA Jetson Orin Nano`; `undefined` on other machines. */
export function jetsonModel(machine: Machine): string | undefined {
  const text = tried(() => machine.readTextFile(MODEL))?.replaceAll("\0", "");
  return text !== undefined && /jetson/i.test(text) ? text.trim() : undefined;
}

/**
 * A Jetson's module by the power of its rails. It holds graphics, processor and memory.
 * @param machine The world to look at
 * @param chips Power monitors of the type INA3221
 */
export function* jetsonSensors(
  machine: Machine,
  chips: readonly Chip[],
): Asking<Detection> {
  const rails: Rail[] = [];
  for (const chip of chips) rails.push(...yield* railsOf(chip));
  const whole = rails.filter(({ label }) => WHOLE.includes(label));
  const parts = rails.filter(({ label }) => PARTS.includes(label));
  const counted = whole.length > 0 ? whole : parts;
  const [first] = counted;
  if (first === undefined) return { sensors: [], findings: [] };
  const labels = counted.map(({ label }) => label).join(", ");
  try {
    const name = jetsonModel(machine) ?? "Jetson module";
    const sensor = yield* railsSensor(counted, name, labels);
    const why = `${name}: power of ${labels}, which feed the whole module`;
    const found: Finding = { path: sensor.source, found: true, why };
    return { sensors: [sensor], findings: [found] };
  } catch (error) {
    const finding = failed(first.chip.folder, error, HWMON_GRANT);
    return { sensors: [], findings: [finding] };
  }
}

function* railsOf(chip: Chip): Asking<Rail[]> {
  const rails: Rail[] = [];
  for (const file of namesOf(chip, chip.folder)) {
    const channel = /^in(\d+)_label$/.exec(file)?.[1];
    if (channel === undefined) continue;
    const label = yield* deviceTextIfAny(
      chip.machine,
      `${chip.folder}/${file}`,
    );
    if (label !== undefined) rails.push({ chip, channel, label });
  }
  return rails;
}

function* railsSensor(
  rails: readonly Rail[],
  name: string,
  labels: string,
): Asking<Sensor> {
  const files: DeviceFile[] = [];
  const close = () => files.forEach((file) => file[Symbol.dispose]());
  const power = function* (): Asking<number> {
    let watts = 0;
    for (let i = 0; i < files.length; i += 2) {
      const millivolts = figureOf(yield* files[i]!.read());
      const milliamperes = figureOf(yield* files[i + 1]!.read());
      watts += millivolts * milliamperes / MV_MA_PER_W;
    }
    return watts;
  };
  try {
    for (const { chip: { machine, folder }, channel } of rails) {
      files.push(yield* machine.openDevice(`${folder}/in${channel}_input`));
      files.push(yield* machine.openDevice(`${folder}/curr${channel}_input`));
    }
    yield* power();
  } catch (error) {
    close();
    throw error;
  }
  return {
    id: "hwmon:ina3221",
    component: "accelerator",
    name,
    method: "gauge",
    source: `${rails[0]!.chip.folder}: voltage × current of ${labels}`,
    holds: ["cpu", "memory"],
    figures: [],
    mostW: MOST_W,
    *read(glanced) {
      return [glanced ?? (yield* power())];
    },
    glance: power,
    usedBetween: integratedBetween,
    close: () => unasked(close),
  };
}

function figureOf(text: string): number {
  const figure = /^\s*\d+\s*$/.test(text) ? Number(text) : NaN;
  if (Number.isNaN(figure)) {
    throw new Error(`Cannot read a rail: it says ${JSON.stringify(text)}`);
  }
  return figure;
}
