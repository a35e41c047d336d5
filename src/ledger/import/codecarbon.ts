import { grids } from "../../catalog/grids.ts";
import {
  type ImportedRun,
  LOCAL_TIME,
  type Origin,
} from "../stored/stored_run.ts";
import { csvRecords } from "./csv_records.ts";
import { amountOf, momentOf } from "./figures.ts";
import {
  idOf,
  importedRun,
  type ImportRemark,
  type ReadFile,
  UNKNOWN,
} from "./imported_run.ts";
import { repaired } from "./shifted_row.ts";
import { lineError, type LinePlace, type SourceFile } from "./source_file.ts";

/** Files of every version have these headings, and a run needs them. */
const NEEDED = ["timestamp", "duration", "emissions", "energy_consumed"];

/** Whether a line has the headings of CodeCarbon. */
export function isCodecarbon(line: string): boolean {
  const names = line.split(",");
  return ["emissions", "duration"].every((name) => names.includes(name));
}

/** The cells of a row by heading, and the line in which it begins. */
interface Row {
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
}

/**
 * Reads an `emissions.csv`. Columns are found by heading, as older files have fewer of them. A run
 * can have several rows, each with everything since its start: its last row counts.
 */
export function readCodecarbon(file: SourceFile): ReadFile {
  const [headings, ...records] = csvRecords(file);
  const names = headings?.cells ?? [];
  checkHeadings(names, file);
  const remarks: ImportRemark[] = [];
  const rows = records.map(({ line, cells }): Row => {
    const whole = repaired(cells, names, { file, line }, remarks);
    return {
      line,
      cells: Object.fromEntries(names.map((name, i) => [name, whole[i] ?? ""])),
    };
  });
  const versions = new Set(
    rows.map(({ cells }) => cells["codecarbon_version"]),
  );
  const origin: Origin = {
    tool: "codecarbon",
    version: [...versions].filter(Boolean).join(", ") || undefined,
    file: file.name,
  };
  const runs = new Map<string, { run: ImportedRun; line: number }>();
  for (const row of rows) {
    const run = runOf(row, origin, file);
    const before = runs.get(run.id);
    const [first, last] = before !== undefined &&
        before.run.durationS > run.durationS
      ? [row.line, before]
      : [before?.line, { run, line: row.line }];
    if (first !== undefined) {
      const what = `is part of the run whose total is in line ${last.line}`;
      remarks.push({ line: first, what });
    }
    runs.set(run.id, last);
  }
  remarks.sort((a, b) => a.line - b.line);
  return { origin, runs: [...runs.values()].map(({ run }) => run), remarks };
}

function checkHeadings(names: readonly string[], file: SourceFile): void {
  const at = { file, line: 1 };
  const missing = NEEDED.filter((name) => !names.includes(name));
  if (missing.length > 0) {
    const wanted = `must have the headings ${missing.join(", ")}`;
    throw lineError(TypeError, at, wanted, names.join(","));
  }
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) {
    throw lineError(TypeError, at, "must have each heading once", twice);
  }
  if (names.includes("task_name")) {
    const wanted =
      "must have the headings of runs, and has those of tasks: import the emissions.csv of the run";
    throw lineError(TypeError, at, wanted, "task_name");
  }
}

function runOf({ line, cells }: Row, origin: Origin, file: SourceFile) {
  const at = { file, line };
  const amount = (what: string, unit: string) =>
    amountOf(cells[what] ?? "", unit, { ...at, what });
  const known = (what: string, unit: string) =>
    cells[what] ? amount(what, unit) : undefined;
  const timestamp = cells["timestamp"] ?? "";
  const writtenAt = momentOf(timestamp, { ...at, what: "timestamp" });
  const durationS = amount("duration", "s");
  const hasZone = /(?:Z|[+-]\d\d:?\d\d)$/.test(timestamp);
  return importedRun({
    pue: known("pue", ""),
    waterL: known("water_consumed", "L"),
    id: runId(cells, at),
    name: cells["project_name"] || "codecarbon",
    startedAt: startOf(writtenAt, durationS, at),
    durationS,
    energyKwh: amount("energy_consumed", "kWh"),
    emissionsKg: amount("emissions", "kg"),
    place: placeOf(cells),
    components: PARTS.flatMap(([component, column, model]) => {
      const energyKwh = known(column, "kWh");
      if (energyKwh === undefined) return [];
      return [{
        component,
        name: cells[model] || component,
        energyKwh,
        method: undefined,
        source: "CodeCarbon",
      }];
    }),
    notes: hasZone ? [] : [LOCAL_TIME],
    figures: cells,
    origin: { ...origin, version: cells["codecarbon_version"] || undefined },
  }, at);
}

/** The components, with the columns of their energy and of their name. */
const PARTS = [
  ["accelerator", "gpu_energy", "gpu_model"],
  ["cpu", "cpu_energy", "cpu_model"],
  ["memory", "ram_energy", ""],
] as const;

/** CodeCarbon writes the row when the run ends. */
function startOf(writtenAt: Date, durationS: number, at: LinePlace): Date {
  const startedAt = new Date(writtenAt.getTime() - durationS * 1000);
  if (startedAt.getTime() >= 0) return startedAt;
  const wanted = "must have a duration that begins after 1970, in s";
  throw lineError(RangeError, at, wanted, durationS);
}

/** The run's id; in older files its experiment's id, else an id made of the row. */
function runId(cells: Row["cells"], at: LinePlace): string {
  const given = "run_id" in cells ? cells["run_id"] : cells["experiment_id"];
  if (!given) return idOf("codecarbon", ...Object.values(cells));
  if (/^[\w.:-]{1,100}$/.test(given)) return `codecarbon:${given}`;
  const wanted = "must have an id of letters, digits and hyphens as run_id";
  throw lineError(TypeError, at, wanted, given);
}

function placeOf(cells: Row["cells"]): ImportedRun["place"] {
  const provider = cells["cloud_provider"] || undefined;
  const region = cells["cloud_region"] || undefined;
  const names = [cells["region"], cells["country_name"]].filter(Boolean);
  const iso3 = cells["country_iso_code"] ?? "";
  const country = /^[A-Z]{3}$/.test(iso3) ? grids.find(iso3)?.zone : undefined;
  return {
    name: names.join(", ") || region || UNKNOWN.name,
    ...provider !== undefined && region !== undefined && { provider, region },
    ...country !== undefined && { country },
  };
}
