import { type Publication, PUBLICATIONS } from "../../catalog/sources.ts";
import type { SourcedFigure } from "../../catalog/sourced_figure.ts";

/** A publication that a report cites. */
export interface Citation {
  /** Its key in the tables; a publication from elsewhere gets one from its number. */
  readonly key: string;
  /** Its number in the report, from 1. */
  readonly number: number;
  /** Its title. */
  readonly title: string;
  /** Where it can be read. */
  readonly url: string;
  /** Its row in the tables; `undefined` if it is not there. */
  readonly publication: Publication | undefined;
  /** The years that the figures taken from it describe, ascending. */
  readonly years: readonly number[];
  /** The figures that were taken from it. */
  readonly figures: readonly string[];
}

/** By what a publication is known. */
type Published = Pick<SourcedFigure, "source" | "publication" | "url">;

/** What a figure says about its publication. */
type Cited = Published & Pick<SourcedFigure, "what" | "year">;

/** The paper with the method, which every report cites. */
const METHOD_KEY = "lacoste-2019";

/** The publications of a report, numbered in the order in which they are first cited. */
export class Citations {
  readonly #drafts = new Map<string, Draft>();

  /** Begins with the paper of the method. */
  constructor() {
    const { title, address } = PUBLICATIONS.get(METHOD_KEY) as Publication;
    this.add({
      what: "the method: energy × carbon intensity of the place",
      source: title,
      publication: METHOD_KEY,
      url: address,
      year: undefined,
    });
  }

  /** Adds the publication of a figure, if it has one. */
  add(cited: Cited): void {
    const { what, source: title, url, year } = cited;
    if (url === undefined) return;
    const id = idOf(cited);
    const number = this.#drafts.size + 1;
    const draft: Draft = this.#drafts.get(id) ??
      { number, title, url, years: new Set(), figures: new Set() };
    this.#drafts.set(id, draft);
    draft.figures.add(what);
    if (year !== undefined) draft.years.add(year);
  }

  /** Lists the publications in the order of their numbers. */
  list(): readonly Citation[] {
    return [...this.#drafts].map(([id, draft]) => {
      const publication = PUBLICATIONS.get(id);
      return {
        ...draft,
        key: publication === undefined ? `source-${draft.number}` : id,
        title: publication?.title ?? draft.title,
        publication,
        years: [...draft.years].sort((a, b) => a - b),
        figures: [...draft.figures],
      };
    });
  }

  /** The number of a figure's publication; `undefined` if it has none or was not added. */
  numberOf(cited: Published): number | undefined {
    return this.#drafts.get(idOf(cited))?.number;
  }

  /** The number of the paper with the method. */
  get method(): number {
    return this.#drafts.get(METHOD_KEY)?.number as number;
  }
}

interface Draft extends Pick<Citation, "number" | "title" | "url"> {
  readonly years: Set<number>;
  readonly figures: Set<string>;
}

/** The key of a publication in the tables; for one from elsewhere, its title and address. */
function idOf({ publication, source, url }: Published): string {
  return publication ?? JSON.stringify([source, url]);
}
