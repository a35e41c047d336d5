import type { Cause } from "../../estimate/comparing/causes.ts";
import type { ComparisonRow } from "../../estimate/comparing/compare.ts";
import {
  duration,
  energy,
  exact,
  mass,
  massRange,
  number,
  power,
} from "../../format.ts";
import { S_PER_HOUR } from "../../units.ts";
import type { Fact, TableRow } from "../../document/document.ts";

/** Figures that differ by less than this share differ by their last bits only. */
const NEGLIGIBLE = 1e-9;

/**
 * The factors that make an entry emit more or less than the first, one by one.
 * @param row The entry
 * @param isNamed Whether each fact names the entry
 */
export function causeFacts(row: ComparisonRow, isNamed: boolean): Fact[] {
  return causesOf(row).filter(({ shareKg }) => shareKg !== 0)
    .map((cause) => ({
      label: `because of ${cause.what}${isNamed ? `: ${row.name}` : ""}`,
      value: moreOrLess(cause.shareKg),
      note: `${figureText(cause, cause.other)} instead of ${
        figureText(cause, cause.first)
      }`,
    }));
}

const COLUMNS: readonly (readonly [Cause["what"], string])[] = [
  ["power", "by power"],
  ["hours", "by hours"],
  ["energy", "by energy"],
  ["PUE", "by PUE"],
  ["carbon intensity", "by intensity"],
  ["calls", "by calls"],
];

/** The columns of a table for what each factor adds. */
export function causeColumns(
  rows: readonly ComparisonRow[],
): Readonly<Record<string, string>> {
  const found = new Set(rows.flatMap(({ causes }) => causes.map(whatOf)));
  return Object.fromEntries(
    COLUMNS.filter(([what]) => found.has(what))
      .map(([what, title]) => [columnOf(what), title]),
  );
}

const whatOf = ({ what }: Cause) => what;

/** The key of a factor's column: a table of results has a column "energy" already. */
function columnOf(what: Cause["what"]): string {
  return what === "energy" ? "by energy" : what;
}

/** The cells of these columns. */
export function causeCells(
  row: ComparisonRow,
  textOf: (kg: number) => string,
): TableRow {
  return Object.fromEntries(
    causesOf(row).map(({ what, shareKg }) => [columnOf(what), textOf(shareKg)]),
  );
}

function causesOf({ causes, estimate, differenceKg }: ComparisonRow): Cause[] {
  const { emissionsKg } = estimate;
  const least = NEGLIGIBLE * Math.max(emissionsKg, emissionsKg - differenceKg);
  return causes.map((cause) =>
    Math.abs(cause.shareKg) > least ? cause : { ...cause, shareKg: 0 }
  );
}

/** A difference of emissions in words. */
export function moreOrLess(differenceKg: number): string {
  if (differenceKg === 0) return "the same";
  return `${mass(Math.abs(differenceKg))} ${
    differenceKg < 0 ? "less" : "more"
  }`;
}

/** A range of differences in words, such as `56 to 240 kg less`. */
export function differenceRange(
  [low, high]: readonly [number, number],
): string {
  if (high <= 0 && low < 0) return `${massRange([-high, -low])} less`;
  if (low >= 0) {
    return high === 0 ? "the same" : `${massRange([low, high])} more`;
  }
  return `${mass(-low, 2)} less to ${mass(high, 2)} more`;
}

function figureText({ what, unit }: Cause, figure: number): string {
  switch (what) {
    case "power":
      return power(figure);
    case "hours":
      return duration(figure * S_PER_HOUR);
    case "energy":
      return energy(figure);
    case "PUE":
      return exact(figure);
    case "carbon intensity":
      return `${number(figure)} ${unit}`;
    case "calls":
      return mass(figure);
  }
}
