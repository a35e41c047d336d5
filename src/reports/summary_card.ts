import type { Card } from "../document/document.ts";
import type { Cell, Paragraph, ReportDocument } from "./report_document.ts";
import type { ReportModel } from "./facts/report_model.ts";

/** A report as a card, for terminals and paper: its head, its summary, its first chart and table. */
export function summaryCard(model: ReportModel, report: ReportDocument): Card {
  const { title, authors, headline, subline, figures, summary } = report;
  const [first] = report.sections;
  const [chart] = first?.charts ?? [];
  const [table] = first?.tables ?? [];
  return {
    title: [title, ...authors].join(", "),
    headline,
    subline,
    facts: figures,
    assumptions: [],
    notes: summary.map(textOf),
    ...(chart !== undefined && { chart }),
    ...(table !== undefined && {
      table: {
        title: first?.title ?? "",
        columns: table.columns,
        rows: [
          ...table.rows,
          ...(table.total === undefined ? [] : [table.total]),
        ]
          .map((cells) => cells.map(cellText)),
      },
    }),
    sources: model.figures,
    footer: report.footer,
  };
}

function textOf(paragraph: Paragraph): string {
  return paragraph.filter((inline) => typeof inline === "string").join("");
}

function cellText(cell: Cell): string {
  return typeof cell === "string" ? cell : cell.text;
}
