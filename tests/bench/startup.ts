/**
 * What `import` and a first `estimate()` add to an empty Deno script in an empty folder, without
 * a configuration and a lock file, and that nothing is loaded for them which only a chart needs.
 *
 *     deno run -A tests/bench/startup.ts [pairs]
 *
 * @module
 */
import { dirname, join } from "node:path";
import { median } from "./median.ts";
import { say, sayTable } from "./say.ts";

const MODULE = new URL("../../mod.ts", import.meta.url).href;

/** Only the program counts, without a type check. */
const FLAGS = ["--no-check"];

const JOB =
  `{ hardware: "A100", count: 8, hours: 120, provider: "gcp", region: "us-central1" }`;
const ESTIMATE = `import { charts, estimate } from ${JSON.stringify(MODULE)};
const result = estimate(${JOB});
if (!(result.emissionsKg > 0)) throw new RangeError("No emissions");
`;

/**
 * The debugger lists every script that V8 holds, including modules of packages. The drawing's
 * own modules have to appear after something is drawn, or the check proves nothing.
 */
const LOADED = `import { Session } from "node:inspector";
${ESTIMATE}
function loaded() {
  const urls = [];
  const session = new Session();
  session.connect();
  session.on("Debugger.scriptParsed", ({ params }) => urls.push(params.url));
  return new Promise((resolve, reject) =>
    session.post("Debugger.enable", (error) => {
      session.disconnect();
      error ? reject(error) : resolve(urls);
    })
  );
}
const before = await loaded();
await charts.breakdown(result).png();
Deno.stdout.writeSync(
  new TextEncoder().encode(JSON.stringify({ before, after: await loaded() })),
);
`;

/** What only a chart needs, by a part of the address of its modules. */
const DRAWING = {
  Plot: "/@observablehq/plot/",
  linkedom: "/linkedom/",
  resvg: "/@resvg/",
};

const TARGET_MS = 60;
const MIN_PAIRS = 25;

async function run(script: string): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", ...FLAGS, "-A", script],
    cwd: dirname(script),
  }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
  return new TextDecoder().decode(stdout);
}

async function timeMs(script: string): Promise<number> {
  const startMs = performance.now();
  await run(script);
  return performance.now() - startMs;
}

interface Pair {
  readonly emptyMs: number;
  readonly estimateMs: number;
}

/** Both in a row, the first of them by turns: neither gets the quieter half. */
async function timePair(
  empty: string,
  estimate: string,
  emptyFirst: boolean,
): Promise<Pair> {
  if (emptyFirst) {
    const emptyMs = await timeMs(empty);
    return { emptyMs, estimateMs: await timeMs(estimate) };
  }
  const estimateMs = await timeMs(estimate);
  return { emptyMs: await timeMs(empty), estimateMs };
}

async function main(): Promise<void> {
  const count = Math.max(MIN_PAIRS, Number(Deno.args[0] ?? MIN_PAIRS));
  const dir = await Deno.makeTempDir({ prefix: "carboncell-startup-" });
  try {
    const write = async (name: string, code: string) => {
      const path = join(dir, name);
      await Deno.writeTextFile(path, code);
      return path;
    };
    const empty = await write("empty.js", "");
    const estimate = await write("estimate.js", ESTIMATE);
    const loaded = await write("loaded.js", LOADED);
    say(
      `deno run ${
        FLAGS.join(" ")
      } -A in an empty folder, ${count} pairs, Deno ${Deno.version.deno}`,
    );
    // Fills the caches of modules and of compiled code.
    for (const script of [empty, estimate, empty, estimate]) await run(script);
    const pairs: Pair[] = [];
    for (let i = 0; i < count; i++) {
      pairs.push(await timePair(empty, estimate, i % 2 === 0));
    }
    sayTimes(pairs);
    sayLoaded(JSON.parse(await run(loaded)));
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
}

function sayTimes(pairs: readonly Pair[]): void {
  const row = (name: string, timesMs: readonly number[]) => [
    name,
    ...[median(timesMs), Math.min(...timesMs)].map((ms) => ms.toFixed(1)),
  ];
  const empties = pairs.map((pair) => pair.emptyMs);
  const estimates = pairs.map((pair) => pair.estimateMs);
  const differences = pairs.map((pair) => pair.estimateMs - pair.emptyMs);
  sayTable([
    ["ms", "median", "min"],
    row("empty script", empties),
    row("import + estimate()", estimates),
    row("difference in a pair", differences),
  ]);
  const floor = Math.min(...estimates) - Math.min(...empties);
  const ok = median(differences) <= TARGET_MS;
  say(`  difference of the quickest runs: ${floor.toFixed(1)} ms`);
  say(
    `  target: median difference <= ${TARGET_MS} ms: ${ok ? "met" : "MISSED"}`,
  );
  if (!ok) Deno.exitCode = 1;
}

interface Loaded {
  readonly before: readonly string[];
  readonly after: readonly string[];
}

function sayLoaded({ before, after }: Loaded): void {
  const has = (urls: readonly string[], part: string) =>
    urls.filter((url) => url.includes(part)).length;
  const rows = Object.entries(DRAWING).map(([name, part]) => [
    name,
    String(has(before, part)),
    String(has(after, part)),
  ]);
  say();
  sayTable([
    ["modules loaded", "after estimate()", "after a chart's png()"],
    ...rows,
    ["all", String(before.length), String(after.length)],
  ]);
  for (const [name, part] of Object.entries(DRAWING)) {
    if (has(before, part) > 0) {
      say(`  ${name} is loaded by import + estimate()`);
      Deno.exitCode = 1;
    }
    if (has(after, part) === 0) {
      say(`  ${name} is not seen after drawing: this check proves nothing`);
      Deno.exitCode = 1;
    }
  }
}

await main();
