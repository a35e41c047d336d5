import { assert } from "@std/assert";
import { join } from "node:path";
import { ROOT } from "../notebooks/tools/paths.ts";

/** A path in a document: in backquotes, or after a command. */
const PATH = /(?<=[`\s(])(?:src|tests|data|docs|notebooks)\/[\w/.{},-]*\w\/?/g;

/** Files that a command of the README writes. */
const WRITTEN = ["notebooks/quickstart.html"];

const DOCUMENTS = [
  "README.md",
  "CONTRIBUTING.md",
  ...[...Deno.readDirSync(join(ROOT, "docs"))].map(({ name }) =>
    `docs/${name}`
  ),
];

for (const name of DOCUMENTS) {
  Deno.test(`every path that ${name} names is there`, async () => {
    const text = await Deno.readTextFile(join(ROOT, name));
    const paths = new Set(text.match(PATH));
    for (const path of paths) {
      if (WRITTEN.includes(path)) continue;
      const info = await Deno.stat(join(ROOT, path)).catch(() => undefined);
      assert(info !== undefined, path);
    }
  });
}
