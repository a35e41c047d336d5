import { pngOf } from "../../canvas/png.ts";
import type { ResultDocument } from "../../document/document.ts";
import { pageHtml } from "../../document/html.ts";
import { documentMarkdown } from "../../document/markdown.ts";
import { documentSvg } from "../../document/svg.ts";
import type { SortedItems } from "../facts/items.ts";
import { modelOf, type ReportModel } from "../facts/report_model.ts";
import type { ReportTotal } from "../facts/report_total.ts";
import type { ReportOptions } from "../facts/report_options.ts";
import { composed } from "../sections/compose.ts";
import { bibtex } from "./bibtex.ts";
import { codecarbonCsv } from "./codecarbon_csv.ts";
import { reportJson } from "./json.ts";
import { reportLatex } from "./latex_paper.ts";
import { modelCard } from "./model_card.ts";
import { tidyCsv } from "./tidy_csv.ts";

/** A report in figures and in words. All formats are written from it, so they agree. */
export interface ComposedReport {
  /** Its figures. */
  readonly model: ReportModel;
  /** Its words. */
  readonly document: ResultDocument;
}

/**
 * Calculates a report and puts it into words.
 * @param items Sorted
 * @param options Checked
 */
export function composedReport(
  items: SortedItems,
  options: ReportOptions,
): ComposedReport {
  const model = modelOf(items, options);
  return { model, document: composed(model) };
}

/** How a report is written in a format. */
export interface Format<Content extends string | Uint8Array> {
  /** Extensions of the files that have it. */
  readonly extensions: readonly string[];
  /** Writes it; a format that can be merged into an existing file takes that. */
  write(report: ComposedReport, existing?: string): Content | Promise<Content>;
}

/** The formats that are text. */
export type TextFormat =
  | "html"
  | "markdown"
  | "latex"
  | "bibtex"
  | "codecarbon"
  | "tidy"
  | "json"
  | "modelCard";

/** Every format of a report. */
export const FORMATS:
  & Readonly<Record<TextFormat, Format<string>>>
  & Readonly<Record<"png", Format<Uint8Array>>> = {
    html: {
      extensions: ["html", "htm"],
      write: ({ document }) => pageHtml(document),
    },
    markdown: {
      extensions: ["md", "markdown"],
      write: ({ document }) => documentMarkdown(document),
    },
    latex: {
      extensions: ["tex"],
      write: ({ model, document }) =>
        reportLatex(document, model.citations.list()),
    },
    bibtex: {
      extensions: ["bib"],
      write: ({ model }) => bibtex(model.citations.list()),
    },
    codecarbon: {
      extensions: ["csv"],
      write: ({ model }) =>
        codecarbonCsv(model, requiredTotal(model, "CodeCarbon's columns")),
    },
    tidy: { extensions: [], write: ({ model }) => tidyCsv(model) },
    json: {
      extensions: ["json"],
      write: ({ model, document }) => reportJson(model, document),
    },
    png: {
      extensions: ["png"],
      write: async ({ document }) => await pngOf(await documentSvg(document)),
    },
    modelCard: {
      extensions: [],
      write: ({ model, document }, existing) =>
        modelCard(
          model,
          requiredTotal(model, "a model card"),
          document,
          existing,
        ),
    },
  };

function requiredTotal({ total }: ReportModel, what: string): ReportTotal {
  if (total !== undefined) return total;
  throw new RangeError(
    `Cannot write ${what} as the report holds only comparisons: give it a run or an estimate`,
  );
}
