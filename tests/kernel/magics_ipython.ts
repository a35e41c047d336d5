import { assertEquals, assertStringIncludes } from "@std/assert";
import type { Kernel } from "../notebooks/kernel.ts";
import { ran, textsOf, traceback } from "./kernel.ts";

/** What people try who know IPython or a browser. */
export const HABITS: Readonly<
  Record<string, (kernel: Kernel) => Promise<void>>
> = {
  "a magic, a shell line or a question of IPython is answered with a sentence":
    answersIPython,
  "Plot.plot() says how to draw": saysHowToPlot,
  "an error of the module has the frames of the cell alone": hidesFrames,
};

async function answersIPython(kernel: Kernel): Promise<void> {
  const cases = {
    "%%time\nawait 1": "%%track",
    "%matplotlib inline": "charts.plot()",
    "!ls": "%%track --command",
    "const a = 1;\n!ls -l": "%%track --command",
    "files = !ls": "%%track --command",
    "?track": "Shift+Tab",
    "Deno.args?": "Shift+Tab",
  };
  for (const [code, says] of Object.entries(cases)) {
    const lines = await traceback(kernel, code);
    assertEquals(lines.length, 1, code);
    assertStringIncludes(lines[0] ?? "", says);
  }
  const known = await ran(kernel, "const ls = 0;\n!ls");
  assertEquals(textsOf(known), ["true"]);
}

async function saysHowToPlot(kernel: Kernel): Promise<void> {
  // Plot draws into the document of a page.
  const [said = ""] = await traceback(
    kernel,
    `import * as Plot from "npm:@observablehq/plot@0.6.17";
Plot.plot({ marks: [Plot.dot([1, 2])] })`,
  );
  assertStringIncludes(said, "charts.plot(");
}

async function hidesFrames(kernel: Kernel): Promise<void> {
  const frames = await traceback(
    kernel,
    `const { estimate } = await import(${
      JSON.stringify(new URL("../../mod.ts", import.meta.url).href)
    });
function mine() { return estimate({ gpu: "A100" }); }
mine();`,
  );
  assertEquals(frames.filter((line) => line.includes("/src/")), []);
  assertStringIncludes(frames[1] ?? "", "at mine (cell [");
}
