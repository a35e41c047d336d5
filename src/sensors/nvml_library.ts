import type { Machine } from "../machine/machine.ts";

/** Codes that the library returns. */
export const NVML = {
  NOT_SUPPORTED: 3,
  NO_PERMISSION: 4,
  DRIVER_NOT_LOADED: 9,
  FUNCTION_NOT_FOUND: 13,
  GPU_IS_LOST: 15,
  LIB_RM_VERSION_MISMATCH: 18,
} as const;

const NAME_SIZE = 96;

// https://docs.nvidia.com/deploy/nvml-api/group__nvmlDeviceQueries.html
const result = "i32";
const SYMBOLS = {
  nvmlInit_v2: { parameters: [], result },
  nvmlShutdown: { parameters: [], result },
  nvmlErrorString: { parameters: ["i32"], result: "pointer" },
  nvmlSystemGetDriverVersion: { parameters: ["buffer", "u32"], result },
  nvmlDeviceGetCount_v2: { parameters: ["buffer"], result },
  nvmlDeviceGetHandleByIndex_v2: { parameters: ["u32", "buffer"], result },
  nvmlDeviceGetName: { parameters: ["pointer", "buffer", "u32"], result },
  nvmlDeviceGetUUID: { parameters: ["pointer", "buffer", "u32"], result },
  // Drivers before 396 lack it.
  nvmlDeviceGetTotalEnergyConsumption: {
    parameters: ["pointer", "buffer"],
    result,
    optional: true,
  },
  // Drivers before 450 lack it.
  nvmlDeviceGetMigMode: {
    parameters: ["pointer", "buffer", "buffer"],
    result,
    optional: true,
  },
  nvmlDeviceGetPowerUsage: { parameters: ["pointer", "buffer"], result },
} as const;

type Library = Deno.DynamicLibrary<typeof SYMBOLS>;

/** A call that the library refused. */
export class NvmlError extends Error {
  /** Name of the class, as every error has it. */
  override readonly name = "NvmlError";
  /** What the library returned. */
  readonly code: number;

  /** An error with the library's own words. */
  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

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
  /** Energy since the driver was loaded, in J. */
  energyJ(): number;
  /** Power, in W. */
  powerW(): number;
}

/** NVIDIA's library, loaded and started. */
export interface NvmlLibrary extends Disposable {
  /** Version of the driver; empty if it does not say. */
  readonly driver: string;
  /** Every card, or why it does not answer. */
  readonly devices: readonly (NvmlDevice | NvmlError)[];
}

/**
 * Loads NVIDIA's library and lists the cards.
 * @throws {AccessError} If there is no library, or Deno may not load it
 * @throws {NvmlError} If the library does not start
 */
export function openNvmlLibrary(machine: Machine): NvmlLibrary {
  const file = machine.os === "windows" ? "nvml.dll" : "libnvidia-ml.so.1";
  const library = machine.dlopen(file, SYMBOLS);
  let started = false;
  try {
    check(library, library.symbols.nvmlInit_v2(), "start NVML");
    started = true;
    const count = new Uint32Array(1);
    const code = library.symbols.nvmlDeviceGetCount_v2(count);
    check(library, code, "count the cards");
    return {
      driver: driverOf(library),
      devices: Array.from({ length: count[0] ?? 0 }, (_, index) => {
        try {
          return deviceOf(library, index);
        } catch (error) {
          if (error instanceof NvmlError) return error;
          throw error;
        }
      }),
      [Symbol.dispose]: () => close(library, true),
    };
  } catch (error) {
    close(library, started);
    throw error;
  }
}

function close(library: Library, started: boolean): void {
  if (started) library.symbols.nvmlShutdown();
  library.close();
}

function check(library: Library, code: number, what: string): void {
  if (code === 0) return;
  const pointer = library.symbols.nvmlErrorString(code);
  const words = pointer === null
    ? `error ${code}`
    : `${new Deno.UnsafePointerView(pointer).getCString()} (error ${code})`;
  throw new NvmlError(code, `Cannot ${what}: ${words}`);
}

function text(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return new TextDecoder().decode(end < 0 ? bytes : bytes.subarray(0, end));
}

function driverOf({ symbols }: Library): string {
  const bytes = new Uint8Array(NAME_SIZE);
  const code = symbols.nvmlSystemGetDriverVersion(bytes, NAME_SIZE);
  return code === 0 ? text(bytes) : "";
}

/** Cards that cannot be cut do not support the question. */
function isSliced({ symbols }: Library, handle: Deno.PointerValue): boolean {
  const current = new Uint32Array(1);
  const pending = new Uint32Array(1);
  const code = symbols.nvmlDeviceGetMigMode?.(handle, current, pending);
  return code === 0 && current[0] === 1;
}

function deviceOf(library: Library, index: number): NvmlDevice {
  const { symbols } = library;
  const slot = new BigUint64Array(1);
  const found = symbols.nvmlDeviceGetHandleByIndex_v2(index, slot);
  check(library, found, `open card ${index}`);
  const handle = Deno.UnsafePointer.create(slot[0] ?? 0n);
  const bytes = new Uint8Array(NAME_SIZE);
  const named = symbols.nvmlDeviceGetName(handle, bytes, NAME_SIZE);
  check(library, named, `name card ${index}`);
  const name = text(bytes);
  const uuid = symbols.nvmlDeviceGetUUID(handle, bytes, NAME_SIZE) === 0
    ? text(bytes)
    : "";
  // Allocated once, so that a sample leaves no garbage.
  const millijoules = new BigUint64Array(1);
  const milliwatts = new Uint32Array(1);
  return {
    index,
    name,
    uuid,
    sliced: isSliced(library, handle),
    energyJ: () => {
      const code = symbols.nvmlDeviceGetTotalEnergyConsumption?.(
        handle,
        millijoules,
      ) ?? NVML.FUNCTION_NOT_FOUND;
      check(library, code, `read the energy of card ${index}`);
      return Number(millijoules[0]) / 1000;
    },
    powerW: () => {
      const code = symbols.nvmlDeviceGetPowerUsage(handle, milliwatts);
      check(library, code, `read the power of card ${index}`);
      return (milliwatts[0] ?? NaN) / 1000;
    },
  };
}
