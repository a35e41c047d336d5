import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { assertRejects } from "@std/assert";
import { join } from "node:path";
import { runDemo } from "../../notebooks/tools/demo.ts";
import { executeNotebook } from "../../notebooks/tools/execute.ts";
import { exists, NOTEBOOKS } from "../../notebooks/tools/paths.ts";
import { denoInHome, filesIn } from "./deno_command.ts";
import { IMPORT_ALL, inFolder, notebookOf, writeNotebook } from "./notebook.ts";

const JOB = `{ hardware: "A100", hours: 24, country: "France" }`;

Deno.test("runDemo() gives the first figures, writes a page, and does not change the notebook", async () => {
  await inFolder(async (dir) => {
    const notebook = join(dir, "small.ipynb");
    const cells = [IMPORT_ALL, `"text"`, `estimate(${JOB})`];
    await writeNotebook(notebook, notebookOf(cells));
    const before = await Deno.readTextFile(notebook);
    const { headline, page } = await runDemo({ notebook });
    assertEquals(page, join(dir, "small.html"));
    assertStringIncludes(await Deno.readTextFile(page), "CO₂e");
    assertStringIncludes(headline, "CO₂e");
    assertEquals(await Deno.readTextFile(notebook), before);
  });
});

Deno.test("deno task demo a second time installs nothing and leaves the user's home alone", async () => {
  await inFolder(async (dir) => { // inFolder() has already set up Jupyter
    const demo = join(NOTEBOOKS, "tools/demo.ts");
    const result = await denoInHome(dir, ["run", "-A", demo]);
    assertEquals(result.code, 0, result.stderr);
    assertStringIncludes(result.stdout, "CO₂e");
    assertStringIncludes(result.stdout, "quickstart.html");
    assert(await exists(join(NOTEBOOKS, "quickstart.html")));
    assert(!result.stdout.includes("Installing"), result.stdout);
    assertEquals(await filesIn(dir), []);
  });
});

const FAULTY_CELLS = {
  "that throws": [`throw new RangeError("too hot");`, "RangeError: too hot"],
  "that does not parse": ["const x: number = ;", "does not parse"],
  "that never ends": ["await new Promise(() => {});", "timed out"],
  "that ends the kernel": ["Deno.exit(3);", "Kernel died"],
} as const;

for (const [kind, [cell, message]] of Object.entries(FAULTY_CELLS)) {
  Deno.test(`executeNotebook() of a cell ${kind} says so and writes nothing`, async () => {
    await inFolder(async (dir) => {
      const notebook = join(dir, "faulty.ipynb");
      const output = join(dir, "executed.ipynb");
      await writeNotebook(notebook, notebookOf(["1 + 1", cell, "2 + 2"]));
      await assertRejects(
        () => executeNotebook(notebook, { output, timeoutS: 3 }),
        Error,
        message,
      );
      assert(!await exists(output));
    });
  });
}
