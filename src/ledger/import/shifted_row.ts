import { shown } from "../../input.ts";
import type { ImportRemark } from "./imported_run.ts";
import { isNumber } from "./figures.ts";
import { lineError, type LinePlace } from "./source_file.ts";

/**
 * The columns that CodeCarbon up to 3.3.0 left out of an appended row if they had no value. All
 * cells after them moved to the left.
 * @see https://github.com/mlco2/codecarbon/issues/1304
 */
const CAN_BE_LEFT_OUT: ReadonlySet<string> = new Set([
  "experiment_id",
  "country_name",
  "country_iso_code",
  "region",
  "cloud_provider",
  "cloud_region",
  "cpu_model",
  "gpu_count",
  "gpu_model",
  "longitude",
  "latitude",
]);

const ISO3 = /^[A-Z]{3}$/;

/** The number of cards, as in `2 x NVIDIA A100`. */
const CARDS = /^\d+ x /;

const isWord = (text: string) => text !== "" && !isNumber(text);
const isEmptyOrWord = (text: string) => !isNumber(text);
const isCount = (text: string) => /^\d+(?:\.0)?$/.test(text);
const isPercent = (text: string) => isNumber(text) && between(text, 0, 100);
const matches = (pattern: RegExp) => (text: string) => pattern.test(text);
const isId = matches(/^[0-9a-f]{8}-[0-9a-f-]{23,27}$/i);
const isVersion = matches(/^\d+\.\d+\S*$/);

/** Tests for the cells of a column. The cells of all other columns are numbers. */
const LOOKS: Readonly<Record<string, (text: string) => boolean>> = {
  timestamp: matches(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/),
  project_name: () => true,
  run_id: isId,
  experiment_id: isId,
  country_name: isEmptyOrWord,
  country_iso_code: (text) => text === "" || ISO3.test(text),
  region: (text) => isEmptyOrWord(text) && !ISO3.test(text),
  cloud_provider: matches(/^[a-z]*$/),
  cloud_region: matches(/^(?:[a-z][a-z0-9-]*)?$/),
  os: (text) => isWord(text) && text.includes("-"),
  python_version: isVersion,
  codecarbon_version: isVersion,
  cpu_count: isCount,
  cpu_model: (text) => isWord(text) && !CARDS.test(text),
  gpu_count: isCount,
  gpu_model: (text) => text === "" || CARDS.test(text),
  longitude: (text) => isNumber(text) && between(text, -180, 180),
  latitude: (text) => isNumber(text) && between(text, -90, 90),
  ram_total_size: (text) => isNumber(text) && Number(text) > 0,
  tracking_mode: matches(/^(?:machine|process)$/),
  cpu_utilization_percent: isPercent,
  gpu_utilization_percent: isPercent,
  ram_utilization_percent: isPercent,
  on_cloud: matches(/^[YN]$/),
  pue: (text) => isNumber(text) && Number(text) >= 1,
};

function between(text: string, least: number, most: number): boolean {
  return Number(text) >= least && Number(text) <= most;
}

/**
 * Puts empty cells in the place of those that were left out, if there is only one way to do so.
 * @param cells The cells in the file
 * @param names The headings
 * @param at The place of the row
 * @param remarks Gets a remark on what was put back
 * @returns A cell for each heading
 * @throws {SyntaxError} If there is no way, or several, or the row is too long
 */
export function repaired(
  cells: readonly string[],
  names: readonly string[],
  at: LinePlace,
  remarks: ImportRemark[],
): readonly string[] {
  if (cells.length === names.length) return cells;
  const count = `has ${cells.length} cells under ${names.length} headings`;
  if (cells.length > names.length) {
    const why = `${count}: it may be two rows without a line end between them`;
    throw lineError(SyntaxError, at, why);
  }
  const ways = waysToFill(cells, names);
  if (ways.length !== 1) {
    const why = ways.length === 0
      ? "and no missing cells explain it"
      : "and several cells may be the missing ones";
    throw lineError(SyntaxError, at, `${count}, ${why}`);
  }
  const [whole] = ways as [readonly (string | undefined)[]];
  const left = names.filter((_, i) => whole[i] === undefined);
  remarks.push({
    line: at.line,
    what: `had ${cells.length} cells under ${names.length} headings; ${
      left.map(shown).join(", ")
    } were missing and are now empty`,
  });
  return whole.map((cell) => cell ?? "");
}

type Filled = readonly (string | undefined)[];

/** Two ways with the same cells count as one, whichever of their empty cells was missing. */
function waysToFill(
  cells: readonly string[],
  names: readonly string[],
): Filled[] {
  const ways = new Map<string, Filled>();
  /** Pairs of cell and heading from which no way leads to the end. */
  const dead = new Set<number>();
  const fill = (cell: number, heading: number, filled: Filled): boolean => {
    if (ways.size > 1) return true;
    if (heading === names.length) {
      if (cell < cells.length) return false;
      ways.set(JSON.stringify(filled.map((text) => text ?? "")), filled);
      return true;
    }
    const key = cell * names.length + heading;
    if (dead.has(key)) return false;
    const name = names[heading] as string;
    const text = cells[cell];
    let found = false;
    if (text !== undefined && (LOOKS[name] ?? isNumber)(text)) {
      found = fill(cell + 1, heading + 1, [...filled, text]);
    }
    if (
      CAN_BE_LEFT_OUT.has(name) && heading - cell < names.length - cells.length
    ) {
      const without = fill(cell, heading + 1, [...filled, undefined]);
      found = without || found;
    }
    if (!found) dead.add(key);
    return found;
  };
  fill(0, 0, []);
  return [...ways.values()];
}
