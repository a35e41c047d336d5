import { assert, assertEquals } from "@std/assert";
import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import { KERNEL_NAME } from "../../src/kernel/install/kernel_spec.ts";
import { browserTest } from "../notebooks/browser.ts";
import { withLab } from "../notebooks/lab.ts";
import {
  command,
  PATIENCE_MS,
  shows,
  startKernel,
} from "../notebooks/lab_page.ts";
import { notebookOf, writeNotebook } from "../notebooks/notebook.ts";
import { takePicture } from "../notebooks/picture.ts";

const SLEEP = "await new Promise((resolve) => setTimeout(resolve, 300));";

const CELLS = [
  `%%track fine-tune --region gcp/us-central1 --budget 1g
const label: string = "kept";
for (const step of _run.steps(1000)) {
  ${SLEEP}
  _run.log({ loss: 1 / (step + 1) });
}`,
  "label",
  "const x: number = ;",
  "",
];

const NAME = "Deno (carboncell)";

browserTest(
  "JupyterLab tracks a cell under its magic, interrupts it, completes magics, restarts the kernel and shares it",
  (open) =>
    withLab(async ({ dir, notebook }) => {
      const file = join(dir, "magics.ipynb");
      await writeNotebook(file, notebookOf(CELLS, KERNEL_NAME));
      const { page, errors } = await open(notebook("magics.ipynb"), "light");
      await page.setViewportSize({ width: 1000, height: 1500 });
      await startKernel(page, NAME);
      const output = (cell: number) => outputOf(page, cell);

      await runCell(page, 0);
      await shows(output(0), "running");
      await output(0).locator("svg:visible").first().waitFor({
        timeout: PATIENCE_MS,
      });
      await takePicture(page, "magics-lab-running.png");
      await command(page, "notebook:interrupt-kernel");
      await shows(output(0), "aborted");
      await shows(output(0), "AbortError");
      assertEquals(await output(0).locator("section.carboncell").count(), 1);

      // The cell's constants are there all the same, and an error is shown.
      await runCell(page, 1);
      await shows(output(1), "kept");
      await runCell(page, 2);
      await shows(output(2), "Expression expected (1:19)");
      await takePicture(page, "magics-lab.png");

      await completes(page, 3, "%%tra", "%%track");
      await completes(page, 3, "%estimate --hou", "%estimate --hours");

      const { page: second, errors: moreErrors } = await open(
        notebook("magics.ipynb"),
        "dark",
      );
      await startKernel(second, NAME);
      await runCell(second, 1);
      await shows(outputOf(second, 1), "kept");

      await command(page, "kernelmenu:restart");
      await page.locator(".jp-Dialog .jp-mod-accept").click();
      await page.locator(".jp-Dialog").waitFor({ state: "detached" });
      await startKernel(page, NAME);
      await runCell(page, 1);
      await shows(output(1), "ReferenceError");
      await runCell(second, 1);
      await shows(outputOf(second, 1), "ReferenceError");
      assertEquals([...errors, ...moreErrors], []);
    }),
);

function outputOf(page: Page, cell: number): Locator {
  return page.locator(".jp-Notebook .jp-CodeCell").nth(cell)
    .locator(".jp-Cell-outputArea");
}

async function runCell(page: Page, cell: number): Promise<void> {
  await page.locator(".jp-Notebook .jp-InputPrompt").nth(cell).click();
  await command(page, "notebook:run-cell");
}

/** Types a text into a cell, asks for completions, and checks the text after that. */
async function completes(
  page: Page,
  cell: number,
  typed: string,
  wanted: string,
): Promise<void> {
  const editor = page.locator(".jp-Notebook .jp-CodeCell").nth(cell)
    .locator(".cm-content");
  await editor.click();
  await page.keyboard.press("Control+A");
  await page.keyboard.type(typed);
  const endMs = performance.now() + PATIENCE_MS;
  while (!(await editor.innerText()).includes(wanted)) {
    assert(performance.now() < endMs, await editor.innerText());
    await page.keyboard.press("Tab");
    await page.waitForTimeout(500);
    const choice = page.locator(".jp-Completer .jp-Completer-item").first();
    if (await choice.isVisible()) await page.keyboard.press("Enter");
  }
  await page.keyboard.press("Escape");
}
