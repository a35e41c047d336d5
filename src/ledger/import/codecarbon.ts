import { type Grid, grids } from "../../catalog/grids.ts";
import { providers } from "../../catalog/providers.ts";
import { regions } from "../../catalog/regions.ts";
import {
  type ImportedRun,
  LOCAL_TIME,
  type Origin,
} from "../stored/stored_run.ts";
import { amountOf, hasZone, momentOf } from "./figures.ts";
import {
  idOf,
  importedRun,
  type ImportRemark,
  NO_EMISSIONS,
  type ReadFile,
  UNKNOWN,
} from "./imported_run.ts";
import { plainRows, type Row } from "./plain_rows.ts";
import { unshifted } from "./shifted_row.ts";
import { soundRows } from "./sound_rows.ts";
import { lineError, type LinePlace, type SourceFile } from "./source_file.ts";

/** Files of every version have these headings, and a run needs them. */
const NEEDED = ["timestamp", "duration", "emissions", "energy_consumed"];

/** Whether cells are the headings of CodeCarbon. */
export function isCodecarbon(names: readonly string[]): boolean {
  return ["emissions", "duration"].every((name) => names.includes(name));
}

/**
 * Reads an `emissions.csv`. Columns are found by heading, as older files have fewer of them. A run
 * can have several rows, each with everything since its start: its last row counts.
 */
export function readCodecarbon(file: SourceFile): ReadFile {
  const remarks: ImportRemark[] = [];
  const rows = plainRows(file, {
    isHead: isCodecarbon,
    date: "timestamp",
    numeric: NUMERIC,
    checkHead,
    repair: unshifted,
  }, remarks).map(withoutNothing);
  const versions = new Set(
    rows.map(({ cells }) => cells["codecarbon_version"]),
  );
  const origin: Origin = {
    tool: "codecarbon",
    version: [...versions].filter(Boolean).join(", ") || undefined,
    file: file.name,
  };
  const runs = new Map<string, { run: ImportedRun; line: number }>();
  const read = soundRows(
    rows,
    (row) => ({ line: row.line, run: runOf(row, origin, file, remarks) }),
    remarks,
  );
  for (const { line, run } of read) {
    const before = runs.get(run.id);
    const [first, last] = before !== undefined &&
        before.run.durationS > run.durationS
      ? [line, before]
      : [before?.line, { run, line }];
    if (first !== undefined) {
      const what = `is part of the run whose total is in line ${last.line}`;
      remarks.push({ line: first, what });
    }
    runs.set(run.id, last);
  }
  remarks.sort((a, b) => a.line - b.line);
  return { origin, runs: [...runs.values()].map(({ run }) => run), remarks };
}

/** pandas and databases may write a word where CodeCarbon has no value. */
function withoutNothing({ line, cells }: Row): Row {
  return {
    line,
    cells: Object.fromEntries(
      Object.entries(cells).map(([name, cell]) => [
        name,
        /^(?:nan|none|null)$/i.test(cell) && !NEEDED.includes(name) ? "" : cell,
      ]),
    ),
  };
}

/** Columns of numbers. */
const NUMERIC =
  /^(?:duration|emissions|emissions_rate|.+_power|.+_energy|energy_consumed|water_consumed|longitude|latitude|ram_total_size|[pw]ue|.+_percent|.+_count)$/;

function checkHead(names: readonly string[], at: LinePlace): void {
  const missing = NEEDED.filter((name) => !names.includes(name));
  if (missing.length > 0) {
    const wanted = `must have the headings ${missing.join(", ")}`;
    throw lineError(TypeError, at, wanted, names.join(","));
  }
  const twice = names.find((name, i) =>
    name !== "" && names.indexOf(name) !== i
  );
  if (twice !== undefined) {
    throw lineError(TypeError, at, "must have each heading once", twice);
  }
  if (names.includes("task_name")) {
    const wanted =
      "must have the headings of runs, and has those of tasks: import the emissions.csv of the run";
    throw lineError(TypeError, at, wanted, "task_name");
  }
}

function runOf(
  { line, cells }: Row,
  origin: Origin,
  file: SourceFile,
  remarks: ImportRemark[],
) {
  const at = { file, line };
  const amount = (what: string, unit: string) =>
    amountOf(cells[what] ?? "", unit, { ...at, what });
  const known = (what: string, unit: string) =>
    cells[what] ? amount(what, unit) : undefined;
  const timestamp = cells["timestamp"] ?? "";
  const writtenAt = momentOf(timestamp, { ...at, what: "timestamp" });
  const durationS = amount("duration", "s");
  const hasEmissions = !/^nan$/i.test(cells["emissions"] ?? "");
  const run = importedRun({
    pue: known("pue", ""),
    waterL: known("water_consumed", "L"),
    id: runId(cells),
    name: cells["project_name"] || "codecarbon",
    startedAt: startOf(writtenAt, durationS, at),
    durationS,
    energyKwh: amount("energy_consumed", "kWh"),
    emissionsKg: hasEmissions ? amount("emissions", "kg") : undefined,
    place: placeOf(cells),
    components: PARTS.flatMap(([component, column, model]) => {
      const energyKwh = known(column, "kWh");
      // CodeCarbon writes a 0 for the cards of a machine without any.
      const isThere = component !== "accelerator" || energyKwh !== 0 ||
        !!cells[model];
      if (energyKwh === undefined || !isThere) return [];
      return [{
        component,
        name: cells[model] || component,
        energyKwh,
        method: undefined,
        source: "CodeCarbon",
      }];
    }),
    notes: hasZone(timestamp) ? [] : [LOCAL_TIME],
    figures: cells,
    origin: { ...origin, version: cells["codecarbon_version"] || undefined },
  }, at);
  if (!hasEmissions) {
    remarks.push({ line, what: NO_EMISSIONS });
  }
  return run;
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
function runId(cells: Row["cells"]): string {
  const given = "run_id" in cells ? cells["run_id"] : cells["experiment_id"];
  if (!given) return idOf("codecarbon", ...Object.values(cells));
  return /^[\w.:-]{1,100}$/.test(given)
    ? `codecarbon:${given}`
    : idOf("codecarbon", "run_id", given);
}

function placeOf(cells: Row["cells"]): ImportedRun["place"] {
  const cloud = cells["cloud_provider"] ?? "";
  const code = cells["cloud_region"] ?? "";
  const { provider = cloud } = providers.find(cloud) ?? {};
  const known = regions.find(`${provider}/${code}`);
  const region = known?.region ?? code;
  const area = areaOf(cells["country_iso_code"]) ??
    areaOf(cells["country_name"]);
  const country = area?.zone ?? known?.country;
  const names = [cells["region"], cells["country_name"] || area?.name]
    .filter(Boolean);
  return {
    name: names.join(", ") || region || UNKNOWN.name,
    ...provider !== "" && region !== "" && { provider, region },
    ...country !== undefined && { country },
  };
}

/** A country by its code or name. */
function areaOf(said = ""): Grid | undefined {
  const area = said === "" ? undefined : grids.find(said);
  return area?.kind === "country" ? area : undefined;
}
