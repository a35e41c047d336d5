import { assert, assertEquals } from "@std/assert";
import { dirname, join, normalize } from "node:path";
import { ROOT } from "../notebooks/tools/paths.ts";

/** Files by their path, each with the values that it imports, by their paths. */
async function importsOf(folder: string): Promise<Map<string, Set<string>>> {
  const files = new Map<string, Set<string>>();
  for await (const { name, isDirectory } of Deno.readDir(join(ROOT, folder))) {
    const path = join(folder, name);
    if (isDirectory) {
      for (const [file, of] of await importsOf(path)) files.set(file, of);
    } else if (path.endsWith(".ts")) {
      const text = await Deno.readTextFile(join(ROOT, path));
      const code = text.replaceAll(/\/\*[^]*?\*\//g, "").replaceAll(
        /\b(?:import|export) type [^;]*;|typeof import\([^)]*\)/g,
        "",
      );
      const names = code.matchAll(
        /(?:\bfrom|\bimport\(?|rareModule<[^>]*>\()\s*"(\.{1,2}\/[^"]+\.ts)"/g,
      );
      files.set(
        path,
        new Set([...names].map(([, name]) => normalize(join(folder, name!)))),
      );
    }
  }
  return files;
}

/** A graph whose nodes stand for several. */
function grouped(
  graph: ReadonlyMap<string, ReadonlySet<string>>,
  groupOf: (node: string) => string,
): Map<string, Set<string>> {
  const groups = new Map<string, Set<string>>();
  for (const [from, others] of graph) {
    const arrows = groups.get(groupOf(from)) ?? new Set();
    for (const to of others) {
      if (groupOf(to) !== groupOf(from)) arrows.add(groupOf(to));
    }
    groups.set(groupOf(from), arrows);
  }
  return groups;
}

/** What is left of a graph once all is taken away that leads to no circle. */
function circlesOf(graph: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const left = new Map(graph);
  for (let size = NaN; size !== left.size;) {
    size = left.size;
    for (const [from, others] of left) {
      if (![...others].some((to) => left.has(to))) left.delete(from);
    }
  }
  return [...left.keys()];
}

/** These only name what is loaded later, for programs that want everything at once. */
const LISTS = ["src/offline.ts", "src/rare.ts"];

const FILES = await importsOf("src");
for (const list of LISTS) FILES.delete(list);
const ROOMS = grouped(FILES, (path) => path.split("/").slice(0, 2).join("/"));

Deno.test("no files, folders or rooms import each other in a circle", () => {
  assert(FILES.size > 500, `only ${FILES.size} files were found`);
  assertEquals(circlesOf(FILES), []);
  assertEquals(circlesOf(grouped(FILES, dirname)), []);
  assertEquals(circlesOf(ROOMS), []);
});

Deno.test("a room imports only rooms that CONTRIBUTING.md lists above it", async () => {
  const text = await Deno.readTextFile(join(ROOT, "CONTRIBUTING.md"));
  const listed = [...text.matchAll(/^\| `(src\/\w+)\/` /gm)].map(([, room]) =>
    room!
  );
  const upward = [...ROOMS].flatMap(([from, others]) =>
    [...others].filter((to) => listed.indexOf(to) > listed.indexOf(from))
      .map((to) => `${from} -> ${to}`)
  );
  assertEquals(upward, []);
  assertEquals(
    [...ROOMS.keys()].filter((room) => !room.endsWith(".ts")).toSorted(),
    listed.toSorted(),
  );
});

Deno.test("no file of src has more than 350 lines, and no folder more than 21 files", async () => {
  for (const path of FILES.keys()) {
    const lines =
      (await Deno.readTextFile(join(ROOT, path))).split("\n").length - 1;
    assert(lines <= 350, `${path} has ${lines} lines`);
  }
  for (const folder of new Set([...FILES.keys()].map(dirname))) {
    const count = [...FILES.keys()].filter((path) => dirname(path) === folder)
      .length;
    if (folder !== "src") assert(count <= 21, `${folder} has ${count} files`);
  }
});
