import { cardSvg } from "../../document/svg.ts";
import { cardText } from "../../document/text.ts";
import type { Bundle } from "../../jupyter/mime.ts";
import { pngOf } from "../../canvas/png.ts";
import { bibtex } from "./bibtex.ts";
import { codecarbonCsv } from "./codecarbon_csv.ts";
import { composed } from "../sections/compose.ts";
import { reportFragment, reportPage } from "../html.ts";
import type { SortedItems } from "../facts/items.ts";
import { reportJson } from "./json.ts";
import { reportLatex } from "./latex.ts";
import { reportMarkdown } from "../markdown.ts";
import { modelCard } from "./model_card.ts";
import type { ReportOptions } from "../options.ts";
import type { ReportDocument } from "../report_document.ts";
import { modelOf, type ReportModel } from "../facts/report_model.ts";
import { summaryCard } from "../summary_card.ts";
import { tidyCsv } from "./tidy_csv.ts";
import type { Total } from "../facts/totals.ts";

/** What CSV to write: CodeCarbon's columns, or one row an item and component. */
export type CsvForm = "codecarbon" | "tidy";

/** A report in every format; all are of one model, and so have the same digits. */
export class Formats {
  readonly #model: ReportModel;
  readonly #document: ReportDocument;

  /**
   * Reckons and composes the report.
   * @param items Sorted
   * @param options Checked
   */
  constructor(items: SortedItems, options: ReportOptions) {
    this.#model = modelOf(items, options);
    this.#document = composed(this.#model);
  }

  /** A page in one file. */
  html(): Promise<string> {
    return reportPage(this.#document);
  }

  /** Markdown with tables. */
  markdown(): string {
    return reportMarkdown(this.#document);
  }

  /** A document of LaTeX. */
  latex(): string {
    return reportLatex(this.#model, this.#document);
  }

  /** The publications, for LaTeX. */
  bibtex(): string {
    return bibtex(this.#model.citations.list());
  }

  /** A model card of the Hugging Face Hub, or an existing one with the metadata put in. */
  modelCard(existing?: string): string {
    const total = this.#total("a model card");
    return modelCard(this.#model, total, this.#document, existing);
  }

  /** A table. */
  csv(form: CsvForm): string {
    return form === "tidy"
      ? tidyCsv(this.#model)
      : codecarbonCsv(this.#model, this.#total("CodeCarbon's columns"));
  }

  /** All of it as data. */
  json(): string {
    return reportJson(this.#model, this.#document);
  }

  /** Its summary as a picture, for paper. */
  async png(): Promise<Uint8Array> {
    const card = summaryCard(this.#model, this.#document);
    return await pngOf(await cardSvg(card));
  }

  /** What a notebook shows. */
  async bundle(): Promise<Bundle> {
    const [html, png] = await Promise.all([
      reportFragment(this.#document),
      this.png(),
    ]);
    return {
      "text/plain": cardText(summaryCard(this.#model, this.#document)),
      "text/html": html,
      "text/markdown": this.markdown(),
      "image/png": png.toBase64(),
    };
  }

  #total(what: string): Total {
    const { total } = this.#model;
    if (total !== undefined) return total;
    throw new RangeError(
      `Cannot write ${what} as the report holds only comparisons: give it a run or an estimate`,
    );
  }
}
