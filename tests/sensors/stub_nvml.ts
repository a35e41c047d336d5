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
  stub_started: { parameters: [], result: "i32" },
} as const;

/** What calls of a card return: 0 is success. */
export interface Codes {
  readonly energy?: number;
  readonly power?: number;
  readonly handle?: number;
}

/** NVIDIA's library, played by one that a test compiles and steers. */
export interface StubNvml extends AsyncDisposable {
  /** The folder that holds it. */
  readonly folder: string;
  /** Its file. */
  readonly file: string;
  /** Takes all cards out, and puts these in. */
  cards(...names: readonly string[]): void;
  /** What starting it returns. */
  init(code: number): void;
  /** The counter of a card, in mJ. */
  energy(index: number, mj: number): void;
  /** The gauge of a card, in mW. */
  power(index: number, mw: number): void;
  /** What calls of a card return. */
  codes(index: number, codes: Codes): void;
  /** How often it was started and not shut down. */
  started(): number;
}

/** Compiles it into a folder of its own, which goes when it is disposed of. */
export async function stubNvml(): Promise<StubNvml> {
  const folder = await Deno.makeTempDir({ prefix: "carboncell-nvml-" });
  const file = join(folder, LIBRARY);
  await compile(file);
  const library = Deno.dlopen(file, SYMBOLS);
  const { symbols } = library;
  symbols.stub_reset();
  return {
    folder,
    file,
    cards: (...names) => {
      symbols.stub_reset();
      for (const name of names) {
        symbols.stub_add_gpu(new TextEncoder().encode(`${name}\0`));
      }
    },
    init: (code) => symbols.stub_set_init(code),
    energy: (index, mj) => symbols.stub_set_energy(index, BigInt(mj)),
    power: (index, mw) => symbols.stub_set_power(index, mw),
    codes: (index, { energy = 0, power = 0, handle = 0 }) =>
      symbols.stub_set_codes(index, energy, power, handle),
    started: () => symbols.stub_started(),
    [Symbol.asyncDispose]: async () => {
      library.close();
      await Deno.remove(folder, { recursive: true });
    },
  };
}

async function compile(file: string): Promise<void> {
  const source = fileURLToPath(new URL("./stub/nvml.c", import.meta.url));
  const command = new Deno.Command("gcc", {
    args: ["-shared", "-fPIC", "-Wall", "-Werror", "-o", file, source],
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
