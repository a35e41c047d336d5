import { typeset } from "../format.ts";
import {
  assumptionText,
  cellText,
  type DocumentTable,
  headlineText,
  type Paragraph,
  type ResultDocument,
  type Section,
  sourceSections,
  type TableCell,
  type TableRow,
} from "./document.ts";
import { safeUrl } from "./escape_html.ts";

/** What no text file can hold: control characters and lone surrogates. */
const BEYOND_TEXT =
  /(?!\s)[\p{Cc}\p{Cs}\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069]/gu;

/** Characters that CommonMark, GitHub, Jupyter or Pandoc read anywhere in a line. */
const SPECIAL = /[\\`*_{}[\]>|~$^@#]|:(?=\/\/)/g;

/** What Markdown reads as a character reference. */
const REFERENCE = /&(?=#?\w+;)/g;

/**
 * Escapes text for the inside of a line. Characters that mean something only at the start of a
 * line stay legible, as in `1.1`: {@linkcode lineStart} escapes those.
 */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .replace(BEYOND_TEXT, "\uFFFD")
    .replace(SPECIAL, "\\$&")
    .replace(REFERENCE, "&amp;")
    .replace(/</g, "&lt;");
}

/** What begins a list, a heading or a rule at the start of a line. */
const BLOCK_START = /^(\s*\d*)(?=[-+=.)])/;

/** Escapes the start of a line, so that it begins no list, heading or rule. */
export function lineStart(markdown: string): string {
  return markdown.replace(BLOCK_START, "$1\\");
}

const e = (text: string) => escapeMarkdown(typeset(text));
const line = (text: string) => lineStart(e(text));

/** A document as Markdown with tables, as GitHub and Jupyter read it. */
export function documentMarkdown(document: ResultDocument): string {
  const { form = "card", title, state, place, authors = [] } = document;
  const { assumptions = [], repeated = [], notes = [], reason } = document;
  const { facts, summary = [], sections = [], saved } = document;
  const remarks = [
    ...facts.map(({ label, value, note }) =>
      `- ${e(label)}: **${e(value)}**${
        note === undefined ? "" : `, ${e(note)}`
      }`
    ),
    ...[...assumptions, ...repeated].map((it) =>
      `- *Assumed:* ${e(assumptionText(it))}`
    ),
    ...notes.map((text) => `- *Note:* ${e(text)}`),
  ];
  const name = [title, state, place].filter((part) => part !== undefined)
    .join(", ");
  const parts = [
    // A heading of a card would join the table of contents of the notebook.
    form === "page" ? `# ${e(name)}` : line(name),
    line(authors.join(", ")),
    `**${e(headlineText(document))}**, ${e(document.subline)}`,
    line(reason ?? ""),
    remarks.join("\n"),
    ...summary.map(paragraphMarkdown),
    ...[...sections, ...sourceSections(document)].map((section) =>
      sectionMarkdown(section, form === "page" ? "## " : "")
    ),
    line(saved ?? ""),
    line(document.footer),
  ];
  return `${blocks(parts)}\n`;
}

function blocks(parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join("\n\n");
}

function paragraphMarkdown(paragraph: Paragraph): string {
  const inner = paragraph.map((inline) =>
    typeof inline === "string"
      ? e(inline)
      : ` ${inline.cite.map((number) => e(`[${number}]`)).join("")}`
  );
  return lineStart(inner.join(""));
}

function sectionMarkdown(section: Section, mark: string): string {
  const { title, paragraphs = [], lines = [], tables = [] } = section;
  return blocks([
    `${mark}${line(title)}`,
    ...paragraphs.map(paragraphMarkdown),
    lines.map((text) => `- ${line(text)}`).join("\n"),
    ...tables.map(tableMarkdown),
  ]);
}

function tableMarkdown({ columns, rows, total }: DocumentTable): string {
  const keys = Object.keys(columns);
  const rowOf = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const cells = (row: TableRow) => keys.map((key) => cellMarkdown(row[key]));
  return [
    rowOf(Object.values(columns).map(e)),
    `|${keys.map(() => "---").join("|")}|`,
    ...rows.map((row) => rowOf(cells(row))),
    ...(total === undefined ? [] : [
      rowOf(cells(total).map((text) => text === "" ? "" : `**${text}**`)),
    ]),
  ].join("\n");
}

function cellMarkdown(cell: TableCell = ""): string {
  const text = e(cellText(cell));
  const url = typeof cell === "string" ? undefined : safeUrl(cell.url);
  // In angle brackets an address may hold anything but those.
  return url === undefined
    ? text
    : `[${text}](<${url.replace(/[<>|]/g, encodeURIComponent)}>)`;
}
