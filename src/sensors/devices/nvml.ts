import { AccessError } from "../../machine/access_error.ts";
import { accelerators } from "../../catalog/accelerators.ts";
import { countedBetween, integratedBetween } from "../parts/energy_used.ts";
import { allottedDevices, variable, visibleOf } from "./allotted.ts";
import type { Detection, Finding } from "../parts/finding.ts";
import type { Asking } from "../../machine/asking.ts";
import { type Machine, messageOf } from "../../machine/machine.ts";
import { mostPowerW } from "./most_power.ts";
import { NVML, NvmlError } from "./nvml_calls.ts";
import {
  type NvmlDevice,
  type NvmlLibrary,
  openNvmlLibrary,
} from "./nvml_library.ts";
import { nvidiaCards } from "./pci_cards.ts";
import { holding } from "./parts_within.ts";
import { failed, isMissing } from "../parts/probe.ts";
import type { Sensor } from "../parts/sensor.ts";

const PATH = "NVML";

/** The NVIDIA cards that CUDA sees, by their energy counter or else by their power. */
export function* nvmlSensors(machine: Machine): Asking<Detection> {
  let library: NvmlLibrary;
  try {
    library = yield* openNvmlLibrary(machine);
  } catch (error) {
    const finding = openingFailed(error);
    const part = uncounted(machine, error);
    const findings = [part === undefined ? finding : { ...finding, part }];
    return { sensors: [], findings };
  }
  const { sensors, findings } = yield* sensorsOf(machine, library);
  if (sensors.length === 0) yield* library.close();
  if (library.devices.length === 0) {
    const why = "The driver reports no card";
    findings.push({ path: PATH, found: false, why });
  }
  return { sensors, findings };
}

function* sensorsOf(
  machine: Machine,
  library: NvmlLibrary,
): Asking<{ sensors: Sensor[]; findings: Finding[] }> {
  const findings: Finding[] = [];
  const chosen = chosenDevices(machine, library, findings);
  // All cards share the library, which is closed with the last of them.
  let open = 0;
  const release = function* (): Asking<void> {
    if (--open === 0) yield* library.close();
  };
  const sensors: Sensor[] = [];
  for (const index of chosen) {
    const device = library.devices[index];
    if (device === undefined || device instanceof Error) continue;
    const path = `nvml:${index}`;
    try {
      const sensor = yield* sensorOf(device, release);
      sensors.push(sensor);
      findings.push({ path, found: true, why: whyOf(sensor, device, library) });
    } catch (error) {
      const part = device.name;
      findings.push({ path, found: false, why: messageOf(error), part });
    }
  }
  open = sensors.length;
  return { sensors, findings };
}

function chosenDevices(
  machine: Machine,
  { devices }: NvmlLibrary,
  findings: Finding[],
): readonly number[] {
  const path = "CUDA_VISIBLE_DEVICES";
  const list = variable(machine, path, findings);
  const order = variable(machine, "CUDA_DEVICE_ORDER");
  devices.forEach((device, index) => {
    if (device instanceof Error) {
      const why = device.message;
      const part = `NVIDIA card ${index}`;
      findings.push({ path: `nvml:${index}`, found: false, why, part });
    }
  });
  const uuids = devices.map((d) => d instanceof Error ? "" : d.uuid);
  const { indices, notes, slices, byIndex } = visibleOf(
    list,
    uuids,
    allottedDevices(machine, devices.length),
  );
  for (const why of notes) findings.push({ path, found: false, why });
  for (const part of slices) {
    findings.push({
      path,
      found: false,
      why: "NVML counts the energy of whole cards only, not of slices (MIG)",
      part,
    });
  }
  const left = devices.filter((d, i) =>
    !(d instanceof Error) && !indices.includes(i)
  );
  if (left.length > 0) {
    const cards = (left as NvmlDevice[])
      .map((d) => `nvml:${d.index} (${d.name})`).join(", ");
    const by = list === undefined
      ? "SLURM gave this job other cards than"
      : `${path}=${JSON.stringify(list)} leaves out`;
    const why = `${by} ${cards}`;
    findings.push({ path, found: false, why });
  }
  const names = new Set(
    devices.map((d) => d instanceof Error ? "" : d.name),
  );
  if (byIndex && names.size > 1 && order !== "PCI_BUS_ID") {
    findings.push({
      path: "CUDA_DEVICE_ORDER",
      found: false,
      why:
        "The cards differ, and CUDA numbers the fastest first while NVML numbers by slot: the numbers may mean other cards",
      how: "set CUDA_DEVICE_ORDER=PCI_BUS_ID, or give UUIDs",
    });
  }
  return indices;
}

