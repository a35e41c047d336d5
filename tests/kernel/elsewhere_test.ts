import { assertEquals, assertStringIncludes } from "@std/assert";
import type { Kernel } from "../notebooks/kernel.ts";
import { assertStatus } from "../notebooks/tracked_cell.ts";
import { magicsTest, ran, textsOf } from "./kernel.ts";

magicsTest("in a folder that no deno.json belongs to", {
  "%%track shows its card in every form": tracks,
  "the module is imported by its path, and is the one of the magics": imports,
  "%report writes the runs of the session into a file": reports,
}, { isElsewhere: true });

const MODULE = import.meta.resolve("../../mod.ts");

async function tracks(kernel: Kernel): Promise<void> {
  const cell = await ran(
    kernel,
    `%%track "away" --country FR
await new Promise((resolve) => setTimeout(resolve, 200));`,
  );
  assertStatus(cell, "finished", "away, ", "France");
}

async function imports(kernel: Kernel): Promise<void> {
  await ran(
    kernel,
    `import { configure, estimate } from ${JSON.stringify(MODULE)};
configure({ country: "FR" });`,
  );
  // Where a cell runs was said once, for what it imports and for magics alike.
  const [text = ""] = textsOf(
    await ran(kernel, `%estimate --hardware "A100 SXM4 80GB" --hours 1`),
  );
  assertStringIncludes(text, "France");
  assertEquals(
    await kernel.valueOf(
      `estimate({ hardware: "A100 SXM4 80GB", hours: 1 }).place.country`,
    ),
    "FR",
  );
}

async function reports(kernel: Kernel): Promise<void> {
  await ran(kernel, `%report "runs.html"`);
  const html = await kernel.valueOf<string>(
    `Deno.readTextFileSync("runs.html")`,
  );
  assertStringIncludes(html, "away");
}
