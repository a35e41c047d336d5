import { library } from "../../library.ts";
import { checkInput, word } from "../../input.ts";
import type { CsvCell } from "../../csv_text.ts";
import {
  energyOf,
  notebookOf,
  projectOf,
  regionOf,
} from "../database/run_row.ts";
import { sumOfCalls } from "../../tracker/calls/run_call.ts";
import { PARAM, paramText } from "../../tracker/params.ts";
import type { StoredRun } from "../stored/stored_run.ts";

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
  checkInput(FORMAT, format, {
    doing: "export the ledger",
    whole: '"csv", "json" or "parquet"',
    fields: {},
  });
  if (format === "json") return JSON.stringify(await runs());
  if (format === "csv") {
    const { csvText } = await import("../../csv_text.ts");
    const all = await runs();
    const columns = columnsOf(all);
    const rows = all.map((run) =>
      Object.fromEntries(
        columns.map(([name, , cell]) => [name, csvCell(cell(run))]),
      )
    );
    return csvText(columns.map(([name]) => name), rows);
  }
  const { parquetWriteBuffer } = await library<
    typeof import("npm:hyparquet-writer@0.17.0")
  >("npm:hyparquet-writer@0.17.0");
  const all = await runs();
  const columnData = columnsOf(all).map(([name, type, cell]) => ({
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

/** The value of a cell; `undefined` where it is not known. */
type Cell = string | number | Date | undefined;

/** A column of the table of runs: its heading with its unit, its type, and the cell of a run. */
type Column = readonly [
  name: string,
  type: "text" | "number" | "time",
  cell: (run: StoredRun) => Cell,
];

/** A cell that imported runs leave empty. */
const tracked = (
  cell: (run: Extract<StoredRun, { origin: undefined }>) => Cell,
): Column[2] =>
(run) => run.origin === undefined ? cell(run) : undefined;

/** What only carboncell reads again: it cannot be in columns. */
function listText(list: readonly unknown[]): string | undefined {
  return list.length === 0 ? undefined : JSON.stringify(list);
}

/** What the calls of a run to models used; empty cells without any. */
function ofCalls({ calls = [] }: StoredRun) {
  return calls.length === 0
    ? { energyKwh: undefined, emissionsKg: undefined }
    : sumOfCalls(calls);
}

/** The table of runs: a row per run. */
const COLUMNS: readonly Column[] = [
  ["id", "text", (run) => run.id],
  ["name", "text", (run) => run.name],
  ["status", "text", (run) => run.status],
  ["reason", "text", (run) => run.reason],
  ["started_at", "time", (run) => run.startedAt],
  ["duration_s", "number", (run) => run.durationS],
  ["energy_kwh", "number", (run) => run.energyKwh],
  ["it_energy_kwh", "number", tracked((run) => run.itEnergyKwh)],
  ["accelerator_kwh", "number", (run) => energyOf(run, "accelerator")],
  ["cpu_kwh", "number", (run) => energyOf(run, "cpu")],
  ["memory_kwh", "number", (run) => energyOf(run, "memory")],
  ["calls", "number", ({ calls }) => calls?.length || undefined],
  ["calls_kwh", "number", (run) => ofCalls(run).energyKwh],
  ["calls_emissions_kg", "number", (run) => ofCalls(run).emissionsKg],
  ["emissions_kg", "number", (run) => run.emissionsKg],
  ["emissions_low_kg", "number", (run) => run.emissionsRangeKg?.[0]],
  ["emissions_high_kg", "number", (run) => run.emissionsRangeKg?.[1]],
  ["embodied_kg", "number", tracked((run) => run.embodiedKg)],
  ["offset_percent", "number", tracked((run) => run.offsetPercent)],
  ["water_l", "number", (run) => run.waterL],
  ["shared_energy_kwh", "number", (run) => run.sharedEnergyKwh],
  ["shared_emissions_kg", "number", (run) => run.sharedEmissionsKg],
  ["shared", "text", ({ shared }) => listText(shared)],
  ["coverage", "text", ({ coverage }) => coverage && JSON.stringify(coverage)],
  ["carbon_intensity_g_per_kwh", "number", (run) => run.carbonIntensity],
  ["pue", "number", (run) => run.pue],
  ["call_list", "text", ({ calls = [] }) => listText(calls)],
  ["uncounted", "text", ({ uncounted = [] }) => listText(uncounted)],
  ["measured_share", "number", tracked((run) => run.measuredShare)],
  ["place", "text", (run) => run.place.name],
  ["region", "text", regionOf],
  ["country", "text", (run) => run.place.country],
  ["project", "text", projectOf],
  ["notebook", "text", notebookOf],
  ["tags", "text", (run) => run.tags.join(" ")],
  ["origin_tool", "text", (run) => run.origin?.tool],
  ["origin_version", "text", (run) => run.origin?.version],
  ["origin_file", "text", (run) => run.origin?.file],
  ["carboncell", "text", tracked((run) => run.version.carboncell)],
  ["data", "text", tracked((run) => run.version.data)],
];

/** The columns of a table of some runs: one for each of their parameters too. */
function columnsOf(runs: readonly StoredRun[]): readonly Column[] {
  const names = new Set(runs.flatMap(({ params }) => Object.keys(params)));
  return [
    ...COLUMNS,
    ...[...names].map((name): Column => {
      const isNumber = runs.every(({ params }) =>
        ["number", "undefined"].includes(typeof params[name])
      );
      const cell = ({ params: { [name]: value } }: StoredRun) =>
        typeof value === "number" && isNumber
          ? value
          : value === undefined
          ? undefined
          : paramText(value);
      return [`${PARAM}${name}`, isNumber ? "number" : "text", cell];
    }),
  ];
}
