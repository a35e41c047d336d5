import { firstOf } from "../../format.ts";
import { G_PER_KG } from "../../units.ts";
import { rangePhrase, rounded } from "../../rounding.ts";
import { type Fields, withFrontMatter } from "./front_matter.ts";
import { hardwareText } from "../facts/devices.ts";
import { measuredText } from "../../cards/parts/run_texts.ts";
import { documentMarkdown } from "../../document/markdown.ts";
import { placeInWords } from "../facts/places.ts";
import type { ResultDocument } from "../../document/document.ts";
import type { ReportModel } from "../facts/report_model.ts";
import type { ReportTotal } from "../facts/report_total.ts";
import { versionsText } from "../../cards/estimate_card.ts";

/** Places, and kinds of hardware, that are named. */
const MOST_NAMED = 4;

/**
 * A model card: the report with the Hub's metadata, or an existing card with that metadata put in.
 * @param existing The card as it is
 * @throws {SyntaxError} If its front matter cannot be merged into
 */
export function modelCard(
  model: ReportModel,
  total: ReportTotal,
  report: ResultDocument,
  existing?: string,
): string {
  return withFrontMatter(
    existing ?? `\n${documentMarkdown(report)}`,
    "co2_eq_emissions",
    metadataOf(model, total),
  );
}

/**
 * The carbon metadata of a model on the Hugging Face Hub, with emissions in gCO2e.
 * @see The Hub's description: https://huggingface.co/docs/hub/model-cards-co2
 * @see The Hub's type `ApiModelMetadata`: https://github.com/huggingface/huggingface.js
 */
function metadataOf(model: ReportModel, total: ReportTotal): Fields {
  const { trainingType } = model;
  const { subjects, emissionsKg, digits } = total;
  return {
    emissions: rounded(emissionsKg * G_PER_KG, digits),
    source: plainText(sourceText(model, total)),
    ...(trainingType !== undefined && { training_type: trainingType }),
    geographical_location: distinctText(
      subjects.map(({ place }) => placeInWords(place)),
    ),
    hardware_used: distinctText(subjects.map(hardwareText)),
  };
}

function sourceText({ versions }: ReportModel, total: ReportTotal): string {
  const { of, count, emissionsKg, emissionsRangeKg, digits } = total;
  const knownShare = total.measuredUnknown > 0
    ? undefined
    : total.measuredShare;
  const how = of === "estimates"
    ? "estimated, not measured"
    : `measured share of the energy ${measuredText(knownShare)}`;
  const range = rangePhrase(emissionsRangeKg, emissionsKg, digits);
  const what = count === 1 ? how : `${count} ${of}, ${how}`;
  return `${
    versionsText(versions)
  }: ${what}; location-based, ${range}; offsets not subtracted`;
}

function distinctText(texts: readonly string[]): string {
  // Semicolons, as a place may contain a comma.
  return plainText(firstOf([...new Set(texts)], MOST_NAMED).join("; "));
}

/** One line, without the characters that YAML cannot hold. */
function plainText(text: string): string {
  return text.replace(/\s+/g, " ").replace(
    /[\p{Cc}\p{Cs}\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFFFE\uFFFF]/gu,
    "\uFFFD",
  );
}
