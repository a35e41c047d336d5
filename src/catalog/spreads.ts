import rows from "../../data/spreads.json" with { type: "json" };

/** How far a kind of figure is from the true value, as a log-normal factor. */
export interface Spread {
  /** Unique key. */
  readonly id: string;
  /** What the factor describes. */
  readonly what: string;
  /** Median of true value / figure used. */
  readonly medianFactor: number;
  /** Standard deviation of the logarithm of that ratio. */
  readonly sigma: number;
  /** Number of observations. */
  readonly n: number;
  /** How it was computed. */
  readonly method: string;
  /** Keys into the sources. */
  readonly source: readonly string[];
}

const BY_ID: ReadonlyMap<string, Spread> = new Map(
  (rows satisfies Spread[]).map((row) => [row.id, row]),
);

/**
 * The spread of a kind of figure.
 * @param id A key of the table
 * @throws {RangeError} If the table lacks the key
 */
export function spread(id: string): Spread {
  const found = BY_ID.get(id);
  if (found === undefined) throw new RangeError(`Cannot find spread "${id}"`);
  return found;
}
