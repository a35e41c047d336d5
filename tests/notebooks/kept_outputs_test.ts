import { assert, assertEquals } from "@std/assert";
import { join } from "node:path";
import {
  bundlesOf,
  codeCells,
  type MimeBundle,
} from "../../notebooks/tools/notebook.ts";
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

/** What a cell ends in, from the smallest outputs to the largest. */
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
const CELLS = 40;
const EXECUTIONS = 5;
const LARGEST = 500_000;

Deno.test("200 executions of cells that end in an estimate, a comparison or a chart keep 200 outputs", async () => {
  const ends = Array.from({ length: CELLS }, (_, i) => ENDS[i % ENDS.length]!);
  await inFolder(async (dir) => {
    const path = join(dir, "outputs.ipynb");
    await writeNotebook(path, notebookOf([SETUP, ...ends]));
    for (let execution = 1; execution <= EXECUTIONS; execution++) {
      const [, ...cells] = codeCells(await executed(path));
      const lost = cells.flatMap((cell, index) => {
        const kinds = cell.outputs.map(({ output_type }) => output_type);
        const isKept = kinds.join() === "execute_result" &&
          bundlesOf(cell).every(isWhole);
        return isKept ? [] : [`${ends[index]}: ${kinds.join() || "nothing"}`];
      });
      assertEquals(lost, [], `execution ${execution}`);
      assertEquals(cells.length, CELLS);
      assert(Math.max(...cells.flatMap(bundlesOf).map(size)) >= LARGEST);
    }
  });
});

function isWhole(bundle: MimeBundle): boolean {
  return ["text/html", "image/png", "text/plain"]
    .every((type) => (bundle[type]?.length ?? 0) > 0);
}

function size(bundle: MimeBundle): number {
  return JSON.stringify(bundle).length;
}
