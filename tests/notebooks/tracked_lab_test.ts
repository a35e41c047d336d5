import { assert, assertEquals } from "@std/assert";
import { join } from "node:path";
import type { Locator } from "playwright-core";
import { browserTest } from "./browser.ts";
import { withLab } from "./lab.ts";
import { command, PATIENCE_MS, shows, startKernel } from "./lab_page.ts";
import { notebookOf, writeNotebook } from "./notebook.ts";
import { takePicture } from "./picture.ts";

const CELLS = [
  `import { track } from "../../../mod.ts";
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const lengths = [100, 5]; // steps of the first run, which is interrupted, and of the second`,
  `const run = await track("fine-tune", async (run) => {
  let loss = 2;
  for (const step of run.steps(lengths.shift())) {
    await sleep(300);
    run.log({ loss: loss *= 0.98 });
  }
}, { provider: "gcp", region: "us-central1", budgetKg: 1e-4, intervalMs: 500 });`,
];

browserTest(
  "JupyterLab shows a run while it is running, interrupts it, and runs it again",
  (open) =>
    withLab(async ({ dir, notebook }) => {
      await writeNotebook(join(dir, "tracked.ipynb"), notebookOf(CELLS));
      const { page, errors } = await open(notebook("tracked.ipynb"), "light");
      await page.setViewportSize({ width: 1000, height: 1300 }); // a card and more
      const output = page.locator(".jp-Notebook .jp-Cell-outputArea").nth(1);
      await startKernel(page, "Deno");

      await command(page, "notebook:run-all-cells");
      await chartChanges(output, 3);
      await takePicture(page, "lab-light.png");
      await command(page, "apputils:change-theme", {
        theme: "JupyterLab Dark",
      });
      await page.locator("body[data-jp-theme-light=false]").waitFor({
        state: "attached",
      });
      await chartChanges(output, 1);
      await takePicture(page, "lab-dark.png");

      await page.locator("[data-command='notebook:interrupt-kernel']").click();
      await shows(output, "aborted");
      await shows(output, "interrupted");
      await shows(output, "AbortError");
      assertEquals(await output.locator("section.carboncell").count(), 1);
      await takePicture(page, "lab-aborted.png");

      await page.locator(".jp-InputPrompt").nth(1).click();
      await command(page, "notebook:run-cell");
      await shows(output, "finished");
      assertEquals(await output.locator("section.carboncell").count(), 1);
      assertEquals(await output.getByText("AbortError").count(), 0);
      await takePicture(page, "lab-finished.png");
      assertEquals(errors, []);
    }),
);

/** Waits until the chart of a run in progress has changed the given number of times. */
async function chartChanges(output: Locator, times: number): Promise<void> {
  const seen = new Set<string>();
  const endMs = performance.now() + PATIENCE_MS;
  while (seen.size <= times && performance.now() < endMs) {
    const isRunning = (await output.innerText()).includes("running");
    const [chart] = await output.locator("figure svg").all();
    if (isRunning && chart !== undefined) seen.add(await chart.innerHTML());
    await output.page().waitForTimeout(100);
  }
  assert(seen.size > times, `${seen.size} charts`);
}
