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

/** What each snippet shows, as its document says or as its source has it, in their order. */
const SHOWN: Readonly<Record<string, readonly (readonly string[])[]>> = {
  "README.md": [
    // 8 × 400 W × 120 h × 1.1 at 413 g/kWh, as the card rounds it
    ["174 kg", "Stockholm"],
    // 10,000 calls of 0.449 Wh in the United States
    ["1.73 kg", "0.38 to 8.3 kg"],
    ["fine-tune", "finished"],
    ["My thesis", "fine-tune"],
  ],
  "docs/tracking.md": [
    ["train", "lr", "0.1", "loss", "0.33"],
    ["exploration", "echo loss: 0.12", "finished"],
  ],
  // The run of the snippet before
  "docs/ledger.md": [["train", "energyKwh"]],
  "docs/calls.md": [["gpt-4o", "10,000 calls"], []],
  // The year that the formula makes has a mean of 300 g/kWh: 8 × 0.4 kW × 6 h is 5.8 kg there.
  "docs/hours.md": [["20"], ["0."]],
};

/** The snippets of a document that can run without files of the user's. */
async function snippetsOf(document: string): Promise<readonly string[]> {
  const text = await Deno.readTextFile(join(ROOT, document));
  return [...text.matchAll(/^```ts\n(.*?)^```/gms)]
    .map(([, code = ""]) =>
      code.replaceAll("@carboncell/carboncell", "../../../mod.ts")
    );
}

Deno.test("each snippet of the README and of the documents shows in a notebook what it says", async () => {
  const snippets = await Promise.all(Object.keys(SHOWN).map(snippetsOf));
  const expected = Object.values(SHOWN);
  assertEquals(
    snippets.map((of) => of.length),
    expected.map((of) => of.length),
  );
  await inFolder(async (dir) => {
    const notebook = join(dir, "readme.ipynb");
    await writeNotebook(notebook, notebookOf(snippets.flat()));
    await executeNotebook(notebook);
    const cells = codeCells(await readNotebook(notebook));
    assertEquals(cells.length, expected.flat().length);
    for (const [i, cell] of cells.entries()) {
      const printed = cell.outputs.map((output) =>
        output.output_type === "stream" ? textOf(output.text) : ""
      );
      const shown = bundlesOf(cell).map((bundle) =>
        textOf(bundle["text/plain"] ?? "")
      );
      const text = [...printed, ...shown].join("\n");
      for (const part of expected.flat()[i]!) assertStringIncludes(text, part);
    }
  });
});
