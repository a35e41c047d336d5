import {
  assert,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { join } from "node:path";
import { inFolder } from "../notebooks/notebook.ts";
import { type Kernel, printedBy, thrownBy } from "../notebooks/kernel.ts";
import { assertStatus, kindsOf } from "../notebooks/tracked_cell.ts";
import { COMMANDS } from "./magics_commands.ts";
import { HABITS } from "./magics_ipython.ts";
import { PLACES } from "./magics_places.ts";
import { magicsTest, ran, textsOf, traceback } from "./kernel.ts";

magicsTest("%%track", {
  "shows the run, the value of the cell, and then the card in place of the run":
    showsRun,
  "shows a run that moves while the cell blocks the kernel": movesBlocked,
  "leaves the cell's constants to later cells": leavesConstants,
  "keeps the run in _run, also while the cell is running": keepsRun,
  "shows an error with the line of the cell, under a run that failed":
    showsErrors,
  "closes an interrupted run as aborted, and the kernel keeps running":
    isInterrupted,
  "ends a cell that waits once its budget is spent": keepsBudget,
  "without a live view shows nothing of its own": isQuiet,
  ...COMMANDS,
  "takes magics in lines of the cell": takesLines,
  "gives the run its notebook and its tags": names,
  "of an option, a value or a place that is wrong runs nothing of the cell":
    refuses,
  "says which package of an import does not exist": namesPackages,
});

magicsTest("the magics in lines", {
  "%estimate and %%estimate are the estimate of the same job": estimates,
  "%carbon on tracks every cell, %carbon sums them up, %carbon off ends it":
    tracksAll,
  ...PLACES,
  ...HABITS,
  "%report writes the runs of the session into a file": reports,
  "%sensors shows what can be measured": showsSensors,
  "%lsmagic names them all, and a question mark explains one": helps,
  "a mistyped magic is an error with the nearest one": suggests,
  "a line within an expression or a text is no magic": leavesCode,
});

const SLEEP = "await new Promise((resolve) => setTimeout(resolve, 200));";

async function showsRun(kernel: Kernel): Promise<void> {
  const cell = await ran(
    kernel,
    `%%track "my run" --country FR\n${SLEEP}\n6 * 7`,
  );
  const kinds = kindsOf(cell);
  assertEquals(kinds[0], "display_data");
  assertEquals(kinds.filter((kind) => kind === "display_data").length, 1);
  assertEquals(kinds.filter((kind) => kind === "execute_result").length, 1);
  assertEquals(kinds.at(-1), "update_display_data");
  assert(textsOf(cell).includes("42"));
  assertStatus(cell, "finished", "my run, ", "France");
  assertEquals(cell.messages.filter(({ isLate }) => isLate), []);
}

async function movesBlocked(kernel: Kernel): Promise<void> {
  const cell = await ran(
    kernel,
    `%%track "my loop" --country FR
const end = Date.now() + 8000; while (Date.now() < end);`,
  );
  const texts = textsOf(cell);
  assertEquals(texts[0], "my loop: measuring…");
  const times = texts.flatMap((text) =>
    /, running for ([\d.]+ \w+)/.exec(text)?.[1] ?? []
  );
  // Every 2 s; a busy machine takes some time to load what draws.
  assert(new Set(times).size >= 2, times.join());
  assertStatus(cell, "finished", "my loop, ", "France");
}

async function names(kernel: Kernel): Promise<void> {
  await ran(kernel, `Deno.env.set("JPY_SESSION_NAME", "/data/a b.ipynb");`);
  await ran(kernel, `%%track --live off --tag one --tag "and two"\n1`);
  const cell = await ran(
    kernel,
    `const { openLedger } = await import(${
      JSON.stringify(new URL("../../mod.ts", import.meta.url).href)
    });
await using ledger = await openLedger(_run.keeping.path);
const { notebook, tags } = await ledger.get(_run.id);
[_run.notebook, notebook, ...tags].join()`,
  );
  assertEquals(
    textsOf(cell).at(-1)?.replaceAll('"', ""),
    [
      "/data/a b.ipynb",
      "/data/a b.ipynb",
      "one",
      "and two",
    ].join(),
  );
}

async function leavesConstants(kernel: Kernel): Promise<void> {
  await ran(
    kernel,
    `%%track --live off\nconst answer: number = 42;\n${SLEEP}
    const { length } = "abc"; class Later {} function later() { return 5; }`,
  );
  assertEquals(
    await kernel.valueOf("[answer, length, typeof Later, later()]"),
    [42, 3, "function", 5],
  );
}

async function keepsRun(kernel: Kernel): Promise<void> {
  const cell = await ran(
    kernel,
    `%%track "own" --live off
for (const step of _run.steps(3)) _run.log({ loss: 1 / (step + 1) });
console.log(_run.name);`,
  );
  assertEquals(printedBy(cell), "own\n");
  assertEquals(
    await kernel.valueOf("[_run.status, _run.metrics.map(({ loss }) => loss)]"),
    ["finished", [1, 1 / 2, 1 / 3]],
  );
}

async function showsErrors(kernel: Kernel): Promise<void> {
  const code = `%%track
interface Shape { sides: number }

// a comment
const shape: Shape = {
  sides: 3 };
function fail(): never {

  throw new RangeError("too hot"); }
await Promise.resolve();
fail()`;
  const [message, inner = "", outer = "", ...rest] = await traceback(
    kernel,
    code,
  );
  assertEquals(message, "RangeError: too hot");
  assertStringIncludes(inner, "at fail (cell [");
  assertStringIncludes(inner, "]:9:9)"); // the line and column of `new`
  assertStringIncludes(outer, "]:11:1");
  assertEquals(rest, []);
  assertEquals(
    await kernel.valueOf("[_run.status, _run.reason]"),
    ["failed", "RangeError: too hot"],
  );
}

async function namesPackages(kernel: Kernel): Promise<void> {
  for (
    const code of [
      'import "npm:zod@999.0.0";',
      '%%track\nimport { z } from "npm:zod@4.6.7/v3";\nimport x from "npm:zod@999.0.0";',
      'const later = () => import("npm:zod@999.0.0");',
    ]
  ) {
    const [message = ""] = await traceback(kernel, code);
    assertStringIncludes(message, "Could not find npm package 'zod'");
  }
}

async function isInterrupted(kernel: Kernel): Promise<void> {
  await ran(kernel, "const kept = 1 + 1;");
  for (
    const rest of [
      "await new Promise(() => {});",
      "while (true);",
      "await new Promise((resolve) => setTimeout(resolve)); while (true);",
      "enum Step { First } await new Promise(() => {});",
      "/** @jsx String */ <b>{await new Promise(() => {})}</b>",
      "for await (const _ of [new Promise(() => {})]);",
    ]
  ) {
    const cell = await kernel.execute(
      `%%track long\nconsole.log("begun");\n${rest}`,
      "begun",
    );
    assertStringIncludes(thrownBy(cell) ?? "", "AbortError");
    assertStatus(cell, "aborted", "interrupted");
    assertEquals(await kernel.valueOf("kept"), 2);
  }
}

async function keepsBudget(kernel: Kernel): Promise<void> {
  // whatever the machine draws: 1 W for 1 s emits 0.28 g at 1e6 g/kWh
  const cell = await kernel.execute(
    `%%track spent --carbon-intensity 1e6 --budget 1mg --interval 50ms
await new Promise((resolve) => setTimeout(resolve, 50_000));`,
  );
  assert(cell.toS - cell.fromS < 40);
  assertStringIncludes(thrownBy(cell) ?? "", "budget");
  assertStatus(cell, "aborted", "budget");
}

async function isQuiet(kernel: Kernel): Promise<void> {
  const cell = await ran(kernel, "%%track --live off\nconst quiet = 1;");
  assertEquals(cell.messages, []);
  assertEquals(await kernel.valueOf("[quiet, _run.status]"), [1, "finished"]);
}

async function takesLines(kernel: Kernel): Promise<void> {
  const cell = await ran(
    kernel,
    `%%track --live off
const before = 1;
%lsmagic
before + 1`,
  );
  assertStringIncludes(textsOf(cell)[0] ?? "", "%%track");
  assertEquals(textsOf(cell)[1], "2");
}

async function refuses(kernel: Kernel): Promise<void> {
  await ran(kernel, "globalThis.touched = false;");
  const wrong = {
    "--regoin x": '"--region"',
    "--budget 5": "--budget must have a unit: t, kg, g, mg",
    "--pue none": "--pue must be a number",
    "--live perhaps": "--live must be on or off",
    "--region": "--region needs a value",
    "--region gcp/us-centrl1": '"us-central1"',
    "--provider nobody --region x": "provider",
    "a name in words": "takes one name",
  };
  for (const [options, message] of Object.entries(wrong)) {
    const [said = "", ...rest] = await traceback(
      kernel,
      `%%track ${options}\nglobalThis.touched = true;`,
    );
    assertStringIncludes(said, message);
    assertEquals(rest, [], said);
  }
  assertEquals(await kernel.valueOf("touched"), false);
}

async function estimates(kernel: Kernel): Promise<void> {
  const texts: string[] = [];
  for (
    const code of [
      '%estimate --hardware "A100 SXM4 80GB" --hours 12 --region gcp/us-central1',
      "%%estimate\nhardware: A100 SXM4 80GB\nhours: 12\nprovider: gcp\nregion: us-central1",
      "%%estimate --hours 12\nhardware = A100 SXM4 80GB\nregion = gcp/us-central1",
    ]
  ) {
    const text = textsOf(await ran(kernel, code)).join("\n");
    // What is assumed is named once in a notebook.
    texts.push(text.split("\n  assumed")[0]!);
  }
  // 2 h × 350 W, by a name that looks like a number
  const named = "%%estimate\nhardware: 3090\nhours: 2\ncountry: FR";
  assertMatch(textsOf(await ran(kernel, named)).join("\n"), /700\sWh/);
  // 12 h × 400 W × PUE 1.1 = 5.28 kWh, by hand
  assertStringIncludes(texts[0] ?? "", "5.28 kWh");
  assertEquals(texts[1], texts[0]);
  assertEquals(texts[2], texts[0]);
}

async function tracksAll(kernel: Kernel): Promise<void> {
  await ran(kernel, "%carbon on");
  const lines: string[] = [];
  for (const code of ["1 + 1", `const waited = 1; ${SLEEP}`]) {
    const cell = await ran(kernel, code);
    lines.push(textsOf(cell).at(-1) ?? "");
    assertEquals(kindsOf(cell).at(-1), "display_data");
  }
  for (const line of lines) {
    assertMatch(
      line,
      /CO2e, .*Wh, [\d.]+ s; no place given: the world's average$/,
    );
  }
  const failed = await kernel.execute(`throw new Error("here")`);
  assertStringIncludes(textsOf(failed).join(), "CO2e");
  const [session = ""] = textsOf(await ran(kernel, "%carbon"));
  assertStringIncludes(session, "in 3 runs of 3 cells");
  assertStringIncludes(session, "failed");
  assertStringIncludes(session, "assumed: the world's average");
  await ran(kernel, "%carbon off");
  assertEquals(textsOf(await ran(kernel, "2 + 2")), ["4"]);
}

async function reports(kernel: Kernel): Promise<void> {
  await inFolder(async (dir) => {
    const file = join(dir, "report.html");
    await ran(kernel, `%report "${file}"`);
    const html = await Deno.readTextFile(file);
    assertStringIncludes(html, "<html");
    assertStringIncludes(html, "cell [");
    const missing = join(dir, "missing", "report.html");
    const [said = "", ...rest] = await traceback(
      kernel,
      `%report "${missing}"`,
    );
    assertStringIncludes(said, "its folder, does not exist");
    assertEquals(rest, [], said);
  });
}

async function showsSensors(kernel: Kernel): Promise<void> {
  const [text = ""] = textsOf(await ran(kernel, "%sensors"));
  assertStringIncludes(text, "Sensors of this machine");
}

async function helps(kernel: Kernel): Promise<void> {
  const [list = ""] = textsOf(await ran(kernel, "%lsmagic"));
  for (const name of ["%%track", "%carbon", "%report", "%sensors"]) {
    assertStringIncludes(list, name);
  }
  for (const asked of ["%track?", "%%track?", "?%track"]) {
    const [help = ""] = textsOf(await ran(kernel, asked));
    assertStringIncludes(help, "--budget");
  }
}

async function suggests(kernel: Kernel): Promise<void> {
  const nearest = {
    "%%trak": '"%%track"',
    "%estimat --hours 2": '"%estimate"',
    "const a = 1;\n%senors": '"%sensors"',
    "%track\n1": "written %%track",
    "%carbon maybe": "on, off or nothing",
  };
  for (const [code, message] of Object.entries(nearest)) {
    assertStringIncludes((await traceback(kernel, code))[0] ?? "", message);
  }
}

async function leavesCode(kernel: Kernel): Promise<void> {
  const kept = {
    "const carbon = 5; 17\n%carbon": "2",
    "`\n%carbon\n`": '"\\n%carbon\\n"',
    "// %carbon\n5": "5",
  };
  for (const [code, text] of Object.entries(kept)) {
    assertEquals(textsOf(await ran(kernel, code)), [text]);
  }
}
