import { basename } from "node:path";
import type { Fact, ResultDocument } from "../document/document.ts";
import type { ImportReport } from "../ledger/ledger.ts";
import { VERSION } from "../version.ts";
import { footerOf } from "./estimate_card.ts";
import { nameText, sentenceText } from "./parts/run_texts.ts";

/** The card of an import: how many runs came in, and what was done with each other line. */
export function importCard(report: ImportReport): ResultDocument {
  const { origin, added, replaced, kept, leftOut, remarks } = report;
  const version = origin.version === undefined ? "" : ` ${origin.version}`;
  return {
    title: `Import of ${nameText(basename(origin.file))}`,
    headline: `${runs(added)} added`,
    subline: nameText(`${origin.tool}${version}`),
    facts: [
      ...fact("Replaced", replaced, "the file knows more of them"),
      ...fact("Kept", kept, "the ledger had them already"),
      ...leftOut === 0 ? [] : [{
        label: "Left out",
        value: leftOut === 1 ? "1 line" : `${leftOut} lines`,
        note: "they cannot be read",
      }],
    ],
    sections: remarks.length === 0 ? [] : [{
      id: "remarks",
      title: remarks.length === 1 ? "1 line" : `${remarks.length} lines`,
      tables: [{
        columns: { line: "line", what: "what was done" },
        rows: remarks.map(({ line, what }) => ({
          line: String(line),
          what: sentenceText(what),
        })),
      }],
    }],
    footer: footerOf(VERSION),
  };
}

function runs(count: number): string {
  return count === 1 ? "1 run" : `${count} runs`;
}

function fact(label: string, count: number, note: string): Fact[] {
  return count === 0 ? [] : [{ label, value: runs(count), note }];
}
