import { fileURLToPath } from "node:url";
import { isOwnTable } from "../../ledger/import/own_table.ts";
import { isCodecarbon } from "../../ledger/import/codecarbon.ts";
import { ownKindOf } from "../../ledger/import/own_kind.ts";
import { shown } from "../../input.ts";
import { messageOf } from "../../machine/machine.ts";
import { systemReason } from "../../machine/system_reason.ts";
import { type DuckDb, textLiteral } from "../engines/duckdb.ts";
import { type Head, isSacct } from "./sacct.ts";

/** Files of one kind, which are read together. */
export type FileGroup = TextGroup | TypedGroup;

/** Text with the same head. */
export interface TextGroup {
  readonly kind: "sacct" | "csv";
  readonly files: readonly string[];
  readonly head: Head;
}

/** Files that say themselves what they hold. */
export interface TypedGroup {
  readonly kind: "parquet" | "runs";
  readonly files: readonly string[];
}

const DOING = "Cannot read the job log";

/** Paths of files and patterns such as `sacct-2026-*.txt`. */
export type FileSource = string | URL | readonly (string | URL)[];

/**
 * Finds the files of a log and what each is.
 * @param database Finds files by pattern, and reads their heads
 * @param source Paths and patterns
 * @throws {TypeError} If a file is no job log
 * @throws {Deno.errors.NotFound} If there is none
 */
export async function fileGroups(
  database: DuckDb,
  source: FileSource,
): Promise<readonly FileGroup[]> {
  const groups = new Map<string, FileGroup & { files: string[] }>();
  const all: string[] = [];
  for (const given of [source].flat()) {
    all.push(...await filesOf(database, given));
  }
  const sizes = await Promise.all(all.map((file) => Deno.stat(file)));
  const filled = all.filter((_, i) => sizes[i]!.size > 0);
  // A day without jobs may leave an empty file, which holds nothing that could be lost.
  for (const file of filled.length === 0 ? all : filled) {
    database.reads([file]);
    const group = await groupOf(database, file);
    const key = JSON.stringify("head" in group ? group.head : group.kind);
    const known = groups.get(key) ?? { ...group, files: [] };
    if (!known.files.includes(file)) known.files.push(file);
    groups.set(key, known);
  }
  return [...groups.values()];
}

async function filesOf(
  database: DuckDb,
  given: string | URL,
): Promise<readonly string[]> {
  if (typeof given !== "string" && !(given instanceof URL) || given === "") {
    throw new TypeError(
      `${DOING} as it must be a path, a pattern such as "sacct-*.txt", a list of them, a ` +
        `ledger or an engine: current value is ${shown(given)}`,
    );
  }
  const path = given instanceof URL ? fileURLToPath(given) : given;
  const fault = await fileFault(path);
  if (fault === undefined) return [path];
  if (/[*?[]/.test(path)) {
    const { file = [] } = await database.read(
      `select file from glob(${textLiteral(path)}) order by file`,
    );
    if (file.length > 0) return file.map(String);
    throw new Deno.errors.NotFound(
      `${DOING} as no file has a name like ${JSON.stringify(path)}`,
    );
  }
  throw fault;
}

async function fileFault(path: string): Promise<Error | undefined> {
  try {
    const { isFile } = await Deno.stat(path);
    if (isFile) return undefined;
    return new TypeError(
      `${DOING} as ${JSON.stringify(path)} is no file: give a pattern such as ${
        JSON.stringify(`${path}/*.txt`)
      }`,
    );
  } catch (error) {
    const Fault = error instanceof Deno.errors.NotFound
      ? Deno.errors.NotFound
      : Error;
    const reason = `${DOING} ${JSON.stringify(path)}: ${systemReason(error)}`;
    return new Fault(reason, { cause: error });
  }
}

async function groupOf(
  database: DuckDb,
  file: string,
): Promise<FileGroup & { files: string[] }> {
  const own = ownKindOf(file);
  if (own === "ledger" || own === "json") return { kind: "runs", files: [] };
  if (own === "parquet") {
    const known = await database.columnsOf(
      `read_parquet([${textLiteral(file)}])`,
    ).catch((error) => {
      throw new TypeError(
        `${DOING} ${
          JSON.stringify(file)
        } as it is no Parquet file that DuckDB can read: it says ${
          JSON.stringify(messageOf(error).split("\n")[0])
        }`,
      );
    });
    return {
      kind: isOwnTable([...known.keys()]) ? "runs" : "parquet",
      files: [],
    };
  }
  const head = await headOf(database, file);
  if (isSacct(head)) return { kind: "sacct", files: [], head };
  const isRuns = isOwnTable(head.columns) || isCodecarbon(head.columns);
  return isRuns
    ? { kind: "runs", files: [] }
    : { kind: "csv", files: [], head };
}

/** What is between the columns of a head: the signs after its first name, but a blank alone. */
const HEAD =
  /^\uFEFF?"?\s*[\p{L}_][\p{L}\p{N}_ %/.()-]*?"?([|,;\t^:~!]+|\s*\t\s*)"?\S/u;

async function headOf(database: DuckDb, file: string): Promise<Head> {
  let line = "";
  try {
    const { line: lines = [] } = await database.read(
      `select line from read_csv([${textLiteral(file)}], auto_detect = false,
        header = false, delim = '\x01', quote = '', escape = '', comment = '',
        strict_mode = false, parallel = false, ignore_errors = true, columns = {'line': 'VARCHAR'}) limit 1`,
    );
    line = String(lines[0] ?? "").replace(/^\uFEFF/, "").trimEnd();
  } catch {
    // What is no text has no head.
  }
  const delimiter = HEAD.exec(line)?.[1];
  if (delimiter === undefined) {
    const hint = line.includes("\0")
      ? "it is not UTF-8: save it as that, as Windows writes UTF-16"
      : line === ""
      ? "its first line is empty: it must name the columns"
      : /^\s*JobID\S*\s{2,}/i.test(line)
      ? "its columns have fixed widths, which cut values: export it with sacct -P"
      : "its first line must name columns with a sign such as | or , between them";
    throw new TypeError(
      `${DOING} ${JSON.stringify(file)} as ${hint}: current line is ${
        shown(line)
      }`,
    );
  }
  const seen = new Set<string>();
  const columns = line.split(delimiter).map((cell, i) => {
    const name = cell.trim().replace(/^"(.*)"$/, "$1").replace(/%-?\d+$/, "");
    // sacct -p ends each line with a sign.
    const own = name === "" || seen.has(name.toLowerCase())
      ? `${name}_${i + 1}`
      : name;
    seen.add(own.toLowerCase());
    return own;
  });
  return { columns, delimiter };
}
