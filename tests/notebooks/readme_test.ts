import { assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { executeNotebook } from "../../notebooks/tools/execute.ts";
import {
  bundlesOf,
  codeCells,
  readNotebook,
  textOf,
} from "../../notebooks/tools/notebook.ts";
import { ROOT } from "../../notebooks/tools/paths.ts";
import { inFolder, notebookOf, writeNotebook } from "./notebook.ts";

/** What the README says that each of its snippets shows, in their order. */
const SHOWN = [
  // 8 × 400 W × 120 h × 1.1 at 413 g/kWh, as the card rounds it
  ["174 kg", "Stockholm"],
  // 10,000 calls of 0.449 Wh in the United States
  ["1.73 kg", "0.38 to 8.3 kg"],
  ["fine-tune", "finished"],
  ["My thesis", "fine-tune"],
];

Deno.test("each snippet of the README shows in a notebook what the README says", async () => {
  const readme = await Deno.readTextFile(join(ROOT, "README.md"));
  const snippets = [...readme.matchAll(/^```ts\n(.*?)^```/gms)]
    .map(([, code = ""]) =>
      code.replaceAll("@carboncell/carboncell", "../../../mod.ts")
    );
  await inFolder(async (dir) => {
    const notebook = join(dir, "readme.ipynb");
    await writeNotebook(notebook, notebookOf(snippets));
    await executeNotebook(notebook);
    const cells = codeCells(await readNotebook(notebook));
    assertEquals(cells.length, SHOWN.length);
    for (const [i, cell] of cells.entries()) {
      const printed = cell.outputs.map((output) =>
        output.output_type === "stream" ? textOf(output.text) : ""
      );
      const shown = bundlesOf(cell).map((bundle) =>
        textOf(bundle["text/plain"] ?? "")
      );
      const text = [...printed, ...shown].join("\n");
      for (const part of SHOWN[i]!) assertStringIncludes(text, part);
    }
  });
});
