import { grids } from "../../catalog/grids.ts";
import {
  type ImportedRun,
  LOCAL_TIME,
  type Origin,
} from "../stored/stored_run.ts";
import { amountOf, momentOf } from "./figures.ts";
import {
  idOf,
  importedRun,
  type ImportRemark,
  NO_EMISSIONS,
  type ReadFile,
  UNKNOWN,
} from "./imported_run.ts";
import { plainRows, type Row } from "./plain_rows.ts";
import { soundRows } from "./sound_rows.ts";
import type { LinePlace, SourceFile } from "./source_file.ts";

const NEEDED = [
  "start_time",
  "duration(s)",
  "power_consumption(kWh)",
  "CO2_emissions(kg)",
];

/** Whether cells are the headings of eco2AI. */
export function isEco2ai(names: readonly string[]): boolean {
  return NEEDED.every((name) => names.includes(name));
}

/** A row that was read. */
interface Read extends LinePlace {
  readonly cells: Row["cells"];
  readonly startedAt: Date;
  readonly durationS: number;
  readonly energyKwh: number;
  /** `undefined` if the tool could not compute them. */
  readonly emissionsKg: number | undefined;
}

/**
 * Reads an `emission.csv` of eco2AI. The epochs of a training have a row each, with what they used
 * alone, so a run is the sum of its rows.
 */
export function readEco2ai(file: SourceFile): ReadFile {
  const origin: Origin = {
    tool: "eco2ai",
    version: undefined,
    file: file.name,
  };
  const remarks: ImportRemark[] = [];
  const rows = plainRows(file, {
    isHead: isEco2ai,
    date: "start_time",
    numeric: NUMERIC,
  }, remarks);
  const read = soundRows(rows, (row) => readRow(row, file), remarks);
  const byId = Map.groupBy(read, ({ cells }) => idOfRow(cells));
  const groups = [...byId].map(([id, rows]) => ({
    id,
    rows,
    line: rows[0]!.line,
  }));
  const runs = soundRows(groups, ({ id, rows }) => {
    return runOf(id, rows, origin);
  }, remarks);
  for (const { line, emissionsKg } of read) {
    if (emissionsKg === undefined) remarks.push({ line, what: NO_EMISSIONS });
  }
  remarks.sort((a, b) => a.line - b.line);
  return { origin, runs, remarks };
}

/** Columns of numbers: those with a unit. */
const NUMERIC = /\((?:s|kWh|kg)\)$/;

function readRow({ line, cells }: Row, file: SourceFile): Read {
  const at = { file, line };
  const amount = (what: string, unit: string) =>
    amountOf(cells[what] ?? "", unit, { ...at, what });
  return {
    ...at,
    cells,
    startedAt: momentOf(cells["start_time"] ?? "", {
      ...at,
      what: "start_time",
    }),
    durationS: amount("duration(s)", "s"),
    energyKwh: amount("power_consumption(kWh)", "kWh"),
    emissionsKg: hasEmissions(cells)
      ? amount("CO2_emissions(kg)", "kg")
      : undefined,
  };
}

function hasEmissions(cells: Row["cells"]): boolean {
  return !/^nan$/i.test(cells["CO2_emissions(kg)"] ?? "");
}

function idOfRow(cells: Row["cells"]): string {
  return cells["id"]
    ? idOf("eco2ai", "id", cells["id"])
    : idOf("eco2ai", ...Object.values(cells));
}

function runOf(
  id: string,
  rows: readonly Read[],
  origin: Origin,
): ImportedRun {
  const [first] = rows as [Read];
  const { cells } = first;
  // A run that is not a training has one row, which is written anew.
  const counted = rows.filter((row, i) =>
    row.cells["epoch"] !== "N/A" || i === rows.length - 1
  );
  const sum = (figure: (row: Read) => number) =>
    counted.reduce((all, row) => all + figure(row), 0);
  const startMs = Math.min(...rows.map((row) => row.startedAt.getTime()));
  return importedRun({
    id,
    name: cells["project_name"] || "eco2AI",
    startedAt: new Date(startMs),
    durationS: sum((row) => row.durationS),
    energyKwh: sum((row) => row.energyKwh),
    emissionsKg: counted.every(({ cells }) => hasEmissions(cells))
      ? sum(({ emissionsKg = 0 }) => emissionsKg)
      : undefined,
    place: placeOf(cells["region/country"] ?? ""),
    notes: [LOCAL_TIME],
    figures: cells,
    origin,
  }, first);
}

/** `IN/Delhi`, a country and perhaps a region. */
function placeOf(text: string): ImportedRun["place"] {
  const [code = "", region] = text.split("/");
  const country = /^[A-Z]{2}$/.test(code) ? grids.find(code) : undefined;
  const names = [region, country?.name ?? code].filter(Boolean);
  return {
    name: names.join(", ") || UNKNOWN.name,
    ...country !== undefined && { country: country.zone },
  };
}
