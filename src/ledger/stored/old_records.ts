import { PUBLICATIONS } from "../../catalog/sources.ts";
import type {
  FigureRole,
  SourcedFigure,
} from "../../catalog/sourced_figure.ts";
import { once } from "../../once.ts";
import type { Equivalent } from "../../estimate/equivalents.ts";
import type { RunRecord } from "../../tracker/run.ts";

/** A figure as version 0.1.0 stored it: its wording was all that told what it is used for. */
export type OldFigure = Omit<SourcedFigure, "role" | "publication" | "given">;

/** An amount of an everyday thing as version 0.1.0 stored it. */
export type OldEquivalent = Omit<Equivalent, "publication">;

/** The fields of a record that have keys since version 0.1.0; absent of an imported run. */
export type Keyed = Partial<Pick<RunRecord, "sources" | "equivalents">>;

/** The same fields as any version stored them. */
export interface Stored {
  readonly sources?: readonly (SourcedFigure | OldFigure)[];
  readonly equivalents?: readonly (Equivalent | OldEquivalent)[];
}

/**
 * How each figure's wording began in version 0.1.0. These texts are in ledgers and journals, so
 * they stay when the texts of today change. All other figures of a run were powers.
 */
const BEGINNINGS: readonly (readonly [string, FigureRole])[] = [
  ["grid carbon intensity", "intensity"],
  ["power usage effectiveness (PUE)", "pue"],
  ["offset", "offset"],
  ["water usage effectiveness on site", "wueSite"],
  ["water of the electricity of ", "wueGrid"],
  ["power of a processor at load ", "powerCurve"],
];

/**
 * Gives the figures of a record the keys that version 0.1.0 did not store, so that reports and
 * comparisons find them. A record that has its keys stays as it is.
 * @param record A record as it was stored
 */
export function withKeys({ sources, equivalents }: Stored): Keyed {
  return {
    ...(sources && { sources: sources.map(keyedFigure) }),
    ...(equivalents && {
      equivalents: equivalents.map((equivalent) =>
        "publication" in equivalent
          ? equivalent
          : { ...equivalent, publication: publicationOf(equivalent) }
      ),
    }),
  };
}

function keyedFigure(figure: SourcedFigure | OldFigure): SourcedFigure {
  if ("role" in figure) return figure;
  const { what, source } = figure;
  const role = BEGINNINGS.find(([start]) => what.startsWith(start))?.[1];
  return {
    ...figure,
    role: role ?? "power",
    source: source.replace(/^assumed: /, ""),
    publication: publicationOf(figure),
    given: source === "given by the user",
  };
}

/** The publications at an address; many runs of a ledger ask for the same few. */
const publicationsAt = once((url: string) =>
  [...PUBLICATIONS].filter(([, { address }]) => address === url)
);

/** Version 0.1.0 stored title and address; a sentence on an assumed figure contained the title. */
function publicationOf(
  { source, url }: Pick<OldFigure, "source" | "url">,
): string | undefined {
  const there = url === undefined ? [] : publicationsAt(url);
  const known = there.find(([, { title }]) => title === source) ??
    there.find(([, { title }]) => source.includes(title));
  return known?.[0];
}