function* sensorOf(
  device: NvmlDevice,
  release: () => Asking<void>,
): Asking<Sensor> {
  const known = accelerators.find(device.name);
  const common = {
    id: `nvml:${device.index}`,
    component: "accelerator",
    name: known?.name ?? device.name,
    figures: [],
    mostW: mostPowerW(device.limitW ?? known?.power[0]?.watts),
    close: onceOnly(release),
  } as const;
  try {
    yield* device.energyJ();
  } catch {
    // For any reason: a card that is lost does not give its power either.
    yield* device.powerW();
    return {
      ...common,
      method: "gauge",
      source: "NVML nvmlDeviceGetPowerUsage",
      *read(glanced) {
        return [glanced ?? (yield* device.powerW())];
      },
      glance: () => device.powerW(),
      usedBetween: integratedBetween,
    };
  }
  return {
    ...common,
    method: "counter",
    ...holding(device.name, "counter"),
    source: "NVML nvmlDeviceGetTotalEnergyConsumption",
    *read() {
      return [yield* device.energyJ()];
    },
    usedBetween: countedBetween,
  };
}

/** A second call does nothing. */
function onceOnly(release: () => Asking<void>): () => Asking<void> {
  let done = false;
  return function* () {
    if (done) return;
    done = true;
    yield* release();
  };
}

function whyOf(
  { method }: Sensor,
  { name, uuid, sliced }: NvmlDevice,
  { driver }: NvmlLibrary,
): string {
  const known = accelerators.find(name) === undefined
    ? ", which the catalogue does not hold"
    : "";
  const card = `${name}${known} (${uuid || "no UUID"}, driver ${driver})`;
  const slices = sliced ? ", that of all its slices (MIG) together" : "";
  return method === "counter"
    ? `${card} counts its energy${slices}`
    : `${card} counts no energy, as cards before Volta: its power is read and integrated${slices}`;
}

function openingFailed(error: unknown): Finding {
  if (isMissing(error)) {
    return {
      path: PATH,
      found: false,
      why: `NVIDIA's library is not installed here: ${error.message}`,
      how: error.how ??
        "if there is an NVIDIA card, install its driver; in a container, start it with --gpus all",
    };
  }
  const how = error instanceof NvmlError ? REMEDIES[error.code] : undefined;
  return { ...failed(PATH, error), ...(how !== undefined && { how }) };
}

/** The cards that nothing counts as the library does not start; `undefined` if there are none. */
function uncounted(machine: Machine, error: unknown): string | undefined {
  const cards = nvidiaCards(machine);
  if (cards.length > 0) {
    return `NVIDIA ${cards.length === 1 ? "card" : "cards"} ${
      cards.join(", ")
    }`;
  }
  // A library that is there and does not start for another reason has cards to serve.
  const isIdle = error instanceof AccessError
    ? error.failure !== "failed"
    : error instanceof NvmlError && error.code === NVML.DRIVER_NOT_LOADED;
  return isIdle ? undefined : "NVIDIA cards";
}

const REMEDIES: Readonly<Record<number, string>> = {
  [NVML.NO_PERMISSION]:
    "let this user open /dev/nvidiactl and /dev/nvidia0, for example by the group video",
  [NVML.DRIVER_NOT_LOADED]:
    "load the kernel module: sudo modprobe nvidia; in a container, start it with --gpus all",
  [NVML.LIB_RM_VERSION_MISMATCH]:
    "the library and the kernel module have different versions, as after an update: restart the machine",
};
