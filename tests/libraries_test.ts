import { assert, assertEquals } from "@std/assert";
import { fileURLToPath } from "node:url";
import { runCommand } from "../notebooks/tools/command.ts";
import { ROOT } from "../notebooks/tools/paths.ts";
import config from "../deno.json" with { type: "json" };
import testMap from "./import_map.json" with { type: "json" };

/** The part of `deno info --json` that this test reads. */
interface Graph {
  readonly modules: readonly {
    readonly specifier: string;
    readonly dependencies?: readonly { readonly specifier: string }[];
  }[];
}

/** Gives the imports in the module's own files. */
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

/** The name of a library in a full specifier, and its version. */
const LIBRARY = /^npm:\/?((?:@[^/]+\/)?[^@/]+)@([^/]+)/;

/** One version, not a range. */
const EXACT = /^\d+\.\d+\.\d+$/;

Deno.test("the module names its libraries in full and by exact version, without import map or lock", async () => {
  const imports = new Set(
    (await Promise.all(["mod.ts", "src/kernel/main.ts"].map(importsOf))).flat(),
  );
  const versions = new Map<string, string>();
  for (const specifier of imports) {
    assert(/^(\.|node:|npm:)/.test(specifier), specifier);
    const [, name, version = ""] = LIBRARY.exec(specifier) ?? [];
    if (name === undefined) continue;
    assert(EXACT.test(version), specifier);
    assertEquals(versions.get(name) ?? version, version, name);
    versions.set(name, version);
  }
  assert(versions.has("zod") && versions.has("@observablehq/plot"));
  for (const { imports: mapped } of [config, testMap]) {
    for (const specifier of Object.values(mapped)) {
      const [, name = "", version = ""] = LIBRARY.exec(specifier) ?? [];
      assertEquals(versions.get(name) ?? version, version, specifier);
    }
  }
});
