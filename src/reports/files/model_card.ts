import { firstOf } from "../../format.ts";
import { G_PER_KG } from "../../units.ts";
import { rangePhrase, rounded } from "../../rounding.ts";
import { type Fields, withFrontMatter } from "./front_matter.ts";
import { hardwareText } from "../facts/devices.ts";
import { measuredText } from "../../cards/run_texts.ts";
import { documentMarkdown } from "../../document/markdown.ts";
import { placeInWords } from "../facts/places.ts";
import type { ResultDocument } from "../../document/document.ts";
import type { ReportModel } from "../facts/report_model.ts";
import type { Subject } from "../facts/item_facts.ts";
import type { ReportTotal } from "../facts/report_total.ts";
import { versionsText } from "../../cards/estimate_card.ts";

/** Places, and kinds of hardware, that are named. */
const MOST_NAMED = 4;

/**
 * The carbon metadata of a model on the Hugging Face Hub.
 * @see The Hub's description: https://huggingface.co/docs/hub/model-cards-co2
 * @see The Hub's type `ApiModelMetadata`: https://github.com/huggingface/huggingface.js
 */
interface Co2EqEmissions {
  /** In gCO2e. */
  readonly emissions: number;
  readonly source: string;
  readonly training_type?: string;
  readonly geographical_location: string;
  readonly hardware_used: string;
}

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
    { ...metadataOf(model, total) } satisfies Fields,
  );
}

function metadataOf(model: ReportModel, total: ReportTotal): Co2EqEmissions {
  const { trainingType } = model;
  return {
    emissions: rounded(total.emissionsKg * G_PER_KG, total.digits),
    source: plainText(sourceText(model, total)),
    ...(trainingType !== undefined && { training_type: trainingType }),
    geographical_location: distinctText(
      total.subjects,
      ({ place }) => placeInWords(place),
    ),
    hardware_used: distinctText(total.subjects, hardwareText),
  };
}

function sourceText({ versions }: ReportModel, total: ReportTotal): string {
  const { of, count, emissionsKg, emissionsRangeKg, digits } = total;
  const how = of === "estimates"
    ? "estimated, not measured"
    : `measured share of the energy ${
      measuredText(
        total.measuredUnknown > 0 ? undefined : total.measuredShare,
      )
    }`;
  const range = rangePhrase(emissionsRangeKg, emissionsKg, digits);
  return `${versionsText(versions)}: ${
    count === 1 ? "" : `${count} ${of}, `
  }${how}; location-based, ${range}; offsets not subtracted`;
}

function distinctText(
  subjects: readonly Subject[],
  textOf: (subject: Subject) => string,
): string {
  const texts = [...new Set(subjects.map(textOf))];
  // Semicolons, as a place may contain a comma.
  return plainText(firstOf(texts, MOST_NAMED).join("; "));
}

/** One line, without the characters that YAML cannot hold. */
function plainText(text: string): string {
  return text.replace(/\s+/g, " ").replace(
    /[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu,
    "\uFFFD",
  );
}
