import { fileURLToPath } from "node:url";
import { shown } from "../../input.ts";
import { isCarbontracker, readCarbontracker } from "./carbontracker.ts";
import { isCodecarbon, readCodecarbon } from "./codecarbon.ts";
import type { ReadFile } from "./imported_run.ts";
import {
  lineError,
  linesOf,
  type SourceFile,
  sourceFile,
} from "./source_file.ts";
import { isZeus, readZeus } from "./zeus.ts";

/**
 * Reads a file of CodeCarbon, carbontracker or Zeus.
 * @param file Its path
 * @throws {TypeError} If the format is unknown, or a run lacks something; names the line
 * @throws {SyntaxError} If a line cannot be read; names the line
 * @throws {RangeError} If a figure is out of range; names the line
 */
export async function readImport(file: string | URL): Promise<ReadFile> {
  if (typeof file !== "string" && !(file instanceof URL)) {
    throw new TypeError(
      `Cannot import the file as it must be a path: current value is ${
        shown(file)
      }`,
    );
  }
  const name = file instanceof URL ? pathOf(file) : file;
  return readText(await sourceFile(name));
}

function pathOf(file: URL): string {
  if (file.protocol === "file:") return fileURLToPath(file);
  throw new TypeError(
    `Cannot import the file as its address must begin with file://: current value is ${
      shown(file.href)
    }`,
  );
}

/** Reads the text of such a file. */
export function readText(file: SourceFile): ReadFile {
  const first = linesOf(file.text)[0] ?? "";
  if (isZeus(first)) return readZeus(file);
  if (isCarbontracker(first)) return readCarbontracker(file);
  if (isCodecarbon(first)) return readCodecarbon(file);
  throw lineError(
    TypeError,
    { file, line: 1 },
    "must begin an emissions.csv of CodeCarbon, a log of Zeus or a log of carbontracker",
    first,
  );
}
