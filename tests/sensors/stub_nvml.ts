import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The name under which programs ask for NVIDIA's library. */
export const LIBRARY = "libnvidia-ml.so.1";

const SYMBOLS = {
  stub_reset: { parameters: [], result: "void" },
  stub_add_gpu: { parameters: ["buffer"], result: "i32" },
  stub_set_init: { parameters: ["i32"], result: "void" },
  stub_set_energy: { parameters: ["i32", "u64"], result: "void" },
  stub_set_power: { parameters: ["i32", "u32"], result: "void" },
  stub_set_codes: { parameters: ["i32", "i32", "i32", "i32"], result: "void" },
  stub_set_load: { parameters: ["i32", "buffer"], result: "i32" },
  stub_set_gauge: { parameters: ["f64", "f64"], result: "void" },
  stub_set_reset: { parameters: ["f64"], result: "void" },
  stub_set_failure: { parameters: ["i32", "f64", "i32"], result: "void" },
  stub_set_hang: {
    parameters: ["buffer", "i32", "f64", "i32"],
    result: "void",
  },
  stub_set_no_counter: { parameters: [], result: "void" },
  stub_set_mig: { parameters: ["i32"], result: "void" },
  stub_started: { parameters: [], result: "i32" },
  stub_now: { parameters: [], result: "f64" },
  stub_energy_mj_at: { parameters: ["i32", "f64"], result: "f64" },
  stub_power_mw_at: { parameters: ["i32", "f64"], result: "f64" },
} as const;

/** What calls of a card return: 0 is success. */
export interface Codes {
  readonly energy?: number;
  readonly power?: number;
  readonly handle?: number;
}

/** What the stub plays; times are those of its own clock, `nowS()`. */
export interface StubSettings {
  /** Names of the cards. */
  readonly cards: readonly string[];
  /** The power of each over time, as in stub/load.h; the last one goes for the rest. */
  readonly loads?: readonly string[];
  /**
   * How often the power is renewed, and over what time before that it is the mean. @default at once
   */
  readonly gauge?: { readonly periodS: number; readonly windowS: number };
  /** Whether the cards count energy. @default true */
  readonly counter?: boolean;
  /** When the counters start again. */
  readonly resetAtS?: number;
  /** What energy and power return from a time on, or after so many readings of all cards. */
  readonly failure?: {
    readonly code: number;
    readonly atS?: number;
    readonly afterReadings?: number;
  };
  /** Into how many slices (MIG) each card is cut. */
  readonly slices?: number;
  /** What starting it returns. */
  readonly init?: number;
  /** A call that never returns: of all cards or one, at once or from a time on, or after calls. */
  readonly hang?: {
    readonly call: string;
    readonly card?: number;
    readonly atS?: number;
    readonly afterCalls?: number;
  };
}

/** NVIDIA's library, played by one that a test compiles and steers. */
export interface StubNvml extends AsyncDisposable {
  /** The folder that holds it. */
  readonly folder: string;
  /** Its file. */
  readonly file: string;
  /** Plays this, for all threads of this process. */
  play(settings: StubSettings): void;
  /**
   * Environment of another process that is to play the same. This one knows the truth once it plays
   * it too: the power depends on nothing but the time.
   */
  environment(settings: StubSettings): Record<string, string>;
  /** The time in its truths: CLOCK_MONOTONIC, the same for all processes. */
  nowS(): number;
  /** The energy that a card with a load truly used between two times. */
  trueEnergyJ(index: number, fromS: number, toS: number): number;
  /** The power of a card with a load at a time. */
  truePowerW(index: number, atS: number): number;
  /** Takes all cards out, and puts these in. */
  cards(...names: readonly string[]): void;
  /** What starting it returns. */
  init(code: number): void;
  /** The counter of a card without a load, in mJ. */
  energy(index: number, mj: number): void;
  /** The gauge of a card without a load, in mW. */
  power(index: number, mw: number): void;
  /** What calls of a card return. */
  codes(index: number, codes: Codes): void;
  /** How often it was started and not shut down. */
  started(): number;
}

