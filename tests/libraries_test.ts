import { assert, assertEquals } from "@std/assert";
import { fileURLToPath } from "node:url";
import { runCommand } from "../notebooks/tools/command.ts";
import { ROOT } from "../notebooks/tools/paths.ts";
import config from "../deno.json" with { type: "json" };
import testMap from "./import_map.json" with { type: "json" };

/** What `deno info --json` says of a graph. */
interface Graph {
  readonly modules: readonly {
    readonly specifier: string;
    readonly dependencies?: readonly { readonly specifier: string }[];
  }[];
}

/** What the module imports, from within its own files. */
async function importsOf(entry: string): Promise<readonly string[]> {
  const { stdout } = await runCommand(Deno.execPath(), [
    "info",
    "--json",
    fileURLToPath(new URL(entry, new URL("../", import.meta.url))),
  ], { cwd: ROOT });
  const { modules } = JSON.parse(stdout) as Graph;
  return modules
    .filter(({ specifier }) => specifier.startsWith("file:"))
    .flatMap(({ dependencies = [] }) => dependencies.map((d) => d.specifier));
}

/** The name of a library in a full specifier, and the range of its versions. */
const LIBRARY = /^npm:\/?((?:@[^/]+\/)?[^@/]+)@([^/]+)/;

Deno.test("the module names its libraries in full, as no import map goes with it, and in the versions that the tests use", async () => {
  const imports = new Set(
    (await Promise.all(["mod.ts", "src/kernel/main.ts"].map(importsOf))).flat(),
  );
  const ranges = new Map<string, string>();
  for (const specifier of imports) {
    assert(/^(\.|node:|npm:)/.test(specifier), specifier);
    const [, name, range = ""] = LIBRARY.exec(specifier) ?? [];
    if (name === undefined) continue;
    assertEquals(ranges.get(name) ?? range, range, name);
    ranges.set(name, range);
  }
  assert(ranges.has("zod") && ranges.has("@observablehq/plot"));
  for (const { imports: mapped } of [config, testMap]) {
    for (const specifier of Object.values(mapped)) {
      const [, name = "", range = ""] = LIBRARY.exec(specifier) ?? [];
      assertEquals(ranges.get(name) ?? range, range, specifier);
    }
  }
});
