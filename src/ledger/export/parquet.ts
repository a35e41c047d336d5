import { parquetWriteBuffer } from "npm:hyparquet-writer@^0.17.0";
import type { Column } from "./table.ts";

const TYPES = {
  text: "STRING",
  number: "DOUBLE",
  time: "TIMESTAMP",
} as const;

/** A table as a Parquet file. */
export function parquetOf(table: readonly Column[]): Uint8Array<ArrayBuffer> {
  const columnData = table.map(({ name, type, cells }) => ({
    name,
    type: TYPES[type],
    data: cells.map((cell) => cell ?? null),
    nullable: true,
  }));
  return new Uint8Array(parquetWriteBuffer({ columnData }));
}