/** Opens it in its own folder, which is deleted when it is disposed of. */
export async function stubNvml(): Promise<StubNvml> {
  const folder = await Deno.makeTempDir({ prefix: "carboncell-nvml-" });
  const file = join(folder, LIBRARY);
  await Deno.writeFile(file, await (compiled ??= compile()));
  const library = Deno.dlopen(file, SYMBOLS);
  const { symbols } = library;
  const cards = (...names: readonly string[]) => {
    symbols.stub_reset();
    for (const name of names) symbols.stub_add_gpu(cText(name));
  };
  symbols.stub_reset();
  return {
    folder,
    file,
    play: (settings) => {
      cards(...settings.cards);
      play(symbols, settings);
    },
    environment: (settings) => environmentOf(folder, settings),
    nowS: () => symbols.stub_now(),
    trueEnergyJ: (index, fromS, toS) =>
      (symbols.stub_energy_mj_at(index, toS) -
        symbols.stub_energy_mj_at(index, fromS)) / 1000,
    truePowerW: (index, atS) => symbols.stub_power_mw_at(index, atS) / 1000,
    cards,
    init: (code) => symbols.stub_set_init(code),
    energy: (index, mj) => symbols.stub_set_energy(index, BigInt(mj)),
    power: (index, mw) => symbols.stub_set_power(index, mw),
    codes: (index, { energy = 0, power = 0, handle = 0 }) =>
      symbols.stub_set_codes(index, energy, power, handle),
    started: () => symbols.stub_started(),
    [Symbol.asyncDispose]: async () => {
      symbols.stub_reset(); // what hangs returns
      library.close();
      await Deno.remove(folder, { recursive: true });
    },
  };
}

function cText(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(`${text}\0`);
}

type Symbols = Deno.DynamicLibrary<typeof SYMBOLS>["symbols"];

function play(symbols: Symbols, settings: StubSettings): void {
  const { loads = [], gauge, resetAtS, failure, slices, init, hang } = settings;
  settings.cards.forEach((_, i) => {
    const load = loads[i] ?? loads.at(-1);
    if (load !== undefined && symbols.stub_set_load(i, cText(load)) === 0) {
      throw new SyntaxError(`Cannot read the load "${load}"`);
    }
  });
  if (settings.counter === false) symbols.stub_set_no_counter();
  if (gauge) symbols.stub_set_gauge(gauge.periodS, gauge.windowS);
  if (resetAtS !== undefined) symbols.stub_set_reset(resetAtS);
  if (failure !== undefined) {
    const { code, atS = Infinity, afterReadings = -1 } = failure;
    symbols.stub_set_failure(code, atS, afterReadings);
  }
  if (slices !== undefined) symbols.stub_set_mig(slices);
  if (init !== undefined) symbols.stub_set_init(init);
  if (hang !== undefined) {
    const { call, card = -1, atS = -Infinity, afterCalls = 0 } = hang;
    symbols.stub_set_hang(cText(call), card, atS, afterCalls);
  }
}

function environmentOf(
  folder: string,
  { cards, loads, gauge, counter, resetAtS, failure, slices, init, hang }:
    StubSettings,
): Record<string, string> {
  const variables: Record<string, unknown> = {
    LD_LIBRARY_PATH: folder,
    STUB_GPUS: cards.join(";"),
    STUB_LOADS: loads?.join(";"),
    STUB_GAUGE: gauge && `${gauge.periodS},${gauge.windowS}`,
    STUB_NO_COUNTER: counter === false ? 1 : undefined,
    STUB_RESET_AT: resetAtS,
    STUB_FAIL: failure?.code,
    STUB_FAIL_AT: failure?.atS,
    STUB_FAIL_AFTER: failure?.afterReadings,
    STUB_MIG: slices,
    STUB_INIT: init,
    STUB_HANG: hang?.call,
    STUB_HANG_CARD: hang?.card,
    STUB_HANG_AT: hang?.atS,
    STUB_HANG_AFTER: hang?.afterCalls,
  };
  return Object.fromEntries(
    Object.entries(variables).filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, String(value)]),
  );
}

// Once for all tests of a process; each gets a copy, so that none sees what another set.
let compiled: Promise<Uint8Array> | undefined;

async function compile(): Promise<Uint8Array> {
  const folder = await Deno.makeTempDir({ prefix: "carboncell-gcc-" });
  try {
    const file = join(folder, LIBRARY);
    await gcc(file);
    return await Deno.readFile(file);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function gcc(file: string): Promise<void> {
  const sources = ["nvml.c", "load.c"].map((name) =>
    fileURLToPath(new URL(`./stub/${name}`, import.meta.url))
  );
  const command = new Deno.Command("gcc", {
    args: [
      ...["-shared", "-fPIC", "-O1", "-Wall", "-Wextra", "-Werror"],
      ...["-o", file, ...sources, "-lm", "-pthread"],
    ],
    stderr: "piped",
  });
  let output: Deno.CommandOutput;
  try {
    output = await command.output();
  } catch (cause) {
    const message =
      "Cannot compile the stub of NVIDIA's library as there is no gcc: install it, on Debian with apt-get install gcc libc6-dev";
    throw new Error(message, { cause });
  }
  if (!output.success) throw new Error(new TextDecoder().decode(output.stderr));
}
