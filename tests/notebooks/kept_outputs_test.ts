import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import {
  bundlesOf,
  type CodeCell,
  codeCells,
  type MimeBundle,
  textOf,
} from "../../notebooks/tools/notebook.ts";
import { inLanes } from "../lanes.ts";
import {
  executed,
  IMPORT_ALL,
  inFolder,
  notebookOf,
  writeNotebook,
} from "./notebook.ts";

const SETUP = `${IMPORT_ALL}
const job = { hardware: "A100", hours: 24, provider: "gcp", region: "us-central1" };
const regions = compareRegions(job, { provider: "gcp" });
const runs = Object.fromEntries(
  Array.from({ length: 20 }, (_, i) => ["run " + i, { ...job, hours: i + 1 }]),
);
const large = estimate(job);
const html = "<p>" + "0123456789".repeat(50_000) + "</p>";
function payload() {
  return {
    async [Symbol.for("Jupyter.display")]() {
      return { ...await large[Symbol.for("Jupyter.display")](), "text/html": html };
    },
  };
}`;

/** The last expressions of the cells, from the smallest outputs to the largest. */
const ENDS = [
  "charts.breakdown(estimate(job))",
  "estimate(job)",
  "await Promise.resolve(estimate(job))",
  "compare({ here: job, there: { ...job, hours: 2 } })",
  "await charts.regions(regions)",
  "regions",
  "compare(runs)",
  "payload()",
];
const CELLS = 20;
const EXECUTIONS = 3;
const LARGEST = 500_000;

Deno.test("60 executions of cells that end in an estimate, a comparison or a chart keep 60 outputs", async () => {
  const ends = ENDS.map((source) => [source, "execute_result"] as const);
  const cells = await assertKept(SETUP, ends, EXECUTIONS);
  assertEquals(cells.length, EXECUTIONS * CELLS);
  assert(Math.max(...cells.flatMap(bundlesOf).map(size)) >= LARGEST);
});

const TRACK_SETUP = `import { startRun, track } from "../../../mod.ts";
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));`;

/** Cells that show one run each, and the kind of output. */
const TRACKED: readonly EndingCell[] = [
  [`await track("short", () => 1)`, "display_data"],
  [
    `const run = await track("steps", async (run) => {
      for (const _ of run.steps(5)) await sleep(20);
    })`,
    "display_data",
  ],
  [`await track("quiet", () => 1, { live: false })`, "execute_result"],
  [`const open = await startRun("open"); await open.stop()`, "display_data"],
];

Deno.test("20 cells that track a run keep the card of each", async () => {
  const cells = await assertKept(TRACK_SETUP, TRACKED, 1);
  assertEquals(cells.length, CELLS);
  for (const [bundle = {}] of cells.map(bundlesOf)) {
    assertStringIncludes(textOf(bundle["text/plain"] ?? ""), "finished");
  }
});

/** A cell and the one kind of output that it has. */
type EndingCell = readonly [source: string, kind: string];

/**
 * Executes a notebook of {@linkcode CELLS} such cells after a first one, several times. It fails
 * unless each cell keeps its output in every format.
 */
async function assertKept(
  setup: string,
  kinds: readonly EndingCell[],
  executions: number,
): Promise<CodeCell[]> {
  const ends = Array.from(
    { length: CELLS },
    (_, i) => kinds[i % kinds.length]!,
  );
  const sources = [setup, ...ends.map(([source]) => source)];
  const kept: CodeCell[] = [];
  await inFolder(async (dir) => {
    const path = join(dir, "outputs.ipynb");
    await writeNotebook(path, notebookOf(sources));
    const all = await inLanes(
      2,
      Array.from({ length: executions }, () => path),
      executed,
    );
    for (const [i, notebook] of all.entries()) {
      const [, ...cells] = codeCells(notebook);
      const lost = cells.flatMap((cell, index) => {
        const found = cell.outputs.map(({ output_type }) => output_type).join();
        const [source, kind] = ends[index]!;
        const isKept = found === kind && bundlesOf(cell).every(isWhole);
        return isKept ? [] : [`${source}: ${found || "nothing"}`];
      });
      assertEquals(lost, [], `execution ${i + 1}`);
      kept.push(...cells);
    }
  });
  return kept;
}

function isWhole(bundle: MimeBundle): boolean {
  return ["text/html", "image/png", "text/plain"]
    .every((type) => (bundle[type]?.length ?? 0) > 0);
}

function size(bundle: MimeBundle): number {
  return JSON.stringify(bundle).length;
}
