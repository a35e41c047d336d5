import rows from "../../data/equivalences.json" with { type: "json" };
import type { Cited, DatedValue } from "./cited.ts";
import { createTable, type Table } from "./table.ts";

/** An everyday thing with known emissions; for trees, with known uptake. */
export interface Equivalence extends Cited, DatedValue {
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
  /** Set if the thing takes up carbon. */
  readonly uptake?: boolean;
}

/** The equivalences. */
export const equivalences: Table<Equivalence> = createTable(
  rows as readonly Equivalence[],
  { kind: "equivalence", names: (row) => [row.id, row.label] },
);
