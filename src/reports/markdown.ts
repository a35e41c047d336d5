import { safeUrl } from "../document/escape_html.ts";
import { markdownBlock, markdownText as e } from "./markdown_text.ts";
import type {
  Cell,
  Paragraph,
  ReportDocument,
  Section,
  Table,
} from "./report_document.ts";

/** A report in Markdown with tables, as GitHub and Jupyter read it. */
export function reportMarkdown(report: ReportDocument): string {
  const { title, authors, figures, summary, sections } = report;
  const parts = [
    `# ${e(title)}`,
    markdownBlock(e(authors.join(", "))),
    `**${e(report.headline)}**, ${e(report.subline)}`,
    figures.map(({ label, value, note = "" }) =>
      `- ${e(label)}: **${e(value)}** ${e(note)}`.trimEnd()
    ).join("\n"),
    ...summary.map(paragraphMarkdown),
    ...sections.map(sectionMarkdown),
    markdownBlock(e(report.footer)),
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
  return markdownBlock(inner.join(""));
}

function sectionMarkdown(section: Section): string {
  const { title, paragraphs = [], lines = [], tables = [] } = section;
  return blocks([
    `## ${e(title)}`,
    ...paragraphs.map(paragraphMarkdown),
    lines.map((line) => `- ${markdownBlock(e(line))}`).join("\n"),
    ...tables.map(tableMarkdown),
  ]);
}

function tableMarkdown({ columns, rows, total }: Table): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [
    line(columns.map(e)),
    `|${columns.map(() => "---").join("|")}|`,
    ...rows.map((cells) => line(cells.map(cellMarkdown))),
    ...(total === undefined ? [] : [
      line(total.map((cell) => {
        const text = cellMarkdown(cell);
        return text === "" ? "" : `**${text}**`;
      })),
    ]),
  ].join("\n");
}

function cellMarkdown(cell: Cell): string {
  if (typeof cell === "string") return e(cell);
  const url = safeUrl(cell.url);
  // In angle brackets an address may hold anything but those.
  return url === undefined
    ? e(cell.text)
    : `[${e(cell.text)}](<${url.replace(/[<>|]/g, encodeURIComponent)}>)`;
}
