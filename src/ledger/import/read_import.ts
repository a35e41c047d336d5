import { fileURLToPath } from "node:url";
import { shown } from "../../input.ts";
import { isCarbontracker, readCarbontracker } from "./carbontracker.ts";
import { headingsOf, headLine } from "./csv_records.ts";
import { isCodecarbon, readCodecarbon } from "./codecarbon.ts";
import { isEco2ai, readEco2ai } from "./eco2ai.ts";
import type { ReadFile } from "./imported_run.ts";
import {
  lineError,
  linesOf,
  type SourceFile,
  sourceFile,
} from "./source_file.ts";
import type { StoredRun, WholeRun } from "../stored/stored_run.ts";
import { isBareNvidiaSmi, isNvidiaSmi, readNvidiaSmi } from "./nvidia_smi.ts";
import { readOwnJson } from "./own_json.ts";
import { ownBytes, ownKindOf } from "./own_kind.ts";
import { isOwnTable, readOwnParquet, readOwnTable } from "./own_table.ts";
import { isZeus, readZeus } from "./zeus.ts";

/**
 * Reads a file of CodeCarbon, carbontracker, eco2AI, nvidia-smi or Zeus, another ledger, or what a
 * ledger exported.
 * @param file Its path
 * @throws {TypeError} If the format is unknown, or a run lacks something; names the line
 * @throws {SyntaxError} If a line cannot be read; names the line
 * @throws {RangeError} If a figure is out of range; names the line
 */
export async function readImport(
  file: string | URL,
): Promise<ReadFile<StoredRun | WholeRun>> {
  if (typeof file !== "string" && !(file instanceof URL)) {
    throw new TypeError(
      `Cannot import the file as it must be a path: current value is ${
        shown(file)
      }`,
    );
  }
  const name = file instanceof URL ? pathOf(file) : file;
  switch (ownKindOf(name)) {
    case "ledger":
      return (await import("./other_ledger.ts")).readLedger(name);
    case "json":
      return readOwnJson(name, new TextDecoder().decode(ownBytes(name)));
    case "parquet":
      return await readOwnParquet(name, ownBytes(name));
    default:
      return readText(sourceFile(name));
  }
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
  const first = headLine(linesOf(file.text));
  if (isZeus(first)) return readZeus(file);
  if (isCarbontracker(first)) return readCarbontracker(file);
  const cells = headingsOf(first);
  if (isCodecarbon(cells)) return readCodecarbon(file);
  if (isEco2ai(cells)) return readEco2ai(file);
  if (isNvidiaSmi(cells) || isBareNvidiaSmi(cells)) {
    return readNvidiaSmi(file, cells);
  }
  if (isOwnTable(cells)) return readOwnTable(file);
  throw lineError(
    TypeError,
    { file, line: 1 },
    "must begin an emissions.csv of CodeCarbon, a log of carbontracker or of Zeus, an emission.csv of eco2AI, powers of nvidia-smi, or what a ledger exports",
    first,
  );
}
