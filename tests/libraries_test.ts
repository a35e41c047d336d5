import { assert, assertEquals } from "@std/assert";
import { dirname, join, relative } from "node:path";
import { ROOT } from "../notebooks/tools/paths.ts";
import config from "../deno.json" with { type: "json" };
import testMap from "./import_map.json" with { type: "json" };

/** The name of a library in a full specifier, and its version. */
const LIBRARY = /^npm:\/?((?:@[^/]+\/)?[^@/]+)@([^/]+)/;

/** One version, not a range. DuckDB's binding has a release of its own at the end. */
const EXACT = /^\d+\.\d+\.\d+(?:-r\.\d+)?$/;

/** An import, or the call that loads a library; with its type, where it has one. */
const IMPORT =
  /(?:\bfrom |\bimport\(|library<[^>]*?typeof import\("([^"]+)"\)[^>]*>\()\s*"([^"]+)"/g;

/** A source file's code, without comments and examples. */
interface Source {
  readonly path: string;
  readonly code: string;
}

async function* sourcesIn(folder: string): AsyncIterable<Source> {
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = join(folder, name);
    if (isDirectory) yield* sourcesIn(path);
    else if (path.endsWith(".ts")) {
      const text = await Deno.readTextFile(path);
      yield { path, code: text.replaceAll(/\/\*[^]*?\*\//g, "") };
    }
  }
}

const sources = await Array.fromAsync(sourcesIn(join(ROOT, "src")));

Deno.test("the module names its libraries in full and by exact version, as no import map and no lock file go with it", () => {
  const versions = new Map<string, string>();
  for (const { path, code } of sources) {
    for (const [, , specifier = ""] of code.matchAll(IMPORT)) {
      assert(/^(\.|node:|npm:)/.test(specifier), `${path}: ${specifier}`);
    }
    for (const [, specifier = ""] of code.matchAll(/"(npm:[^"]+)"/g)) {
      const [, name = "", version = ""] = LIBRARY.exec(specifier) ?? [];
      assert(EXACT.test(version), `${path}: ${specifier}`);
      assertEquals(versions.get(name) ?? version, version, specifier);
      versions.set(name, version);
    }
  }
  assert(versions.has("@observablehq/plot"));
  for (const { imports: mapped } of [config, testMap]) {
    for (const specifier of Object.values(mapped)) {
      const [, name = "", version = ""] = LIBRARY.exec(specifier) ?? [];
      assertEquals(versions.get(name) ?? version, version, specifier);
    }
  }
});

/** The file that is there to name all libraries, and that no other imports. */
const OFFLINE = join(ROOT, "src/offline.ts");

Deno.test("Deno can find no library before the module runs", () => {
  const importsOf = (code: string, of: string) =>
    [...code.matchAll(/^(?:import|export) (?!type )[^;]*? from "([^"]+)"/gm)]
      .concat([...code.matchAll(/(?<!typeof )\bimport\(\s*"([^"]+)"/g)])
      .map(([, specifier = ""]) => specifier)
      .filter((specifier) => specifier.includes(of));
  const found = sources
    .filter(({ path }) => path !== OFFLINE)
    .flatMap(({ code }) => importsOf(code, "npm:"));
  assertEquals(
    found.map((specifier) => LIBRARY.exec(specifier)?.[1]).sort(),
    ["@observablehq/plot"],
  );
  // The file that names Plot is there for its types alone.
  assertEquals(
    sources.flatMap(({ code }) => importsOf(code, "/plot.ts")),
    [],
  );
});

Deno.test("the file for machines without a network names each library that is loaded later", () => {
  const loaded = new Set<string>();
  for (const { code } of sources) {
    for (const [, type, specifier = ""] of code.matchAll(IMPORT)) {
      if (type !== undefined) loaded.add(specifier);
    }
    for (
      const [, specifier = ""] of code.matchAll(/library<[^>]*>\(\s*"([^"]+)"/g)
    ) {
      loaded.add(specifier);
    }
  }
  const offline = sources.find(({ path }) => path === OFFLINE);
  const named = [...offline?.code.matchAll(/^import "(npm:[^"]+)";$/gm) ?? []];
  assertEquals(
    named.map(([, specifier]) => specifier),
    [...loaded].sort(),
  );
});

Deno.test("a file names each module of our own that Deno cannot find ahead, with its type", () => {
  const loaded = new Set<string>();
  for (const { path, code } of sources) {
    for (
      const [, type, loads = ""] of code.matchAll(
        /rareModule(?:<\s*typeof import\(\s*"([^"]+)",?\s*\)\s*>)?\(\s*"([^"]+)"/g,
      )
    ) {
      assertEquals(type ?? loads, loads, path);
      loaded.add(relative(join(ROOT, "src"), join(dirname(path), loads)));
    }
  }
  const rare = sources.find(({ path }) => path === join(ROOT, "src/rare.ts"));
  const named = [...rare?.code.matchAll(/^import "\.\/([^"]+)";$/gm) ?? []];
  assertEquals(named.map(([, path]) => path), [...loaded].sort());
  assert(loaded.size > 5);
});

Deno.test("a library that is loaded later has the type of what is loaded", () => {
  let count = 0;
  for (const { path, code } of sources) {
    for (const [, type, specifier = ""] of code.matchAll(IMPORT)) {
      if (type === undefined) continue;
      count += 1;
      const [, name = ""] = LIBRARY.exec(specifier) ?? [];
      const isPublishedApart = type.startsWith(`npm:@types/${name}@`);
      assert(isPublishedApart || type === specifier, `${path}: ${specifier}`);
    }
  }
  assert(count >= 8);
});
