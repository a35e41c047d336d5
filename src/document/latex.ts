import {
  cellText,
  type DocumentTable,
  type Inline,
  type Paragraph,
  type Section,
  type TableRow,
} from "./document.ts";
import { escapeLatex } from "./latex_text.ts";

/** The key by which LaTeX cites a publication, by its number in the document. */
type KeyOf = (number: number) => string;

/** A section as LaTeX, without charts. Its tables have the columns that fit on paper. */
export function sectionLatex(section: Section, keyOf: KeyOf): string {
  const { title, paragraphs = [], lines = [], tables = [] } = section;
  const items = lines.map((line) => `\\item ${textLatex(line)}`);
  return [
    `\\subsection*{${textLatex(title)}}`,
    ...paragraphs.map((paragraph) => paragraphLatex(paragraph, keyOf)),
    ...(items.length === 0
      ? []
      : [`\\begin{itemize}\n${items.join("\n")}\n\\end{itemize}`]),
    ...tables.map(tableLatex),
  ].join("\n\n");
}

/** A paragraph as LaTeX, with its citations. */
export function paragraphLatex(paragraph: Paragraph, keyOf: KeyOf): string {
  const inlineLatex = (inline: Inline) =>
    typeof inline === "string"
      ? textLatex(inline)
      : `~\\cite{${inline.cite.map(keyOf).join(",")}}`;
  return paragraph.map(inlineLatex).join("");
}

function textLatex(text: string): string {
  return escapeLatex(text).replaceAll("CO2e", "CO\\textsubscript{2}e");
}

/** The widest column, in letters. No column is narrower than its longest word. */
const MOST_LETTERS = 24;

/** A table as wide as the page, over as many pages as it needs. */
function tableLatex({ columns, rows, total, onPaper }: DocumentTable): string {
  const keys = onPaper ?? Object.keys(columns);
  const letters = keys.map((key) => {
    const texts = [columns, ...rows].map((row) => cellText(row[key]));
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
  const rowLatex = (row: TableRow) =>
    `${keys.map((key) => textLatex(cellText(row[key]))).join(" & ")} \\\\`;
  return [
    "{\\footnotesize",
    `\\begin{longtable}{@{}${widths.join("")}@{}}`,
    `\\hline ${rowLatex(columns)} \\hline`,
    "\\endhead",
    ...rows.map(rowLatex),
    ...(total === undefined ? [] : [`\\hline ${rowLatex(total)}`]),
    "\\hline",
    "\\end{longtable}}",
  ].join("\n");
}

function longest(texts: readonly string[]): number {
  return Math.max(...texts.map((text) => text.length));
}
