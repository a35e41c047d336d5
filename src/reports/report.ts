import type { Bundle } from "../jupyter/mime.ts";
import { isJobLog } from "../jobs/is_job_log.ts";
import type { ComposedReport, TextFormat } from "./files/formats.ts";
import {
  type Reportables,
  type SortedItems,
  sortedItems,
} from "./facts/items.ts";
import {
  checkCsvOptions,
  checkExisting,
  checkOptions,
  type CsvOptions,
  type ReportOptions,
} from "./facts/report_options.ts";

/**
 * Runs, estimates and comparisons in the formats that people share. Each format is written when
 * it is asked for. In a notebook the report shows itself as a page.
 */
export interface Report {
  /** A page in one file for light and dark themes, without scripts or anything from the network. */
  html(): Promise<string>;
  /** Markdown with tables. */
  markdown(): Promise<string>;
  /** A document for pdflatex: a paragraph for a paper, its tables, and its sources as BibTeX. */
  latex(): Promise<string>;
  /** The sources alone, as BibTeX. */
  bibtex(): Promise<string>;
  /**
   * A model card of the Hugging Face Hub with `co2_eq_emissions`, in g, in its metadata.
   * @param existing A card to put the metadata into; everything else in it stays
   * @throws {SyntaxError} If its front matter is not YAML
   * @throws {RangeError} If the report holds only comparisons
   */
  modelCard(existing?: string): Promise<string>;
  /**
   * A table in s, W, kWh and kg. Its figures are not rounded.
   * @param options Which one
   * @throws {RangeError} If CodeCarbon's columns are wanted and the report holds only comparisons
   */
  csv(options?: CsvOptions): Promise<string>;
  /** The report as data. Its figures are not rounded. */
  json(): Promise<string>;
  /**
   * Writes a file in the format of its extension: html, md, tex, bib, csv, json or png. A file
   * called `README.md` becomes a model card; an existing one gets the metadata.
   * @param path Path of the file
   * @throws {RangeError} If there is no such format
   */
  save(path: string | URL): Promise<void>;
}

/** A report that shows itself, too. It loads the formats when one is first asked for. */
export class ShowableReport implements Report {
  readonly #items: SortedItems;
  readonly #options: ReportOptions;
  #composed: Promise<ComposedReport> | undefined;

  /**
   * Takes in what to report.
   * @param items Runs, estimates and comparisons
   * @param options Title, author and the like
   * @throws {TypeError} If something does not fit
   * @throws {RangeError} If a value is out of its range, or there is nothing to report
   */
  constructor(items: Reportables, options: ReportOptions) {
    checkOptions(options);
    this.#items = sortedItems(items, options);
    this.#options = options;
  }

  #compose(): Promise<ComposedReport> {
    return this.#composed ??= this.#askAndCompose();
  }

  async #askAndCompose(): Promise<ComposedReport> {
    const { composedReport } = await import("./files/formats.ts");
    const logs = this.#items.results.filter(isJobLog);
    if (logs.length > 0) {
      const { viewsOf } = await import("../jobs/views.ts");
      for (const log of logs) await viewsOf(log);
    }
    return composedReport(this.#items, this.#options);
  }

  async #write(format: TextFormat, existing?: string): Promise<string> {
    const { FORMATS } = await import("./files/formats.ts");
    return await FORMATS[format].write(await this.#compose(), existing);
  }

  html(): Promise<string> {
    return this.#write("html");
  }

  markdown(): Promise<string> {
    return this.#write("markdown");
  }

  latex(): Promise<string> {
    return this.#write("latex");
  }

  bibtex(): Promise<string> {
    return this.#write("bibtex");
  }

  async modelCard(existing?: string): Promise<string> {
    checkExisting(existing);
    return await this.#write("modelCard", existing);
  }

  async csv(options: CsvOptions = {}): Promise<string> {
    checkCsvOptions(options);
    const { form = "codecarbon", excel } = options;
    const csv = await this.#write(form);
    if (excel === undefined) return csv;
    const { forExcel } = await import("../csv_text.ts");
    return forExcel(csv, excel);
  }

  json(): Promise<string> {
    return this.#write("json");
  }

  async save(path: string | URL): Promise<void> {
    const { saveReport } = await import("./files/save.ts");
    await saveReport(path, () => this.#compose());
  }

  /** What a notebook shows. */
  async bundle(): Promise<Bundle> {
    const { documentBundle } = await import("../document/bundle.ts");
    return await documentBundle((await this.#compose()).document);
  }
}
