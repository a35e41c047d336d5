import { type Equivalence, equivalences } from "../catalog/equivalences.ts";
import { publication } from "../catalog/sources.ts";

/** Emissions as an amount of an everyday thing. */
export interface Equivalent {
  /** Key in the catalogue. */
  readonly id: string;
  /** Phrase that reads after the amount. */
  readonly label: string;
  /** Number of these things. */
  readonly amount: number;
  /** Emissions or uptake of one of them, in kgCO2e. */
  readonly kgPerUnit: number;
  /** Title of the publication. */
  readonly source: string;
  /** Key of the publication in the tables; `undefined` if the tables no longer have it. */
  readonly publication: string | undefined;
  /** Its address. */
  readonly url: string;
  /** Year it describes. */
  readonly year: number;
}

/** Sorted by size: some suit a minute of computing, and some a year. */
const CHOSEN = [
  "smartphone-charge-epa-2024",
  "car-km-epa-2024",
  "tree-year",
  "strubell-flight-ny-sf",
  "strubell-human-life-year",
  "strubell-car-lifetime",
];

let chosen: readonly (Equivalence & { title: string; address: string })[];

/**
 * Expresses emissions in everyday things, the smallest thing first.
 * @param emissionsKg Emissions, in kgCO2e
 */
export function equivalentsOf(emissionsKg: number): readonly Equivalent[] {
  chosen ??= CHOSEN.map((id) => {
    const row = equivalences.get(id);
    return { ...row, ...publication(row.source), year: row.year };
  });
  return chosen.map((
    { id, label, kgPerUnit, title, source, address, year },
  ) => ({
    id,
    label,
    amount: emissionsKg / kgPerUnit,
    kgPerUnit,
    source: title,
    publication: source,
    url: address,
    year,
  }));
}
