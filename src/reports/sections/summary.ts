import {
  comparisonSentences,
  regionsSentences,
} from "./comparison_sections.ts";
import { energyText, massText, rangeText } from "../../rounding.ts";
import { figureOf } from "../../catalog/sourced_figure.ts";
import { callsSentences } from "./calls_section.ts";
import { claimsOf } from "../facts/claims.ts";
import { measuredText } from "../../cards/parts/run_texts.ts";
import {
  boundaryText,
  leftOutTexts,
  marketSentences,
  otherImpactSentences,
} from "./boundary_sentences.ts";
import { placeSentences } from "./place_sentences.ts";
import type { Paragraph } from "../../document/document.ts";
import type { Tense } from "../facts/report_options.ts";
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
  const { total, comparisons, regions, citations, tense } = model;
  const paragraphs = [
    total === undefined ? [] : [
      ...placeSentences(total.subjects, citations, tense),
      totalSentence(total, tense),
      ...callsSentences(total),
      ...gapSentences(total),
      ...marketSentences(total),
      ...claimSentence(model, total),
    ],
    total === undefined ? [] : otherImpactSentences(total, tense),
    comparisons.slice(0, MOST_COMPARISONS).flatMap(comparisonSentences),
    regions.slice(0, MOST_COMPARISONS).flatMap(regionsSentences),
    [methodSentence(model)],
  ];
  return paragraphs.filter((sentences) => sentences.length > 0)
    .map(paragraphOf);
}

function totalSentence(total: ReportTotal, tense: Tense): Paragraph {
  const { energyKwh, emissionsKg, digits, measuredShare } = total;
  const [used, emitted] = tense === "past"
    ? ["used", "emitted"]
    : ["will use", "emit"];
  const how = measuredShare === 0 || tense === "planned" ? "an estimated " : "";
  return [
    `They ${used} ${how}${energyText(energyKwh, digits)} and ${emitted} ${
      massText(emissionsKg, digits)
    } CO2e (${
      [
        intervalText(total),
        boundaryText(total),
        ...measuredTexts(total),
        ...leftOutTexts(total),
      ].join("; ")
    }).`,
  ];
}

function intervalText({ emissionsRangeKg, emissionsKg, digits }: ReportTotal) {
  return emissionsRangeKg === undefined
    ? "no range is known"
    : `90 % interval ${rangeText(emissionsRangeKg, emissionsKg, digits)}`;
}

/** How much of the energy was measured, and what was assumed of the rest. */
function measuredTexts(
  { of, subjects, measuredShare, measuredUnknown }: ReportTotal,
): string[] {
  const isRated = subjects.some(({ sources }) =>
    figureOf(sources, "utilization")?.assumed
  );
  if (measuredShare === undefined) {
    return ["not known how much of the energy was measured"];
  }
  return [
    ...(measuredShare === 0 && of === "runs" ? ["energy modelled"] : []),
    ...(measuredShare > 0
      ? [
        `${measuredText(measuredShare)} of the energy measured${
          exceptText(measuredUnknown)
        }`,
      ]
      : []),
    ...(isRated ? ["rated power throughout"] : []),
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
): Paragraph[] {
  const claims = claimsOf(subjects);
  if (claims.length === 0) return [];
  const texts = claims.map(({ text }) => text);
  return [[
    listed(texts, MOST_CLAIMS, "claims"),
    ...citing(citations, ...claims.map(({ figure }) => figure)),
    claims.length === 1
      ? "; this market-based claim is not subtracted."
      : "; these market-based claims are not subtracted.",
  ]];
}

function methodSentence({ citations, versions }: ReportModel): Paragraph {
  return [
    "The method follows the Machine Learning Emissions Calculator",
    { cite: [citations.method] },
    `, with PUE and ranges; the figures were computed by ${
      versionsText(versions)
    }.`,
  ];
}
