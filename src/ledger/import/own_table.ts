import { library } from "../../library.ts";
import { unguarded } from "../../csv_text.ts";
import { messageOf } from "../../machine/machine.ts";
import type { RunCall } from "../../tracker/calls/run_call.ts";
import { callComponents } from "../../tracker/calls/call_groups.ts";
import type { SharedStretch } from "../../tracker/sharing/shared_stretch.ts";
import type { Coverage } from "../../tracker/sharing/coverage.ts";
import { PARAM, readParam } from "../../tracker/params.ts";
import { STATUSES } from "../stored/run_fault.ts";
import {
  FROM_TABLE,
  type ImportedComponent,
  type ImportedRun,
  type ImportTool,
  type Origin,
} from "../stored/stored_run.ts";
import { amountOf } from "./figures.ts";
import {
  importedRun,
  type ImportRemark,
  type ReadFile,
  UNKNOWN,
} from "./imported_run.ts";
import { plainRows, type Row } from "./plain_rows.ts";
import { soundRows } from "./sound_rows.ts";
import { lineError, type LinePlace, type SourceFile } from "./source_file.ts";

/** The first headings of a table of runs that `ledger.export` writes. */
const HEADINGS = "id,name,status,reason,started_at,duration_s";

/** Whether cells are the headings of such a table. */
export function isOwnTable(names: readonly string[]): boolean {
  return names.join().startsWith(HEADINGS);
}

/** Reads the runs of `ledger.export("csv")`. */
export function readOwnTable(file: SourceFile): ReadFile {
  const remarks: ImportRemark[] = [];
  const rows = plainRows(file, {
    isHead: isOwnTable,
    date: "started_at",
    numeric: NUMERIC,
  }, remarks).map(({ line, cells }) => ({
    line,
    cells: Object.fromEntries(
      Object.entries(cells).map(([name, cell]) => [name, unguarded(cell)]),
    ),
  }));
  return runsOf(rows, file, remarks);
}

/** Columns of numbers: those with a unit. */
const NUMERIC = /^(?:.+_(?:s|kwh|kg|l)|pue)$/;

/**
 * Reads the runs of `ledger.export("parquet")`.
 * @param name The path of the file
 * @param bytes Its content
 */
