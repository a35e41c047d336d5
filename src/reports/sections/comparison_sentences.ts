import { nameText } from "../../cards/run_texts.ts";
import type { Comparison, ComparisonRow } from "../../estimate/compare.ts";
import type {
  RegionComparison,
  RegionRow,
} from "../../estimate/compare_regions.ts";
import { number } from "../../format.ts";
import {
  type Digits,
  digitsOf,
  energyText,
  massText,
  numberText,
} from "../../rounding.ts";
import { placeInWords } from "../facts/places.ts";
import type { Paragraph } from "../../document/document.ts";

/** Entries of a comparison that are put into words. The table has all of them. */
const MOST_ENTRIES = 3;

/** Each entry of a comparison, compared with the first. */
export function comparisonSentences(comparison: Comparison): Paragraph[] {
  const [first, ...others] = comparison.rows as [
    ComparisonRow,
    ...ComparisonRow[],
  ];
  return others.slice(0, MOST_ENTRIES).map((row) => [againstText(first, row)]);
}

function againstText(first: ComparisonRow, row: ComparisonRow): string {
  const [name, other] = [row, first].map((entry) =>
    `“${nameText(entry.name)}”`
  );
  const emits = `${name} emits ${entryMass(row)} CO2e`;
  const { ratio, ratioRange } = row;
  if (ratio === undefined || ratioRange === undefined) {
    return `${emits}, compared with ${entryMass(first)} for ${other}.`;
  }
  const digits = digitsOf(ratioRange);
  const [low, high] = ratioRange.map((end) => number(end, digits));
  return `${emits}, ${
    numberText(ratio, digits)
  } times (90 % range: ${low} to ${high}) the ${entryMass(first)} of ${other}.`;
}

function entryMass({ estimate }: ComparisonRow): string {
  return massText(estimate.emissionsKg, digitsOf(estimate.emissionsRangeKg));
}

/** No range is computed for each of hundreds of places. */
export const PLACE_DIGITS: Digits = digitsOf(undefined);

/** The same computing in the cleanest, the own and the dirtiest place. */
export function regionsSentences(comparison: RegionComparison): Paragraph[] {
  const { rows, own, itEnergyKwh } = comparison;
  const best = rows[0] as RegionRow;
  const worst = rows.at(-1) as RegionRow;
  const home = own === undefined
    ? ""
    : `; in its own place, ${placeInWords(own)}, it emits ${
      massText(own.emissionsKg, PLACE_DIGITS)
    }`;
  return [[
    `Of ${number(rows.length)} places, the same ${
      energyText(itEnergyKwh, PLACE_DIGITS)
    } of computing would emit least in ${placeInWords(best)}, ${
      massText(best.emissionsKg, PLACE_DIGITS)
    } CO2e, and most in ${placeInWords(worst)}, ${
      massText(worst.emissionsKg, PLACE_DIGITS)
    }${home}.`,
  ]];
}
