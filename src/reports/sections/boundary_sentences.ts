import type { Paragraph } from "../../document/document.ts";
import { number } from "../../format.ts";
import { massText } from "../../rounding.ts";
import type { Subject } from "../facts/item_facts.ts";
import type { ReportTotal } from "../facts/report_total.ts";
import { listed } from "./sentences.ts";

/** Things that are named. */
const MOST_NAMED = 8;

/** What the emissions count by the GHG Protocol, and what they leave out. */
export function boundarySentences(subjects: readonly Subject[]): Paragraph[] {
  const known = subjects.flatMap(({ boundary }) => boundary ?? []);
  if (known.length === 0) return [];
  const scopes = [...new Set(known.map(({ scope }) => scope))].sort();
  const left = [...new Set(known.flatMap(({ notCounted }) => notCounted))];
  return [
    [`By the GHG Protocol these emissions are of scope ${
      scopes.join(" and ")
    }, location-based.`],
    [`Not counted: ${listed(left, MOST_NAMED, "parts")}.`],
  ];
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
  return subjects.flatMap(({ marketBased }) =>
    marketBased === undefined ? [] : [[
      `Market-based, by ${
        marketBased.contract === undefined
          ? `the ${marketBased.by}`
          : `the contract ${marketBased.contract}`
      } with ${number(marketBased.carbonIntensity)} gCO2e/kWh, they are ${
        massText(marketBased.emissionsKg, digits)
      } CO2e.`,
    ]]
  );
}

/** Water, and the emissions of making the hardware, where they are known. */
export function otherImpactSentences(
  { waterL, embodiedKg, embodiedUnknown, count, digits }: ReportTotal,
): Paragraph[] {
  return [
    ...(waterL > 0
      ? [[
        `The water consumed on site and in power plants is about ${
          number(waterL, 2)
        } L.`,
      ]]
      : []),
    ...(embodiedUnknown === count ? [] : [[
      `Making the hardware adds ${massText(embodiedKg, digits)} CO2e.`,
    ]]),
  ];
}
