import type { Card } from "./document.ts";
import { figureText, sourceText } from "./text.ts";

/** Text that Markdown shows as it is, whatever signs it holds. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/[\\`*_{}[\]()#+\-.!|~$^]/g, "\\$&")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/\s+/g, " ");
}

/** A card as Markdown. */
export function cardMarkdown(card: Card): string {
  const e = escapeMarkdown;
  const facts = card.facts.map(({ label, value, note }) =>
    `- ${e(label)}: **${e(value)}**${note === undefined ? "" : ` ${e(note)}`}`
  );
  return [
    e(card.title),
    "",
    `**${e(card.headline)}**, ${e(card.subline)}`,
    "",
    ...facts,
    ...card.assumptions.map((line) => `- *Assumed:* ${e(line)}`),
    ...(card.notes ?? []).map((line) => `- *Note:* ${e(line)}`),
    "",
    ...tableLines(card),
    ...sourceLines(card),
    e(card.footer),
  ].join("\n");
}

function tableLines({ table }: Card): string[] {
  if (table === undefined) return [];
  return rowsOf(table.columns, table.rows);
}

function rowsOf(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
): string[] {
  const line = (cells: readonly string[]) =>
    `| ${cells.map(escapeMarkdown).join(" | ")} |`;
  return [
    line(columns),
    `|${columns.map(() => "---").join("|")}|`,
    ...rows.map(line),
    "",
  ];
}

function sourceLines({ sources }: Card): string[] {
  if (sources.length === 0) return [];
  return rowsOf(
    ["figure", "value", "source"],
    sources.map((f) => [f.what, figureText(f), sourceText(f)]),
  );
}
