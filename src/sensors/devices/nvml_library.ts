import type { Asking } from "../../machine/asking.ts";
import { type Machine, tried } from "../../machine/machine.ts";
import { NvmlCalls, SYMBOLS } from "./nvml_calls.ts";

const NAME_SIZE = 96;

/** A card. */
export interface NvmlDevice {
  /** Its number in the library. */
  readonly index: number;
  /** Its name, as the driver has it. */
  readonly name: string;
  /** `GPU-…`; empty if the driver does not say. */
  readonly uuid: string;
  /** Whether it is cut into slices (MIG). */
  readonly sliced: boolean;
  /** The most that it may draw, in W; `undefined` if the driver does not say. */
  readonly limitW: number | undefined;
  /** Energy since the driver was loaded, in J. */
  energyJ(): Asking<number>;
  /** Power, in W. */
  powerW(): Asking<number>;
}

/** NVIDIA's library, loaded and started. */
export interface NvmlLibrary {
  /** Version of the driver; empty if it does not say. */
  readonly driver: string;
  /** Every card, or why it does not answer. */
  readonly devices: readonly (NvmlDevice | Error)[];
  /** Shuts it down. */
  close(): Asking<void>;
}

/**
 * Loads NVIDIA's library and lists the cards.
 * @throws {AccessError} If there is no library, Deno may not load it, or it does not answer
 * @throws {NvmlError} If the library does not start
 */
export function* openNvmlLibrary(machine: Machine): Asking<NvmlLibrary> {
  const file = machine.os === "windows" ? "nvml.dll" : "libnvidia-ml.so.1";
  const library = new NvmlCalls(
    machine.dlopen(file, SYMBOLS),
    () => machine.keepLoaded(file),
    wakingMs(machine),
  );
  try {
    yield* library.start();
    const count = new Uint32Array(1);
    yield* library.check("count the cards", "nvmlDeviceGetCount_v2", count);
    const devices: (NvmlDevice | Error)[] = [];
    for (let index = 0; index < (count[0] ?? 0); index += 1) {
      try {
        devices.push(yield* deviceOf(library, index));
      } catch (error) {
        devices.push(error as Error);
      }
    }
    const driver = yield* driverOf(library);
    return { driver, devices, close: () => library.close() };
  } catch (error) {
    yield* library.close();
    throw error;
  }
}

/** How long a driver may take to wake its cards, in ms: without a daemon it puts them to sleep. */
const WAKING_MS = 3000;

/** How long the library may take to start, in ms; `undefined` if no driver has a card to wake. */
function wakingMs(machine: Machine): number | undefined {
  const cards = tried(() => machine.readDir("/proc/driver/nvidia/gpus")) ?? [];
  return cards.length > 0 ? WAKING_MS : undefined;
}

function text(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return new TextDecoder().decode(end < 0 ? bytes : bytes.subarray(0, end));
}

function* driverOf(library: NvmlCalls): Asking<string> {
  const bytes = new Uint8Array(NAME_SIZE);
  const code = yield* library.callIfAny(
    "read the driver's version",
    "nvmlSystemGetDriverVersion",
    bytes,
    NAME_SIZE,
  );
  return code === 0 ? text(bytes) : "";
}

function* deviceOf(library: NvmlCalls, index: number): Asking<NvmlDevice> {
  const slot = new BigUint64Array(1);
  const opening = `open card ${index}`;
  yield* library.check(opening, "nvmlDeviceGetHandleByIndex_v2", index, slot);
  const handle = Deno.UnsafePointer.create(slot[0] ?? 0n);
  const bytes = new Uint8Array(NAME_SIZE);
  const naming = `name card ${index}`;
  yield* library.check(naming, "nvmlDeviceGetName", handle, bytes, NAME_SIZE);
  const name = text(bytes);
  const identified = yield* library.callIfAny(
    `identify card ${index}`,
    "nvmlDeviceGetUUID",
    handle,
    bytes,
    NAME_SIZE,
  );
  const uuid = identified === 0 ? text(bytes) : "";
  // Allocated once, so that a sample leaves no garbage.
  const millijoules = new BigUint64Array(1);
  // Twice as long as the power, so that a call that has not written it shows.
  const milliwatts = new BigUint64Array(1);
  const watts = new Uint32Array(milliwatts.buffer);
  return {
    index,
    name,
    uuid,
    sliced: yield* isSliced(library, handle, index),
    limitW: yield* limitOf(library, handle, index),
    *energyJ() {
      yield* library.check(
        `read the energy of card ${index}`,
        "nvmlDeviceGetTotalEnergyConsumption",
        handle,
        millijoules,
      );
      return Number(millijoules[0]) / 1000;
    },
    *powerW() {
      yield* library.check(
        `read the power of card ${index}`,
        "nvmlDeviceGetPowerUsage",
        handle,
        milliwatts,
      );
      return (watts[0] ?? NaN) / 1000;
    },
  };
}

/** Cards that cannot be cut do not support the question. */
function* isSliced(
  library: NvmlCalls,
  handle: Deno.PointerValue,
  index: number,
): Asking<boolean> {
  const current = new Uint32Array(1);
  const pending = new Uint32Array(1);
  const what = `read the slices of card ${index}`;
  const code = yield* library.callIfAny(
    what,
    "nvmlDeviceGetMigMode",
    handle,
    current,
    pending,
  );
  return code === 0 && current[0] === 1;
}

function* limitOf(
  library: NvmlCalls,
  handle: Deno.PointerValue,
  index: number,
): Asking<number | undefined> {
  const milliwatts = new Uint32Array(1);
  const code = yield* library.callIfAny(
    `read the power limit of card ${index}`,
    "nvmlDeviceGetEnforcedPowerLimit",
    handle,
    milliwatts,
  );
  return code === 0 ? (milliwatts[0] ?? NaN) / 1000 : undefined;
}
