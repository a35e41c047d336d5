import { type Publication, PUBLICATIONS } from "../../catalog/sources.ts";
import type { SourcedFigure } from "../../catalog/sourced_figure.ts";

/** A publication that a report cites. */
export interface Citation {
  /** Its key: in the tables where it is there, else made of its place in the report. */
  readonly key: string;
  /** Its number in the report, from 1. */
  readonly number: number;
  /** Its title. */
  readonly title: string;
  /** Where it can be read. */
  readonly url: string;
  /** What the tables know of it; `undefined` of a figure from elsewhere, such as an imported run. */
  readonly publication: Publication | undefined;
  /** The years that the figures taken from it describe, ascending. */
  readonly years: readonly number[];
  /** What was taken from it. */
  readonly figures: readonly string[];
}

/** What a figure says of its publication. */
type Cited = Pick<
  SourcedFigure,
  "what" | "source" | "publication" | "url" | "year"
>;

/** The paper whose method this is: it stands in every report. */
const METHOD_KEY = "lacoste-2019";

/** The publications that a report cites, numbered in the order of their first use. */
export class Citations {
  readonly #drafts = new Map<string, Draft>();

  /** A list of nothing but the method. */
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

  /** Takes a figure in; what was given or assumed has no publication. */
  add({ what, source, publication, url, year }: Cited): void {
    if (url === undefined) return;
    const id = idOf({ source, publication, url });
    let draft = this.#drafts.get(id);
    if (draft === undefined) {
      draft = {
        number: this.#drafts.size + 1,
        title: source,
        url,
        years: new Set(),
        figures: new Set(),
      };
      this.#drafts.set(id, draft);
    }
    draft.figures.add(what);
    if (year !== undefined) draft.years.add(year);
  }

  /** All of them, in the order of their numbers. */
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

  /** The number of a figure's publication; `undefined` if it has none or was not taken in. */
  numberOf(cited: Pick<Cited, "source" | "publication" | "url">):
    | number
    | undefined {
    return this.#drafts.get(idOf(cited))?.number;
  }

  /** The number of the paper with the method. */
  get method(): number {
    return this.#drafts.get(METHOD_KEY)?.number as number;
  }
}

interface Draft {
  readonly number: number;
  readonly title: string;
  readonly url: string;
  readonly years: Set<number>;
  readonly figures: Set<string>;
}

/** The key of a publication in the tables; of one from elsewhere, what is known of it. */
function idOf(
  { publication, source, url }: Pick<Cited, "source" | "publication" | "url">,
): string {
  return publication ?? JSON.stringify([source, url]);
}
