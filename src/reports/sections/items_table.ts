import { duration, exact, number } from "../../format.ts";
import { S_PER_HOUR } from "../../units.ts";
import { energyText, massText, rangeText } from "../../rounding.ts";
import { measuredText } from "../../cards/run_texts.ts";
import { placeInWords } from "../facts/places.ts";
import type { DocumentTable, TableRow } from "../../document/document.ts";
import type { ReportItem, ReportModel } from "../facts/report_model.ts";
import type { Subject } from "../facts/item_facts.ts";
import type { ReportTotal } from "../facts/report_total.ts";

const COLUMNS = {
  what: "what",
  hardware: "hardware",
  time: "time",
  place: "place",
  intensity: "gCO2e/kWh",
  pue: "PUE",
  energy: "energy",
  emissions: "emissions (CO2e)",
  range: "90 % range",
  measured: "measured",
};

/** The columns that fit on a page of a paper. */
const ON_PAPER = ["what", "hardware", "time", "energy", "emissions", "range"];

/** A row for each run and estimate, and their total. */
export function itemsTable(
  { items, total }: Pick<ReportModel, "items" | "total">,
): DocumentTable {
  return {
    columns: COLUMNS,
    onPaper: ON_PAPER,
    rows: items.map(cellsOf),
    ...(total !== undefined && total.count > 1 && { total: totalCells(total) }),
  };
}

function cellsOf(
  { subject, name, hardware, time, digits }: ReportItem,
): TableRow {
  const { place, carbonIntensity, pue, emissionsKg } = subject;
  return {
    what: name + remarkText(subject),
    hardware,
    time,
    place: placeInWords(place),
    intensity: carbonIntensity === undefined
      ? undefined
      : number(carbonIntensity),
    pue: pue === undefined ? undefined : exact(pue),
    energy: energyText(subject.energyKwh, digits),
    emissions: massText(emissionsKg, digits),
    range: rangeText(subject.emissionsRangeKg, emissionsKg, digits),
    measured: measuredText(subject.measuredShare),
  };
}

/** How a run ended, unless it finished, and the tool that it comes from. */
function remarkText({ run }: Subject): string {
  if (run === undefined) return "";
  const remarks = [
    ...(run.status === "finished" ? [] : [run.status]),
    ...(run.origin === undefined ? [] : [`by ${run.origin.tool}`]),
  ];
  return remarks.length === 0 ? "" : ` (${remarks.join(", ")})`;
}

function totalCells(total: ReportTotal): TableRow {
  const { of, count, hours, energyKwh, emissionsKg, digits } = total;
  return {
    what: `all ${count} ${of}`,
    time: of === "runs" ? duration(hours * S_PER_HOUR) : `${exact(hours)} h`,
    energy: energyText(energyKwh, digits),
    emissions: massText(emissionsKg, digits),
    range: rangeText(total.emissionsRangeKg, emissionsKg, digits),
    measured: measuredText(total.measuredShare),
  };
}
