import { library } from "../../library.ts";
import { faultsOf, inputError, word } from "../../input.ts";
import type { CsvCell } from "../../csv_text.ts";
import type { StoredRun } from "../stored/stored_run.ts";
import type { Column } from "./table.ts";

/** The formats in which runs can be exported. */
export type ExportFormat = "csv" | "json" | "parquet";

const PARQUET_TYPES = {
  text: "STRING",
  number: "DOUBLE",
  time: "TIMESTAMP",
} as const;

const FORMAT = word("csv", "json", "parquet");

/**
 * Writes runs in a format.
 * @param format The format
 * @param runs Gives the runs; called once the format is checked
 * @throws {RangeError} If there is no such format
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
  const { COLUMNS } = await import("./table.ts");
  if (format === "csv") {
    const { csvText } = await import("../../csv_text.ts");
    const rows = (await runs()).map((run) =>
      Object.fromEntries(
        COLUMNS.map(([name, , cell]) => [name, csvCell(cell(run))]),
      )
    );
    return csvText(COLUMNS.map(([name]) => name), rows);
  }
  const { parquetWriteBuffer } = await library<
    typeof import("npm:hyparquet-writer@0.17.0")
  >("npm:hyparquet-writer@0.17.0");
  const all = await runs();
  const columnData = COLUMNS.map(([name, type, cell]) => ({
    name,
    type: PARQUET_TYPES[type],
    data: all.map((run) => cell(run) ?? null),
    nullable: true,
  }));
  return new Uint8Array(parquetWriteBuffer({ columnData }));
}

/** A text without characters is an empty cell; moments are in UTC. */
function csvCell(cell: ReturnType<Column[2]>): CsvCell {
  if (cell instanceof Date) return cell.toISOString();
  return cell === "" ? undefined : cell;
}
