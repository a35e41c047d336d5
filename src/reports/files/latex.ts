import {
  assumptionsSection,
  methodSection,
} from "../sections/basis_sections.ts";
import { bibKey, bibtex } from "./bibtex.ts";
import type { Citation } from "../facts/citations.ts";
import { claimsSection } from "../sections/claims_section.ts";
import { equivalentsSection } from "../sections/equivalents.ts";
import { itemsTable } from "../sections/items_table.ts";
import { declarations, escapeLatex } from "../../document/latex_text.ts";
import { measuredSection } from "../sections/measured_section.ts";
import type {
  Cell,
  Inline,
  Paragraph,
  ReportDocument,
  Section,
  Table,
} from "../report_document.ts";
import type { ReportModel } from "../facts/report_model.ts";
import { sciSection } from "../sections/sci_section.ts";

/** Columns of the runs and estimates that fit on a page of paper, by their headings. */
const PAPER_COLUMNS = [
  "what",
  "hardware",
  "time",
  "energy",
  "emissions (CO2e)",
  "90 % range",
];

/**
 * A report as a document of LaTeX that pdflatex sets by itself: the paragraph for a paper, marked, with its
 * citations, and below it what stands behind the figures.
 */
export function reportLatex(
  model: ReportModel,
  report: ReportDocument,
): string {
  const citations = model.citations.list();
  const e = (text: string) => escapeLatex(text);
  const body = [
    "\\section{Carbon emissions}",
    "% For a paper: the text from here",
    ...report.summary.map((p) => paragraphLatex(p, citations)),
    "% to here. It wants \\usepackage{hyperref} (or url) and the entries above.",
    "% Add what you have offset yourself, where you did:",
    "% \\ldots kg of CO2e were offset through \\href{https://\\ldots}{\\ldots}.",
    ...paperSections(model).map((s) => sectionLatex(s, citations)),
    "% Every source, also those of figures that only the tables have\n\\nocite{*}",
    "\\bibliographystyle{plain}",
    "\\bibliography{\\jobname-sources}",
  ].join("\n\n");
  const entries = bibtex(citations);
  const head = [
    `\\title{${e(report.title)}}`,
    `\\author{${report.authors.map(e).join(" \\and ")}}`,
    "\\date{}",
  ].join("\n");
  return `% ${e(report.footer)}
% pdflatex, bibtex, pdflatex and pdflatex once more make the PDF.
\\begin{filecontents*}[overwrite]{\\jobname-sources.bib}
${entries}\\end{filecontents*}
\\documentclass{article}
\\usepackage[margin=25mm]{geometry}
\\usepackage{array,longtable}
\\usepackage[hidelinks]{hyperref}
${declarations(head + body + entries)}${head}
\\emergencystretch=3em
\\renewcommand{\\arraystretch}{1.15}
% The bullet of mathematics comes with every TeX.
\\renewcommand{\\labelitemi}{\\ensuremath{\\bullet}}
\\begin{document}
\\maketitle

${body}
\\end{document}
`;
}

/** The tables that fit on paper; the comparisons stand in the paragraph, the data in the bibliography. */
function paperSections(model: ReportModel): Section[] {
  return [
    model.items.length > 1
      ? {
        title: "Runs and estimates",
        tables: [withColumns(itemsTable(model), PAPER_COLUMNS)],
      }
      : undefined,
    model.sci && sciSection(model.sci),
    equivalentsSection(model),
    measuredSection(model),
    claimsSection(model),
    assumptionsSection(model),
    methodSection(model),
  ].filter((section) => section !== undefined);
}

function withColumns(
  { columns, rows, total }: Table,
  kept: readonly string[],
): Table {
  const pick = (cells: readonly Cell[]) =>
    cells.filter((_, i) => kept.includes(columns[i] as string));
  return {
    columns: columns.filter((column) => kept.includes(column)),
    rows: rows.map(pick),
    ...(total !== undefined && { total: pick(total) }),
  };
}

function sectionLatex(
  section: Section,
  citations: readonly Citation[],
): string {
  const { title, paragraphs = [], lines = [], tables = [] } = section;
  const items = lines.map((line) => `\\item ${textLatex(line)}`);
  return [
    `\\subsection*{${textLatex(title)}}`,
    ...paragraphs.map((paragraph) => paragraphLatex(paragraph, citations)),
    ...(items.length === 0
      ? []
      : [`\\begin{itemize}\n${items.join("\n")}\n\\end{itemize}`]),
    ...tables.map(tableLatex),
  ].join("\n\n");
}

function paragraphLatex(
  paragraph: Paragraph,
  citations: readonly Citation[],
): string {
  return paragraph.map((inline) => inlineLatex(inline, citations)).join("");
}

function inlineLatex(inline: Inline, citations: readonly Citation[]): string {
  if (typeof inline === "string") return textLatex(inline);
  const keys = inline.cite.map((number) =>
    bibKey(citations[number - 1] as Citation)
  );
  return `~\\cite{${keys.join(",")}}`;
}

function textLatex(text: string): string {
  return escapeLatex(text).replaceAll("CO2e", "CO\\textsubscript{2}e");
}

/** The widest column, in letters; none is narrower than its longest word. */
const MOST_LETTERS = 24;

/** A table as wide as the page, over as many pages as it needs. */
function tableLatex({ columns, rows, total }: Table): string {
  const letters = columns.map((column, i) => {
    const texts = [column, ...rows.map((cells) => textOf(cells[i] ?? ""))];
    const words = texts.flatMap((text) => text.split(" "));
    return Math.max(
      Math.min(MOST_LETTERS, longest(texts)),
      Math.min(MOST_LETTERS, longest(words)) + 2,
    );
  });
  const all = letters.reduce((sum, count) => sum + count, 0);
  const widths = letters.map((count) =>
    `>{\\raggedright\\arraybackslash}p{\\dimexpr ${
      (count / all).toFixed(3)
    }\\linewidth-2\\tabcolsep}`
  );
  const row = (cells: readonly Cell[]) =>
    `${cells.map((cell) => textLatex(textOf(cell))).join(" & ")} \\\\`;
  return [
    "{\\footnotesize",
    `\\begin{longtable}{@{}${widths.join("")}@{}}`,
    `\\hline ${row(columns)} \\hline`,
    "\\endhead",
    ...rows.map(row),
    ...(total === undefined ? [] : [`\\hline ${row(total)}`]),
    "\\hline",
    "\\end{longtable}}",
  ].join("\n");
}

function longest(texts: readonly string[]): number {
  return Math.max(...texts.map((text) => text.length));
}

function textOf(cell: Cell): string {
  return typeof cell === "string" ? cell : cell.text;
}
