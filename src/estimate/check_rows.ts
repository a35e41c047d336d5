import { shown } from "../input.ts";
import type { Comparison } from "./comparing/compare.ts";
import type { RegionComparison } from "./comparing/compare_regions.ts";
import { hasFootprint } from "./has_footprint.ts";

/**
 * Checks the rows of a comparison, of which anybody can make one by hand.
 * @param value What the user gave
 * @param doing What it is needed for, in the words of an error
 * @throws {TypeError} If a row is not as `compare` or `compareRegions` makes it
 */
export function checkRows(
  value: Comparison | RegionComparison,
  doing: string,
): void {
  const isPlaces = "itEnergyKwh" in value;
  const rows: unknown = value.rows;
  const maker = isPlaces ? "compareRegions()" : "compare()";
  const areSound = Array.isArray(rows) && rows.length > 0 &&
    Array.from(rows).every((row) =>
      isPlaces ? isPlaceRow(row) : isEntryRow(row, doing)
    );
  if (areSound) return;
  throw new TypeError(
    `Cannot ${doing} as the rows must be those that ${maker} gives: current value is ${
      shown(rows)
    }`,
  );
}

type Fields = Readonly<Record<string, unknown>>;

function isEntryRow(row: Fields | null | undefined, doing: string): boolean {
  return typeof row?.["name"] === "string" &&
    Number.isFinite(row["differenceKg"]) && Array.isArray(row["causes"]) &&
    hasFootprint(row["estimate"] as never, doing);
}

const AMOUNTS = ["carbonIntensity", "pue", "energyKwh", "emissionsKg"] as const;

function isPlaceRow(row: Fields | null | undefined): boolean {
  return typeof row?.["name"] === "string" && Array.isArray(row["sources"]) &&
    AMOUNTS.every((key) => Number.isFinite(row[key]));
}
