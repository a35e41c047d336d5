import {
  comparisonSentences,
  regionsSentences,
} from "./comparison_sections.ts";
import { energyText, massText, rangePhrase } from "../../rounding.ts";
import { claimsOf } from "../facts/claims.ts";
import { measuredText } from "../../cards/run_texts.ts";
import {
  boundarySentences,
  marketSentences,
  otherImpactSentences,
} from "./boundary_sentences.ts";
import { placeSentences } from "./place_sentences.ts";
import type { Paragraph } from "../../document/document.ts";
import type { ReportModel } from "../facts/report_model.ts";
import { citing, exceptText, listed, paragraphOf } from "./sentences.ts";
import type { ReportTotal } from "../facts/report_total.ts";
import { versionsText } from "../../cards/estimate_card.ts";

/** Comparisons that are put into words. */
const MOST_COMPARISONS = 4;
/** Parts that could not be measured and are named. */
const MOST_MISSING = 4;
/** Claims that are put into words. */
const MOST_CLAIMS = 3;

/**
 * What was done and what it emitted, in sentences that fit into a paper. Like the calculator of
 * 2019 they give hardware, hours, region, intensity, total and offset. They add PUE, range and
 * what was measured.
 */
export function summaryOf(model: ReportModel): readonly Paragraph[] {
  const { total, comparisons, regions, citations } = model;
  const paragraphs = [
    placeSentences(total?.subjects ?? [], citations),
    total === undefined ? [] : [
      totalSentence(total),
      ...gapSentences(total),
      ...marketSentences(total),
      claimSentence(model, total),
      ...boundarySentences(total.subjects),
      ...otherImpactSentences(total),
      measuredSentence(total),
    ],
    comparisons.slice(0, MOST_COMPARISONS).flatMap(comparisonSentences),
    regions.slice(0, MOST_COMPARISONS).flatMap(regionsSentences),
    [methodSentence(model)],
  ];
  return paragraphs.filter((sentences) => sentences.length > 0)
    .map(paragraphOf);
}

function totalSentence(total: ReportTotal): Paragraph {
  const { of, count, energyKwh, emissionsKg, emissionsRangeKg, digits } = total;
  const [used, emitted] = of === "runs"
    ? ["used", "emitted"]
    : ["would use", "emit"];
  const all = count === 1 ? "It" : `The ${count} ${of} together`;
  return [
    `${all} ${used} ${
      energyText(energyKwh, digits)
    } of electricity and ${emitted} about ${
      massText(emissionsKg, digits)
    } CO2e (${
      rangePhrase(emissionsRangeKg, emissionsKg, digits)
    }), location-based.`,
  ];
}

/** What the total leaves out, and why. */
function gapSentences(total: ReportTotal): Paragraph[] {
  const { subjects, withoutEmissions, sharedKg, digits } = total;
  const bases = new Set(subjects.flatMap(({ place }) => place.basis ?? []));
  const missing = subjects.flatMap(({ run }) => run?.uncounted ?? []);
  const gaps = [
    missing.length > 0 &&
    `This leaves out ${
      listed(
        [...new Set(missing.map(({ name }) => name))],
        MOST_MISSING,
        "parts",
      )
    }, which could not be measured.`,
    bases.size > 1 &&
    `The carbon intensities count different things (${
      [...bases].join(" and ")
    } emissions), so that this sum is not exact.`,
    withoutEmissions > 0 &&
    `The emissions of ${withoutEmissions} of them are not known and not in this figure.`,
    sharedKg > 0 &&
    `Emissions that nested runs share, ${
      massText(sharedKg, digits)
    }, are counted once.`,
  ];
  return gaps.filter((gap) => gap !== false).map((gap) => [gap]);
}

/** Claims are reported beside the emissions and not subtracted. */
function claimSentence(
  { citations }: ReportModel,
  { subjects }: ReportTotal,
): Paragraph {
  const claims = claimsOf(subjects);
  if (claims.length === 0) return ["No market-based claim is known."];
  const texts = claims.map(({ text }) => text);
  return [
    listed(texts, MOST_CLAIMS, "claims"),
    ...citing(citations, ...claims.map(({ figure }) => figure)),
    "; what is claimed is market-based and not subtracted.",
  ];
}

function measuredSentence(
  { of, measuredShare, measuredUnknown }: ReportTotal,
): Paragraph {
  if (measuredShare === undefined) {
    return ["It is not known how much of the energy was measured."];
  }
  if (measuredShare === 0) {
    return [
      "The energy was not measured but modelled from the power of the hardware.",
    ];
  }
  return [
    `Of the energy of computing, ${measuredText(measuredShare)} was measured${
      measuredShare < 1 ? " and the rest modelled" : ""
    }${of === "estimates" ? ", as the user says" : ""}${
      exceptText(measuredUnknown)
    }.`,
  ];
}

function methodSentence({ citations, versions }: ReportModel): Paragraph {
  return [
    "The method follows the Machine Learning Emissions Calculator",
    { cite: [citations.method] },
    `, with PUE, ranges and claims beside it; figures are by ${
      versionsText(versions)
    }.`,
  ];
}
