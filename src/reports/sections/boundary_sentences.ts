import type { Paragraph } from "../../document/document.ts";
import { isCalls } from "../../estimate/machine_of.ts";
import { number } from "../../format.ts";
import { massText, numberText } from "../../rounding.ts";
import type { Tense } from "../facts/report_options.ts";
import type { Subject } from "../facts/item_facts.ts";
import type { ReportTotal } from "../facts/report_total.ts";
import { listed } from "./sentences.ts";

/** Things that are named. */
const MOST_NAMED = 8;

/** What the emissions count by the GHG Protocol. */
export function boundaryText({ subjects }: ReportTotal): string {
  const scopes = subjects.flatMap(({ boundary }) => boundary?.scope ?? []);
  const text = [...new Set(scopes)].sort().join(" and ");
  return `location-based${text === "" ? "" : `, scope ${text}`}`;
}

/** What the emissions leave out. */
export function leftOutTexts({ subjects }: ReportTotal): string[] {
  const all = subjects.flatMap(({ boundary }) => boundary?.notCounted ?? []);
  const left = [...new Set(all)];
  return left.length === 0
    ? []
    : [`not counted: ${listed(left, MOST_NAMED, "parts")}`];
}

/** How gases and losses in the grid are counted, by the sources of the carbon intensities. */
export function gasSentences(subjects: readonly Subject[]): Paragraph[] {
  const known = subjects.flatMap(({ boundary }) => boundary ?? []);
  if (known.length === 0) return [];
  const of = (field: "gwp" | "gridLosses") =>
    [...new Set(known.map((boundary) => boundary[field]))].join("; ");
  return [
    [`Greenhouse gases as CO2e: ${of("gwp")}. Losses in the grid: ${
      of("gridLosses")
    }.`],
  ];
}

/** The market-based figures beside the location-based ones. */
export function marketSentences(
  { subjects, digits }: ReportTotal,
): Paragraph[] {
  return subjects.flatMap(({ marketBased, parts }) =>
    marketBased === undefined ? [] : [[
      `Market-based, by ${
        marketBased.contract === undefined
          ? `the ${marketBased.by}`
          : `the contract ${marketBased.contract}`
      } with ${number(marketBased.carbonIntensity)} gCO2e/kWh, they are ${
        massText(marketBased.emissionsKg, digits)
      } CO2e${
        parts.some(isCalls)
          ? ", of which calls to models count by the grids of their places"
          : ""
      }.`,
    ]]
  );
}

/** Water, and the emissions of making the hardware, where they are known. */
export function otherImpactSentences(
  { waterL, embodiedKg, embodiedUnknown, callsEmbodiedKg, count, digits }:
    ReportTotal,
  tense: Tense,
): Paragraph[] {
  const [was, added] = tense === "past"
    ? ["was", "added"]
    : ["will be", "will add"];
  return [
    ...(waterL > 0
      ? [[
        `Water consumption, on site and in power plants, ${was} about ${
          numberText(waterL, digits)
        } L.`,
      ]]
      : []),
    ...(embodiedUnknown === count ? [] : [[
      `Making the hardware ${added} ${massText(embodiedKg, digits)} CO2e${
        embodiedUnknown === 0
          ? ""
          : `, not known for ${embodiedUnknown} of ${count}`
      }.`,
    ]]),
    ...(callsEmbodiedKg === 0 ? [] : [[
      `Making the hardware of calls to models ${added} ${
        massText(callsEmbodiedKg, digits)
      } CO2e; that of their runs' own machines is not known.`,
    ]]),
  ];
}
