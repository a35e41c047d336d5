import { sentenceText } from "../../cards/parts/run_texts.ts";
import type { SourcedFigure } from "../../catalog/sourced_figure.ts";
import { clipped, firstOf } from "../../format.ts";
import type { Citation } from "../facts/citations.ts";
import {
  assumptionText,
  type DocumentTable,
  figureText,
  type Section,
  type TableCell,
} from "../../document/document.ts";
import type { ReportModel } from "../facts/report_model.ts";
import { gasSentences } from "./boundary_sentences.ts";
import { ROUNDING_RULE } from "../../rounding.ts";
import { versionsText } from "../../cards/estimate_card.ts";

/** Notes in the list. */
const MOST_NOTES = 60;
/** Figures in the table. */
const MOST_FIGURES = 300;
/** Figures that are named for a publication. */
const MOST_NAMED = 4;
/** Longest title of a publication. */
const CELL_CHARS = 200;

/** What was assumed, and what did not go as expected. */
export function assumptionsSection({ figures, items }: ReportModel): Section {
  const assumed = figures.filter((figure) => figure.assumed);
  const assumptions = [...new Set(assumed.map(assumptionText))]
    .map((text) => `Assumed: ${sentenceText(text)}`);
  const notes = items.flatMap(({ subject, name }) =>
    (subject.run?.notes ?? []).map((note) => `${name}: ${sentenceText(note)}`)
  );
  const left = notes.length - MOST_NOTES;
  return {
    id: "assumptions",
    title: "Assumptions and notes",
    paragraphs: assumptions.length + notes.length === 0
      ? [["Nothing had to be assumed."]]
      : [],
    lines: [
      ...assumptions,
      ...notes.slice(0, MOST_NOTES),
      ...(left > 0 ? [`and ${left} more notes`] : []),
    ],
  };
}

/** Every figure used and its publication, with the years that they describe. */
export function dataSection({ figures, citations }: ReportModel): Section {
  const left = figures.length - MOST_FIGURES;
  return {
    id: "data",
    title: "Data",
    paragraphs: left > 0
      ? [[`${left} more figures are not listed; the JSON has all of them.`]]
      : [],
    tables: [
      {
        columns: {
          figure: "figure",
          value: "value",
          year: "year",
          source: "source",
        },
        rows: figures.slice(0, MOST_FIGURES).map((figure) => ({
          figure: figure.what,
          value: figureText(figure),
          year: figure.year?.toString(),
          source: sourceCell(figure, citations.numberOf(figure)),
        })),
      },
      publicationsTable(citations.list()),
    ],
  };
}

function sourceCell(
  { source, assumed }: SourcedFigure,
  number: number | undefined,
): string {
  const text = number === undefined ? sentenceText(source) : `[${number}]`;
  return assumed && number !== undefined ? `${text}, assumed` : text;
}

function publicationsTable(citations: readonly Citation[]): DocumentTable {
  return {
    columns: {
      number: "no.",
      publication: "publication",
      edition: "edition",
      years: "describes",
      licence: "licence",
      uses: "used for",
    },
    rows: citations.map((citation) => ({
      number: `[${citation.number}]`,
      publication: titleCell(citation),
      edition: citation.publication?.year.toString(),
      years: yearsText(citation.years),
      licence: citation.publication?.licence,
      uses: firstOf(citation.figures, MOST_NAMED).join("; "),
    })),
  };
}

function titleCell({ title, url, publication }: Citation): TableCell {
  const by = publication === undefined ? "" : `, ${publication.publisher}`;
  return { text: clipped(title + by, CELL_CHARS), url };
}

/** The years that the figures of a publication describe, such as `2021 to 2024`. */
function yearsText(years: readonly number[]): string {
  return years.length > 1 ? `${years[0]} to ${years.at(-1)}` : years.join("");
}

/** How the figures were calculated, and by which versions. */
export function methodSection({ versions, total }: ReportModel): Section {
  return {
    id: "method",
    title: "Method and versions",
    paragraphs: [
      ["Energy is the energy of computing times the power usage effectiveness (PUE) of the facility. Emissions are energy times the carbon intensity of the grid. A 90 % range holds the true value with a probability of 90 %. It combines the uncertainties of energy, PUE and intensity."],
      ...(total !== undefined && total.count > 1
        ? [[
          `The range of a total is the sum of the ranges of the ${total.of}, as the same sensors, buildings and grids are off in the same way.`,
        ]]
        : []),
      ...gasSentences(total?.subjects ?? []),
      [ROUNDING_RULE],
      [`Made with ${versionsText(versions)}.`],
    ],
  };
}
