import { inputError } from "../../estimate/input_error.ts";
import { faultsOf, word } from "../../input.ts";
import type { StoredRun } from "../stored_run.ts";

/** What runs can be exported as. */
export type ExportFormat = "csv" | "json" | "parquet";

const FORMAT = word("csv", "json", "parquet");

/**
 * Runs as a file.
 * @param format Which kind
 * @param runs Gives them, once the format is known to be one
 * @throws {RangeError} If it is none
 */
export async function exported(
  format: ExportFormat,
  runs: () => Promise<readonly StoredRun[]>,
): Promise<string | Uint8Array<ArrayBuffer>> {
  const faults = faultsOf(FORMAT, format);
  if (faults.length > 0) {
    throw inputError(faults, format, {
      doing: "export the ledger",
      whole: '"csv", "json" or "parquet"',
      fields: {},
    });
  }
  if (format === "json") return JSON.stringify(await runs());
  const { tableOf } = await import("./table.ts");
  const table = tableOf(await runs());
  if (format === "csv") return (await import("./csv.ts")).csvOf(table);
  return (await import("./parquet.ts")).parquetOf(table);
}
