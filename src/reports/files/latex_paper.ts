import type { ResultDocument, Section } from "../../document/document.ts";
import { paragraphLatex, sectionLatex } from "../../document/latex.ts";
import { declarations, escapeLatex as e } from "../../document/latex_text.ts";
import type { Citation } from "../facts/citations.ts";
import { bibKey, bibtex } from "./bibtex.ts";

/** Sections of a paper besides the table of its runs. Its paragraphs hold the rest. */
const PAPER_SECTIONS: ReadonlySet<string> = new Set([
  "sci",
  "equivalents",
  "measured",
  "calls",
  "claims",
  "assumptions",
  "method",
]);

/**
 * A report as a LaTeX document that pdflatex sets by itself: the marked paragraph for a paper
 * with its citations, and below it the sections behind the figures.
 * @param report What to write
 * @param citations The publications that it cites, by number
 */
export function reportLatex(
  report: ResultDocument,
  citations: readonly Citation[],
): string {
  const { title, authors = [], summary = [], sections = [], footer } = report;
  const keyOf = (number: number) => bibKey(citations[number - 1] as Citation);
  const body = [
    "\\section{Carbon emissions}",
    "% For a paper: the text from here",
    ...summary.map((paragraph) => paragraphLatex(paragraph, keyOf)),
    "% to here. It needs \\usepackage{hyperref} (or url) and the entries above.",
    "% Add what you have offset yourself:",
    "% \\ldots kg of CO2e were offset through \\href{https://\\ldots}{\\ldots}.",
    ...sections.filter(isOnPaper).map((section) =>
      sectionLatex(section, keyOf)
    ),
    "% Every source, also those that only the tables use\n\\nocite{*}",
    "\\bibliographystyle{plain}",
    "\\bibliography{\\jobname-sources}",
  ].join("\n\n");
  const entries = bibtex(citations);
  const head = [
    `\\title{${e(title)}}`,
    `\\author{${authors.map(e).join(" \\and ")}}`,
    "\\date{}",
  ].join("\n");
  return `% ${e(footer)}
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

/** The paragraph says everything about a single run, so that it needs no table. */
function isOnPaper({ id, tables = [] }: Section): boolean {
  return id === "items"
    ? (tables[0]?.rows.length ?? 0) > 1
    : PAPER_SECTIONS.has(id);
}
