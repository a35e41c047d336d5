import rows from "../../data/sources.json" with { type: "json" };

/** Where a figure was published. */
export interface Publication {
  /** Title of the page, table or paper. */
  readonly title: string;
  /** Who published it. */
  readonly publisher: string;
  /** Year of the edition. */
  readonly year: number;
  /** Terms of use, as stated there. */
  readonly licence: string;
  /** Where it can be read. */
  readonly address: string;
  /** How it turns gases into CO2e, where it says so. */
  readonly gwp?: string;
  /** Whether its figures of grids hold losses on the way, where it says so. */
  readonly gridLosses?: string;
}

/** All publications by key. */
export const PUBLICATIONS: ReadonlyMap<string, Publication> = new Map(
  Object.entries(rows),
);

/**
 * The publication behind a key of the data tables.
 * @param key A `source` of a row
 * @throws {RangeError} If `sources.json` lacks the key
 */
export function publication(key: string): Publication {
  const found = PUBLICATIONS.get(key);
  if (found === undefined) {
    throw new RangeError(`Cannot find the source "${key}" in sources.json`);
  }
  return found;
}