export async function readOwnParquet(
  name: string,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<ReadFile> {
  const { parquetReadObjects } = await library<
    typeof import("npm:hyparquet@1.31.5")
  >("npm:hyparquet@1.31.5");
  const file = { name, text: "" };
  let rows: Record<string, unknown>[];
  try {
    rows = await parquetReadObjects({ file: bytes.buffer });
  } catch (error) {
    const why = `begins no Parquet file that can be read: ${messageOf(error)}`;
    throw lineError(SyntaxError, { file, line: 1 }, why);
  }
  const isOwn = HEADINGS.split(",").every((name) => name in (rows[0] ?? {}));
  if (rows.length > 0 && !isOwn) {
    throw lineError(
      TypeError,
      { file, line: 1 },
      'must have the columns of ledger.export("parquet")',
      Object.keys(rows[0] ?? {}).join(),
    );
  }
  return runsOf(
    rows.map((row, i) => ({
      line: i + 1,
      cells: Object.fromEntries(
        Object.entries(row).map(([name, value]) => [name, textOf(value)]),
      ),
    })),
    file,
    [],
  );
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return "";
  return value instanceof Date ? value.toISOString() : String(value);
}

function runsOf(
  rows: readonly Row[],
  file: SourceFile,
  remarks: ImportRemark[],
): ReadFile {
  const [first] = rows;
  const origin: Origin = {
    tool: "carboncell",
    version: first?.cells["carboncell"] || undefined,
    file: file.name,
  };
  const runs = soundRows(rows, (row) => runOf(row, file, origin), remarks);
  return { origin, runs, remarks };
}

function runOf(
  { line, cells }: Row,
  file: SourceFile,
  origin: Origin,
): ImportedRun {
  const at = { file, line };
  const amount = (what: string, unit: string) =>
    amountOf(cells[what] ?? "", unit, { ...at, what });
  const known = (what: string, unit: string) =>
    cells[what] ? amount(what, unit) : undefined;
  const said = (what: string) => cells[what] || undefined;
  const calls = cells["call_list"]
    ? jsonOf<RunCall[]>(cells["call_list"], "call_list", at)
    : [];
  return importedRun({
    id: said("id") ?? missing("id", at),
    name: cells["name"] ?? "",
    status: statusOf(cells["status"] ?? "", at),
    reason: said("reason"),
    startedAt: dateOf(cells["started_at"] ?? "", at),
    durationS: amount("duration_s", "s"),
    energyKwh: amount("energy_kwh", "kWh"),
    emissionsKg: known("emissions_kg", "kg"),
    carbonIntensity: known("carbon_intensity_g_per_kwh", "g/kWh"),
    pue: known("pue", ""),
    waterL: known("water_l", "L"),
    place: placeOf(cells),
    components: [
      ...PARTS.flatMap(([component, column]): ImportedComponent[] => {
        const energyKwh = known(column, "kWh");
        return energyKwh === undefined ? [] : [{
          component,
          name: component,
          energyKwh,
          method: undefined,
          source: "carboncell",
        }];
      }),
      ...callComponents(calls).map((part) => ({ ...part, method: undefined })),
    ],
    ...calls.length > 0 && { calls },
    params: Object.fromEntries(
      Object.entries(cells).flatMap(([name, text]) =>
        name.startsWith(PARAM) && text !== ""
          ? [[name.slice(PARAM.length), readParam(text)]]
          : []
      ),
    ),
    tags: (cells["tags"] ?? "").split(" ").filter((tag) => tag !== ""),
    ...cells["coverage"] && {
      coverage: jsonOf<Coverage>(cells["coverage"], "coverage", at),
    },
    ...cells["shared"] && {
      shared: jsonOf<SharedStretch[]>(cells["shared"], "shared", at),
    },
    ...cells["uncounted"] && {
      uncounted: jsonOf<NonNullable<ImportedRun["uncounted"]>>(
        cells["uncounted"],
        "uncounted",
        at,
      ),
    },
    sharedEnergyKwh: known("shared_energy_kwh", "kWh") ?? 0,
    sharedEmissionsKg: known("shared_emissions_kg", "kg") ?? 0,
    notes: [FROM_TABLE],
    figures: Object.fromEntries(
      Object.entries(cells).filter(([name]) =>
        !READ.has(name) && !name.startsWith(PARAM)
      ),
    ),
    origin: cells["origin_tool"]
      ? {
        tool: cells["origin_tool"] as ImportTool,
        version: said("origin_version"),
        file: cells["origin_file"] ?? "",
      }
      : { ...origin, version: said("carboncell") },
  }, at);
}

const PARTS = [
  ["accelerator", "accelerator_kwh"],
  ["cpu", "cpu_kwh"],
  ["memory", "memory_kwh"],
] as const;

/** The columns that are fields of a run. */
const READ: ReadonlySet<string> = new Set([
  ...HEADINGS.split(","),
  ...PARTS.map(([, column]) => column),
  ...["energy_kwh", "emissions_kg", "water_l", "carbon_intensity_g_per_kwh"],
  ...[
    "pue",
    "place",
    "region",
    "country",
    "tags",
    "coverage",
    "shared",
    "uncounted",
    "calls",
    "calls_kwh",
    "calls_emissions_kg",
    "call_list",
  ],
  ...["shared_energy_kwh", "shared_emissions_kg"],
  ...["origin_tool", "origin_version", "origin_file"],
]);

function missing(what: string, at: LinePlace): never {
  throw lineError(TypeError, at, `must have text as ${what}`);
}

/** A run in progress, as the file knows it, is one that was interrupted. */
function statusOf(text: string, at: LinePlace): ImportedRun["status"] {
  if (text === "running") return "interrupted";
  if (STATUSES.includes(text)) return text as ImportedRun["status"];
  const wanted = `must have one of ${STATUSES.join(", ")} as status`;
  throw lineError(RangeError, at, wanted, text);
}

function dateOf(text: string, at: LinePlace): Date {
  const date = new Date(text);
  if (/^\d{4}-\d\d-\d\dT.*Z$/.test(text) && !Number.isNaN(date.getTime())) {
    return date;
  }
  const wanted =
    "must have a date such as 2026-11-23T07:54:12.000Z as started_at";
  throw lineError(TypeError, at, wanted, text);
}

function placeOf(cells: Row["cells"]): ImportedRun["place"] {
  const name = cells["place"] || UNKNOWN.name;
  const country = cells["country"];
  const [, provider, region] = /^(\S+) (.+)$/.exec(cells["region"] ?? "") ?? [];
  const isCloud = cells["region"] !== name && provider !== undefined &&
    region !== undefined;
  return {
    name,
    ...isCloud && { provider, region },
    ...country && { country },
  };
}

function jsonOf<Value>(text: string, what: string, at: LinePlace): Value {
  try {
    return JSON.parse(text) as Value;
  } catch {
    throw lineError(SyntaxError, at, `must have JSON as ${what}`, text);
  }
}
