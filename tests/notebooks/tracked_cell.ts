import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { type MimeBundle, textOf } from "../../notebooks/tools/notebook.ts";
import type { RunStatus } from "../../src/tracker/run.ts";
import { type CellResult, type Kernel, shownBy, withKernel } from "./kernel.ts";

/** The first cell of each notebook here. */
export const SETUP = `import { startRun, track } from "../../../mod.ts";
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
function block(ms) {
  const end = performance.now() + ms;
  while (performance.now() < end);
}`;

/** The power of {@linkcode constantLoad}, in W. */
export const WATTS = 100;

/** Gives the options of a run on a card with constant power, in a place without overhead. */
export function constantLoad(watts: number = WATTS): string {
  const recording = {
    version: 1,
    sensors: [{
      id: "card",
      component: "accelerator",
      name: "Test card",
      method: "gauge",
      readings: [[0, watts]],
    }],
  };
  return `replay: ${JSON.stringify(recording)}, pue: 1, carbonIntensity: 1000`;
}

/**
 * Does several steps in one kernel, as a user does in a notebook.
 * @param name Jupyter's name of the kernel
 */
export function kernelTest(
  title: string,
  steps: Readonly<Record<string, (kernel: Kernel) => Promise<void>>>,
  name = "deno",
): void {
  Deno.test(title, (t) =>
    withKernel(async (kernel) => {
      const setup = await kernel.execute(SETUP);
      assertEquals(setup.messages, []);
      for (const [step, test] of Object.entries(steps)) {
        await t.step(step, () => test(kernel));
      }
    }, { name }));
}

/** Gives the final display of a cell, in every format. */
export function finalBundle(cell: CellResult): MimeBundle {
  const bundle = shownBy(cell).at(-1)?.content.data ?? {};
  for (const type of ["text/html", "image/png", "text/plain"]) {
    assert((bundle[type]?.length ?? 0) > 0, type);
  }
  return bundle;
}

/** Fails unless the final card of a cell has this status and these texts. */
export function assertStatus(
  cell: CellResult,
  status: RunStatus,
  ...texts: readonly string[]
): void {
  const card = textOf(finalBundle(cell)["text/plain"] ?? "");
  assertStringIncludes(card.replace(/ +/g, " "), `, ${status} `);
  for (const text of texts) assertStringIncludes(card, text);
}

/** The kinds of messages that display something. */
export function kindsOf(cell: CellResult): string[] {
  return shownBy(cell).map(({ type }) => type);
}
