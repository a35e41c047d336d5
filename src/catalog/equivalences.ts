import rows from "../../data/equivalences.json" with { type: "json" };
import { createTable, type Table } from "./table.ts";

/** An everyday thing with known emissions; for trees, with known uptake. */
export interface Equivalence {
  /** Unique key, such as `strubell-car-lifetime`. */
  readonly id: string;
  /** Phrase that reads after a number. */
  readonly label: string;
  /** Unit of the number. */
  readonly unit: string;
  /** Emissions or uptake of one unit, in kgCO2e. */
  readonly kgPerUnit: number;
  /** The figure as it was published. */
  readonly publishedValue: number;
  /** The unit as it was published. */
  readonly publishedUnit: string;
  /** Where it holds. */
  readonly region: string;
  /** Year it describes. */
  readonly year: number;
  /** Key into the sources. */
  readonly source: string;
  /** Set if the thing takes up carbon. */
  readonly uptake?: boolean;
  /** Set where nobody has checked the figure against its source. */
  readonly confidence?: "low" | "medium";
  /** What to know about it. */
  readonly note?: string;
}

/** The equivalences. */
export const equivalences: Table<Equivalence> = createTable(
  rows as readonly Equivalence[],
  { kind: "equivalence", names: (row) => [row.id, row.label] },
);
