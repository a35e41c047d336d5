import { isNumber } from "./figures.ts";
import type { RepairedRow } from "./plain_rows.ts";

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
 * @param cells The cells in the file, fewer or more than the headings
 * @param names The headings
 * @returns A cell for each heading; a text if there is no way, or several, or the row is too long
 */
export function unshifted(
  cells: readonly string[],
  names: readonly string[],
): RepairedRow | string {
  if (cells.length > names.length) {
    return ": it may be two rows without a line end between them";
  }
  const [whole, ...others] = waysToFill(cells, names);
  if (whole === undefined) return ", and no missing cells explain it";
  if (others.length > 0) return ", and several cells may be the missing ones";
  return {
    cells: whole.map((cell) => cell ?? ""),
    missing: names.filter((_, i) => whole[i] === undefined),
  };
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
