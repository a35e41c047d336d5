import { DatabaseSync } from "node:sqlite";
import { fromScript } from "../scripts.ts";

/** What several writers left in a ledger. */
export interface Written {
  /** How long it took them, in s. */
  readonly durationS: number;
  /** Exit codes of their processes. */
  readonly codes: readonly number[];
  /** Rows, by the name of the writer. */
  readonly rows: readonly number[];
  /** What SQLite says of the file. */
  readonly integrity: unknown;
}

/**
 * Lets processes write into one ledger, which is not there yet, at the same time.
 * @param path Of the ledger
 * @param writers How many processes
 * @param each How many runs each of them writes
 */
export async function writtenAtOnce(
  path: string,
  writers: number,
  each: number,
): Promise<Written> {
  const startMs = performance.now();
  const children = Array.from(
    { length: writers },
    (_, i) =>
      fromScript("database/writer_script.ts", [path, `writer ${i}`, `${each}`]),
  );
  const ended = await Promise.all(children.map((child) => child.output()));
  const durationS = (performance.now() - startMs) / 1000;
  const database = new DatabaseSync(path);
  const rows = database.prepare(
    "SELECT count(*) AS n FROM run JOIN detail ON run = key GROUP BY name",
  ).all().map(({ n }) => Number(n));
  const integrity = database.prepare("PRAGMA integrity_check").get()
    ?.["integrity_check"];
  database.close();
  return { durationS, codes: ended.map(({ code }) => code), rows, integrity };
}
