import { ask, type Asking, unrefd } from "../machine/asking.ts";
import { type Machine, tried } from "../machine/machine.ts";

/** Codes that the library returns. */
export const NVML = {
  NOT_SUPPORTED: 3,
  NO_PERMISSION: 4,
  DRIVER_NOT_LOADED: 9,
  FUNCTION_NOT_FOUND: 13,
  GPU_IS_LOST: 15,
  LIB_RM_VERSION_MISMATCH: 18,
  UNKNOWN: 999,
} as const;

const NAME_SIZE = 96;

// https://docs.nvidia.com/deploy/nvml-api/group__nvmlDeviceQueries.html
const CALLS = {
  nvmlInit_v2: [],
  nvmlShutdown: [],
  nvmlSystemGetDriverVersion: ["buffer", "u32"],
  nvmlDeviceGetCount_v2: ["buffer"],
  nvmlDeviceGetHandleByIndex_v2: ["u32", "buffer"],
  nvmlDeviceGetName: ["pointer", "buffer", "u32"],
  nvmlDeviceGetUUID: ["pointer", "buffer", "u32"],
  // Drivers before 396 lack it.
  nvmlDeviceGetTotalEnergyConsumption: ["pointer", "buffer"],
  // Drivers before 450 lack it.
  nvmlDeviceGetMigMode: ["pointer", "buffer", "buffer"],
  nvmlDeviceGetPowerUsage: ["pointer", "buffer"],
  nvmlDeviceGetEnforcedPowerLimit: ["pointer", "buffer"],
} as const;

type Call = keyof typeof CALLS;

/** Starts the library, and wakes the cards. */
const START = "nvmlInit_v2";
type Argument = number | Deno.PointerValue | BufferSource;

const OPTIONAL: ReadonlySet<string> = new Set<Call>([
  "nvmlDeviceGetTotalEnergyConsumption",
  "nvmlDeviceGetMigMode",
  "nvmlDeviceGetEnforcedPowerLimit",
]);

/** Each call twice: one that blocks the thread, and one that does not. */
const SYMBOLS: Deno.ForeignLibraryInterface = Object.fromEntries([
  ["nvmlErrorString", { parameters: ["i32"], result: "pointer" }],
  ...Object.entries(CALLS).flatMap(([name, parameters]) =>
    [false, true].map((nonblocking) => [
      nonblocking ? later(name) : name,
      {
        name,
        parameters,
        result: "i32",
        nonblocking,
        optional: OPTIONAL.has(name),
      },
    ])
  ),
]);

/** A figure that no card gives. */
const UNSET = 2n ** 64n - 1n;

function later(name: string): string {
  return `${name}_later`;
}

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
  const library = new Library(
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

/** The library's calls. */
class Library {
  readonly #library: Deno.DynamicLibrary<Deno.ForeignLibraryInterface>;
  readonly #keepLoaded: () => void;
  readonly #startMs: number | undefined;
  /** Memory of figures that were read well: those that are written then say that all is well. */
  readonly #proven = new WeakSet<BigUint64Array>();
  #isStarted = false;
  #underWay = 0;

  constructor(
    library: Deno.DynamicLibrary<Deno.ForeignLibraryInterface>,
    keepLoaded: () => void,
    startMs: number | undefined,
  ) {
    this.#library = library;
    this.#keepLoaded = keepLoaded;
    this.#startMs = startMs;
  }

  *start(): Asking<void> {
    yield* this.check("start NVML", START);
    this.#isStarted = true;
  }

  /**
   * Calls the library.
   * @param what What for, in words
   * @param name Of the call
   * @param given Its arguments
   * @returns Its code
   */
  *call(what: string, name: Call, ...given: Argument[]): Asking<number> {
    const symbols = this.#library.symbols as unknown as Record<
      string,
      ((...given: Argument[]) => unknown) | null
    >;
    if (symbols[name] === null) return NVML.FUNCTION_NOT_FOUND;
    this.#underWay += 1;
    const figure = given.at(-1);
    const isFigure = figure instanceof BigUint64Array;
    const isProven = isFigure && this.#proven.has(figure);
    try {
      const code = yield* ask({
        what,
        ...name === START && this.#startMs !== undefined && {
          deadlineMs: this.#startMs,
        },
        now: () => symbols[name]?.(...given) as number,
        later: () => {
          if (isProven) figure[0] = UNSET;
          return unrefd(symbols[later(name)]?.(...given) as Promise<number>);
        },
        ...isProven && {
          peek: () => figure[0] === UNSET ? undefined : 0,
        },
      });
      this.#underWay -= 1;
      if (code === 0 && isFigure) this.#proven.add(figure);
      return code;
    } catch (error) {
      // The call may return one day, into this library.
      this.#keepLoaded();
      throw error;
    }
  }

  /** The same for what can be done without: a call that hangs has failed. */
  *callIfAny(what: string, name: Call, ...given: Argument[]): Asking<number> {
    try {
      return yield* this.call(what, name, ...given);
    } catch {
      return NVML.UNKNOWN;
    }
  }

  /** Calls the library, and throws what it says unless all is well. */
  *check(what: string, name: Call, ...given: Argument[]): Asking<void> {
    const code = yield* this.call(what, name, ...given);
    if (code !== 0) throw this.#error(code, what);
  }

  /** Shuts it down. After a call that hangs this is left to the end of the program. */
  *close(): Asking<void> {
    if (this.#underWay > 0) return;
    try {
      if (this.#isStarted) yield* this.call("shut NVML down", "nvmlShutdown");
    } catch {
      // Nothing is measured any more that this could harm.
    }
    if (this.#underWay === 0) this.#library.close();
  }

  #error(code: number, what: string): NvmlError {
    const text = this.#library.symbols["nvmlErrorString"] as (
      code: number,
    ) => Deno.PointerValue;
    const pointer = text(code);
    const words = pointer === null
      ? `error ${code}`
      : `${new Deno.UnsafePointerView(pointer).getCString()} (error ${code})`;
    return new NvmlError(code, `Cannot ${what}: ${words}`);
  }
}

function text(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return new TextDecoder().decode(end < 0 ? bytes : bytes.subarray(0, end));
}

function* driverOf(library: Library): Asking<string> {
  const bytes = new Uint8Array(NAME_SIZE);
  const code = yield* library.callIfAny(
    "read the driver's version",
    "nvmlSystemGetDriverVersion",
    bytes,
    NAME_SIZE,
  );
  return code === 0 ? text(bytes) : "";
}

function* deviceOf(library: Library, index: number): Asking<NvmlDevice> {
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
  library: Library,
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
  library: Library,
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
