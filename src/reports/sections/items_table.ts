import { duration, exact, number } from "../../format.ts";
import { S_PER_HOUR } from "../../units.ts";
import { energyText, massText, rangeText } from "../../rounding.ts";
import { measuredText } from "../measured_text.ts";
import { placeInWords } from "../facts/places.ts";
import type { Table } from "../report_document.ts";
import type { ReportItem, ReportModel } from "../facts/report_model.ts";
import type { Subject } from "../facts/item_facts.ts";
import type { Total } from "../facts/totals.ts";

const COLUMNS = [
  "what",
  "hardware",
  "time",
  "place",
  "gCO2e/kWh",
  "PUE",
  "energy",
  "emissions (CO2e)",
  "90 % range",
  "measured",
];

/** The runs and estimates in a row each, and their total. */
export function itemsTable(
  { items, total }: Pick<ReportModel, "items" | "total">,
): Table {
  return {
    columns: COLUMNS,
    rows: items.map(cellsOf),
    ...(total !== undefined && total.count > 1 && { total: totalCells(total) }),
  };
}

function cellsOf(
  { subject, name, hardware, time, digits }: ReportItem,
): string[] {
  const { place, carbonIntensity, pue, emissionsKg } = subject;
  return [
    name + remarkText(subject),
    hardware,
    time,
    placeInWords(place),
    carbonIntensity === undefined ? "" : number(carbonIntensity),
    pue === undefined ? "" : exact(pue),
    energyText(subject.energyKwh, digits),
    massText(emissionsKg, digits),
    rangeText(subject.emissionsRangeKg, emissionsKg, digits),
    measuredText(subject.measuredShare),
  ];
}

/** How a run ended, where that was not as it should be, and the tool that it comes from. */
function remarkText({ run }: Subject): string {
  if (run === undefined) return "";
  const remarks = [
    ...(run.status === "finished" ? [] : [run.status]),
    ...(run.origin === undefined ? [] : [`by ${run.origin.tool}`]),
  ];
  return remarks.length === 0 ? "" : ` (${remarks.join(", ")})`;
}

function totalCells(total: Total): string[] {
  const { of, count, hours, energyKwh, emissionsKg, digits } = total;
  return [
    `all ${count} ${of}`,
    "",
    of === "runs" ? duration(hours * S_PER_HOUR) : `${exact(hours)} h`,
    "",
    "",
    "",
    energyText(energyKwh, digits),
    massText(emissionsKg, digits),
    rangeText(total.emissionsRangeKg, emissionsKg, digits),
    measuredText(total.measuredShare),
  ];
}
