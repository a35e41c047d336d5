/**
 * Runs Impact Framework's arithmetic over the rows of a file. It runs in a separate process, so
 * that its hundred packages stay out of `deno.lock`.
 *
 * @module
 */
import { Opponent } from "./opponent.ts";
import { TextLineStream } from "./text_line_stream.ts";
import { say } from "./say.ts";

/** A job with all its figures. */
export interface Row {
  /** Power of one device, in W. */
  readonly watts: number;
  /** Devices. */
  readonly count: number;
  /** Duration, in h. */
  readonly hours: number;
  /** Power usage effectiveness. */
  readonly pue: number;
  /** In gCO2e/kWh. */
  readonly "grid/carbon-intensity": number;
}

/** The answer to a round. */
export interface FrameworkRound {
  /** Time it took, in s. */
  readonly seconds: number;
  /** Emissions of all rows, in kgCO2e. */
  readonly kg: number;
}

/** The first line of the tool. */
export interface FrameworkHeader {
  /** Why it could not be loaded; absent if it was. */
  readonly error?: string;
}

/**
 * Starts Impact Framework with some rows.
 * @returns The tool, or why it could not be loaded
 */
export async function startImpactFramework(
  rows: readonly Row[],
): Promise<Opponent<FrameworkHeader, FrameworkRound> | string> {
  const file = await Deno.makeTempFile({ suffix: ".json" });
  try {
    await Deno.writeTextFile(file, JSON.stringify(rows));
    const framework = await Opponent.start<FrameworkHeader, FrameworkRound>(
      Deno.execPath(),
      // deno-fmt-ignore
      ["run", "--quiet", "--no-check", "--no-lock", "--no-config", "-A", import.meta.filename as string, file],
    );
    return framework.header.error ?? framework;
  } finally {
    await Deno.remove(file);
  }
}

interface Plugin {
  execute(rows: readonly object[]): Promise<{ "carbon-kg": number }[]>;
}

interface Builtins {
  readonly Coefficient: PluginFactory;
  readonly Multiply: PluginFactory;
}

type PluginFactory = (config: object, metadata: object, map: object) => Plugin;

// The package is a program without a main module or `exports`, so `npm:@grnsft/if@1.1.0`
// fails with ERR_MODULE_NOT_FOUND. This path leads to its builtins.
const BUILTINS = "npm:@grnsft/if@1.1.0/build/if-run/builtins/index.js";

/** The steps in the order of a manifest; the look-ups are not counted. */
function pipelineOf({ Coefficient, Multiply }: Builtins): readonly Plugin[] {
  const multiply = (inputs: readonly string[], output: string) =>
    Multiply(
      { "input-parameters": inputs, "output-parameter": output },
      {},
      {},
    );
  const perThousand = (input: string, output: string) =>
    Coefficient(
      {
        "input-parameter": input,
        coefficient: 1 / 1000,
        "output-parameter": output,
      },
      {},
      {},
    );
  return [
    multiply(["watts", "count", "hours"], "energy-wh"),
    perThousand("energy-wh", "energy-kwh"),
    multiply(["energy-kwh", "pue"], "energy"),
    multiply(["energy", "grid/carbon-intensity"], "carbon"),
    perThousand("carbon", "carbon-kg"),
  ];
}

async function compute(
  pipeline: readonly Plugin[],
  rows: readonly object[],
): Promise<FrameworkRound> {
  const startMs = performance.now();
  let current = rows;
  for (const plugin of pipeline) current = await plugin.execute(current);
  const kg = (current as { "carbon-kg": number }[])
    .reduce((total, row) => total + row["carbon-kg"], 0);
  return { seconds: (performance.now() - startMs) / 1000, kg };
}

async function main(file: string): Promise<void> {
  const timestamp = "2026-01-01T00:00:00Z";
  const rows = (JSON.parse(await Deno.readTextFile(file)) as Row[])
    .map((row) => ({ timestamp, duration: row.hours * 3600, ...row }));
  let pipeline: readonly Plugin[];
  try {
    pipeline = pipelineOf(await import(BUILTINS));
  } catch (error) {
    say(JSON.stringify({ error: String(error).split("\n")[0] }));
    return;
  }
  await compute(pipeline, rows);
  say("{}");
  const lines = Deno.stdin.readable.pipeThrough(new TextDecoderStream())
    .pipeThrough(new TextLineStream());
  for await (const _ of lines) {
    say(JSON.stringify(await compute(pipeline, rows)));
  }
}

if (import.meta.main) await main(Deno.args[0] as string);
