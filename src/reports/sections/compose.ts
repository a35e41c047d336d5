import { number } from "../../format.ts";
import {
  assumptionsSection,
  dataSection,
  methodSection,
} from "./basis_sections.ts";
import { callsSection } from "./calls_section.ts";
import { claimsOf } from "../facts/claims.ts";
import { claimsSection } from "./claims_section.ts";
import { comparisonSection, regionsSection } from "./comparison_sections.ts";
import { amountText, equivalentsSection } from "./equivalents_section.ts";
import {
  energyText,
  massText,
  numberText,
  rangePhrase,
} from "../../rounding.ts";
import { itemsSection } from "./items_section.ts";
import { measuredSection } from "./measured_section.ts";
import { jobLogSections } from "./job_log_sections.ts";
import { measuredText } from "../../cards/parts/run_texts.ts";
import type { Fact, ResultDocument, Section } from "../../document/document.ts";
import type { ReportModel } from "../facts/report_model.ts";
import { sciSection, scoreText } from "./sci_section.ts";
import { summaryOf } from "./summary.ts";
import type { ReportTotal } from "../facts/report_total.ts";
import { versionsText } from "../../cards/estimate_card.ts";

/** Puts the figures of a report into words, tables and charts. */
export function composed(model: ReportModel): ResultDocument {
  const { total, sci } = model;
  const sections = [
    itemsSection(model),
    ...model.logs.flatMap(jobLogSections),
    ...model.comparisons.map(comparisonSection),
    ...model.regions.map(regionsSection),
    sci && sciSection(sci),
    equivalentsSection(model),
    measuredSection(model),
    callsSection(model),
    claimsSection(model),
    assumptionsSection(model),
    dataSection(model),
    methodSection(model),
  ].filter((section) => section !== undefined);
  return {
    form: "page",
    title: model.title,
    authors: model.authors,
    ...headOf(model, sections),
    facts: total === undefined ? [] : keyFacts(model, total),
    summary: summaryOf(model),
    sections,
    sources: model.figures,
    footer: versionsText(model.versions),
  };
}

function headOf(
  { total }: ReportModel,
  [first]: readonly Section[],
): Pick<ResultDocument, "headline" | "meaning" | "range" | "subline"> {
  if (total === undefined) {
    return { headline: first?.title ?? "", subline: "a comparison" };
  }
  const { of, count, emissionsKg, emissionsRangeKg, digits } = total;
  const what = count === 1 ? of.slice(0, -1) : of;
  const [low, high] = emissionsRangeKg ?? [0, 0];
  return {
    headline: massText(emissionsKg, digits),
    meaning: "CO2e",
    ...(high > 0 && { range: { low, value: emissionsKg, high } }),
    subline: `${rangePhrase(emissionsRangeKg, emissionsKg, digits)}; ${
      number(count)
    } ${what}, location-based, operational`,
  };
}

function keyFacts(
  { equivalents, sci }: ReportModel,
  total: ReportTotal,
): Fact[] {
  const { digits, itEnergyKwh, measuredShare } = total;
  return [
    {
      label: "Energy",
      value: energyText(total.energyKwh, digits),
      note: `${
        energyText(itEnergyKwh, digits)
      } for computing, the rest for the building`,
    },
    {
      label: "Measured",
      value: measuredText(measuredShare),
      note: `of the energy of computing${modelledText(measuredShare)}${
        total.measuredUnknown > 0 ? "; other tools do not say" : ""
      }`,
    },
    claimsFact(total),
    embodiedFact(total),
    ...(sci === undefined ? [] : [{
      label: "Software carbon intensity",
      value: scoreText(sci),
      ...(sci.embodiedUnknown > 0 && { note: "incomplete: see below" }),
    }]),
    {
      label: "Water",
      ...(total.subjects.every(({ waterL }) => waterL === undefined)
        ? { value: "not known" }
        : {
          value: `${numberText(total.waterL, digits)} L`,
          note: "consumed on site and in power plants",
        }),
    },
    ...(equivalents.length === 0 ? [] : [{
      label: "About as much as",
      value: equivalents.map((e) => amountText(e, digits)).join(", or "),
    }]),
  ];
}

function claimsFact({ subjects }: ReportTotal): Fact {
  const texts = claimsOf(subjects).map(({ text }) => text);
  return {
    label: "Claims, market-based",
    value: texts.length === 0 ? "none known" : "not subtracted",
    ...(texts.length > 0 && { note: texts.join("; ") }),
  };
}

function modelledText(measuredShare: number | undefined): string {
  if (measuredShare === 1) return "";
  return measuredShare === 0 ? "; all modelled" : "; the rest is modelled";
}

function embodiedFact(
  {
    embodiedKg,
    embodiedUnknown,
    callsEmbodiedKg,
    count,
    of,
    digits,
  }: ReportTotal,
): Fact {
  const label = "Embodied emissions";
  if (embodiedUnknown === count) {
    return callsEmbodiedKg === 0 ? { label, value: "not counted" } : {
      label,
      value: `${massText(callsEmbodiedKg, digits)} of calls`,
      note: "on top; that of the machine is not known",
    };
  }
  return {
    label,
    value: massText(embodiedKg, digits),
    note: embodiedUnknown === 0
      ? "on top: the work's share of making the hardware"
      : `on top, not known for ${embodiedUnknown} of the ${of}`,
  };
}
