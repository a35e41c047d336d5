import { csvText } from "../csv_text.ts";
import { library } from "../library.ts";
import type { JobRow, JobTotal } from "./job_log.ts";
import type { JobKey } from "./pricing/statement.ts";

/** The columns of totals in files, with their units. */
const COLUMNS: Readonly<Record<string, (row: JobTotal) => number | undefined>> =
  {
    jobs: ({ jobs }) => jobs,
    energy_kwh: ({ energyKwh }) => energyKwh,
    emissions_kg: ({ emissionsKg }) => emissionsKg,
    emissions_low_kg: ({ emissionsRangeKg: [low] }) => low,
    emissions_high_kg: ({ emissionsRangeKg: [, high] }) => high,
    measured_share: ({ measuredShare }) => measuredShare,
    embodied_kg: ({ embodiedKg }) => embodiedKg,
    embodied_low_kg: ({ embodiedRangeKg }) => embodiedRangeKg?.[0],
    embodied_high_kg: ({ embodiedRangeKg }) => embodiedRangeKg?.[1],
    water_l: ({ waterL }) => waterL,
    water_low_l: ({ waterRangeL: [low] }) => low,
    water_high_l: ({ waterRangeL: [, high] }) => high,
  };

const NAMES = Object.keys(COLUMNS);

/** Totals as CSV. */
export function rowsCsv<Key extends JobKey>(
  rows: readonly JobRow<Key>[],
  keys: readonly Key[],
): Promise<string> {
  const cells = rows.map((row) =>
    Object.fromEntries([
      ...keys.map((key) => [key, row[key] || undefined] as const),
      ...NAMES.map((name) => [name, COLUMNS[name]?.(row)] as const),
    ])
  );
  return Promise.resolve(csvText([...keys, ...NAMES], cells));
}

/** Totals as a Parquet file. */
export async function rowsParquet<Key extends JobKey>(
  rows: readonly JobRow<Key>[],
  keys: readonly Key[],
): Promise<Uint8Array<ArrayBuffer>> {
  const { parquetWriteBuffer } = await library<
    typeof import("npm:hyparquet-writer@0.17.0")
  >("npm:hyparquet-writer@0.17.0");
  const columnData = [
    ...keys.map((name) => ({
      name,
      type: "STRING" as const,
      data: rows.map((row) => row[name] || null),
      nullable: true,
    })),
    ...NAMES.map((name) => ({
      name,
      type: "DOUBLE" as const,
      data: rows.map((row) => COLUMNS[name]?.(row) ?? null),
      nullable: true,
    })),
  ];
  return new Uint8Array(parquetWriteBuffer({ columnData }));
}
