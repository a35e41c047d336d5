import { assert, assertEquals } from "@std/assert";

const MODULE = new URL("../../mod.ts", import.meta.url).href;

/** Runs code in a folder with a file. */
async function inFolder(
  [name, content]: readonly [string, object],
  imports: string,
): Promise<string> {
  const folder = await Deno.makeTempDir({ prefix: "carboncell-folder-" });
  try {
    await Deno.writeTextFile(`${folder}/${name}`, JSON.stringify(content));
    await Deno.writeTextFile(
      `${folder}/script.ts`,
      `import { estimate, report, track } from "${imports}";
      const result = estimate({ energyKwh: 1, region: "Germany" });
      const shown = await result[Symbol.for("Jupyter.display")]();
      console.log(Object.keys(shown).join(), shown["text/html"].includes("330 g"));
      console.log((await track("a", () => {}, { live: false })).status);
      console.log(await report(result).csv().then(() => "csv", (e) => e.message));`,
    );
    const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "--no-check", "script.ts"],
      cwd: folder,
      env: { NO_COLOR: "1", CARBONCELL_LEDGER: `${folder}/ledger.db` },
    }).output();
    return new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("in a folder with a package.json results are text, and errors say how to get all", async () => {
  const printed = await inFolder(["package.json", { name: "other" }], MODULE);
  const [forms, status, csv = ""] = printed.split("\n");
  assertEquals(forms, "text/plain,text/html true");
  assertEquals(status, "finished");
  assert(csv.includes("package.json") && csv.includes("nodeModulesDir"), csv);
});

Deno.test("in a folder with an import map of its own all is as elsewhere", async () => {
  const map = { imports: { cells: MODULE } };
  const [forms, status, csv] = (await inFolder(["deno.json", map], "cells"))
    .split("\n");
  assert(forms?.startsWith("text/plain,text/html,text/markdown,image/png"));
  assertEquals([status, csv], ["finished", "csv"]);
});
