/** A figure with its source and the year that it describes. */
export interface DatedValue {
  /** Year it describes. */
  readonly year: number;
  /** Key into the sources. */
  readonly source: string;
}

/** A row of the tables, with its source. */
export interface Cited {
  /** Key into the sources. */
  readonly source: string;
  /** Set where the row was cited without a second look at its source. */
  readonly confidence?: "low" | "medium";
  /** What to know about the row. */
  readonly note?: string;
}
