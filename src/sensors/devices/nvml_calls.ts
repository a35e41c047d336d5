import { ask, type Asking, unrefd } from "../../machine/asking.ts";

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
/** All calls, for loading the library. */
export const SYMBOLS: Deno.ForeignLibraryInterface = Object.fromEntries([
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

/** The library's calls. */
export class NvmlCalls {
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
