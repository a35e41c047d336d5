import type { Cause } from "../estimate/causes.ts";
import type { ComparisonRow } from "../estimate/compare.ts";
import { duration, exact, mass, number, power } from "../format.ts";
import { S_PER_HOUR } from "../units.ts";
import type { Fact, TableRow } from "../document/document.ts";

/** Figures that differ by less than this share differ by their last bits only. */
const NEGLIGIBLE = 1e-9;

/** The factors that make an entry emit more or less than the first, one by one. */
export function causeFacts(row: ComparisonRow): Fact[] {
  return causesOf(row).filter(({ shareKg }) => shareKg !== 0)
    .map((cause) => ({
      label: `because of ${cause.what}`,
      value: moreOrLess(cause.shareKg),
      note: `${figureText(cause, cause.other)} instead of ${
        figureText(cause, cause.first)
      }`,
    }));
}

/** The columns of a table for what each factor adds. */
export const CAUSE_COLUMNS: Readonly<Record<Cause["what"], string>> = {
  power: "by power",
  hours: "by hours",
  PUE: "by PUE",
  "carbon intensity": "by intensity",
};

/** The cells of these columns. */
export function causeCells(
  row: ComparisonRow,
  textOf: (kg: number) => string,
): TableRow {
  return Object.fromEntries(
    causesOf(row).map(({ what, shareKg }) => [what, textOf(shareKg)]),
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

function figureText({ what, unit }: Cause, figure: number): string {
  switch (what) {
    case "power":
      return power(figure);
    case "hours":
      return duration(figure * S_PER_HOUR);
    case "PUE":
      return exact(figure);
    case "carbon intensity":
      return `${number(figure)} ${unit}`;
  }
}
