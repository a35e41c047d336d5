import { percent } from "../../format.ts";
import { PERCENT } from "../../units.ts";
import { massText } from "../../rounding.ts";
import { claimText } from "../../cards/parts/footprint_facts.ts";
import { placeInWords } from "../facts/places.ts";
import type { Section, TableRow } from "../../document/document.ts";
import type { ReportModel } from "../facts/report_model.ts";
import { totalOf } from "../facts/report_total.ts";
import type { Subject } from "../facts/item_facts.ts";

/** Places in the table. */
const MOST_PLACES = 60;

const COLUMNS = {
  place: "place",
  emissions: "location-based (CO2e)",
  claim: "claimed, market-based",
  cfe: "hourly carbon-free energy (provider's figure)",
};

/** Location-based emissions beside the claims of providers. */
export function claimsSection({ total }: ReportModel): Section | undefined {
  if (total === undefined) return undefined;
  const byPlace = Map.groupBy(
    total.subjects,
    (item) => JSON.stringify([item.place, item.offsetPercent]),
  );
  const rows = [...byPlace.values()].map(cellsOf);
  const left = rows.length - MOST_PLACES;
  return {
    id: "claims",
    title: "Location-based emissions and claims",
    paragraphs: [
      ["Emissions are those of the local grid. Certificates, contracts and offsets never reduce them: what is claimed is market-based and is listed beside them."],
      ...(left > 0 ? [[`${left} more places are not listed.`]] : []),
    ],
    tables: [{ columns: COLUMNS, rows: rows.slice(0, MOST_PLACES) }],
  };
}

function cellsOf(there: readonly Subject[]): TableRow {
  const [first] = there as [Subject];
  const { emissionsKg = 0, digits = 2 } = totalOf(there) ?? {};
  const { cfePercent } = first.place;
  return {
    place: placeInWords(first.place),
    emissions: massText(emissionsKg, digits),
    claim: claimText(first) ?? "none known",
    cfe: cfePercent === undefined ? undefined : percent(cfePercent / PERCENT),
  };
}
