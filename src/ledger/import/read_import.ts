import { fileURLToPath } from "node:url";
import { shown } from "../../input.ts";
import { isCarbontracker, readCarbontracker } from "./carbontracker.ts";
import { isCodecarbon, readCodecarbon } from "./codecarbon.ts";
import type { ReadFile } from "./imported_run.ts";
import { lineError, linesOf, type SourceFile, textOf } from "./source_file.ts";
import { isZeus, readZeus } from "./zeus.ts";

/**
 * Reads the file of another tool, whichever it is.
 * @param file Its path
 * @throws {TypeError} If it is none that is known, or lacks something; says the line
 * @throws {SyntaxError} If a line cannot be read
 * @throws {RangeError} If a figure is out of its range
 */
export async function readImport(file: string | URL): Promise<ReadFile> {
  if (typeof file !== "string" && !(file instanceof URL)) {
    throw new TypeError(
      `Cannot import the file as it must be a path: current value is ${
        shown(file)
      }`,
    );
  }
  const name = file instanceof URL ? fileURLToPath(file) : file;
  return readText({ name, text: textOf(name, await Deno.readFile(name)) });
}

/** Reads what a file holds. */
export function readText(file: SourceFile): ReadFile {
  const first = linesOf(file.text)[0] ?? "";
  if (isZeus(first)) return readZeus(file);
  if (isCarbontracker(first)) return readCarbontracker(file, besides);
  if (isCodecarbon(first)) return readCodecarbon(file);
  throw lineError(
    TypeError,
    file,
    1,
    "must be the headings of CodeCarbon's emissions.csv or of a log of Zeus, or begin a log of carbontracker",
    first,
  );
}

/** A file beside the one that is imported. */
function besides(name: string): SourceFile | undefined {
  try {
    return { name, text: textOf(name, Deno.readFileSync(name)) };
  } catch (error) {
    if (error instanceof SyntaxError) throw error;
    return undefined;
  }
}
