import type { ReadFile } from "../../../src/ledger/import/imported_run.ts";
import { readText } from "../../../src/ledger/import/read_import.ts";

/** Path of a file that another tool wrote. */
export function fixturePath(name: string): URL {
  return new URL(`./files/${name}`, import.meta.url);
}

/** Reads a file that another tool wrote. */
export function fixture(name: string): ReadFile {
  const text = Deno.readTextFileSync(fixturePath(name));
  return readText({ name, text });
}

/** Reads a text as if a file held it. */
export function importText(text: string, name = "file"): ReadFile {
  return readText({ name, text });
}

/** What is said of the rows that are left out of a text, such as `line 3 must have …`. */
export function leftOutOf(text: string): string[] {
  return importText(text).remarks.flatMap(({ line, what }) => {
    const why = /^is left out as it (.*)$/s.exec(what)?.[1];
    return why === undefined ? [] : [`line ${line} ${why}`];
  });
}
