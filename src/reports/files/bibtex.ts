import { safeUrl } from "../../document/escape_html.ts";
import type { Citation } from "../facts/citations.ts";
import { escapeLatex } from "../../document/latex_text.ts";

/** Keys under which papers already cite these. */
const KNOWN_KEYS: Readonly<Record<string, string>> = {
  "lacoste-2019": "lacoste2019quantifying",
  "strubell-2019": "strubell2019energy",
};

/** Full names of authors that the tables shorten. */
const AUTHORS: Readonly<Record<string, string>> = {
  "lacoste-2019":
    "Lacoste, Alexandre and Luccioni, Alexandra and Schmidt, Victor and Dandres, Thomas",
  "strubell-2019": "Strubell, Emma and Ganesh, Ananya and McCallum, Andrew",
};

/** The key by which LaTeX cites a publication. */
export function bibKey({ key }: Pick<Citation, "key">): string {
  return KNOWN_KEYS[key] ?? key;
}

/** The publications of a report as entries of BibTeX. */
export function bibtex(citations: readonly Citation[]): string {
  return citations.map(entryOf).join("\n");
}

/** A home page does not hold the figure, so a paper does not refer to it. */
const HOME_PAGE = /^https?:\/\/[^/]+\/?$/;

function entryOf(citation: Citation): string {
  const { key, title, url, publication, years } = citation;
  const arxiv = /^https:\/\/arxiv\.org\/abs\/([\d.]+)$/.exec(url)?.[1];
  const address = arxiv === undefined && !HOME_PAGE.test(url)
    ? safeUrl(url)
    : undefined;
  const fields = {
    title: `{${escapeLatex(title)}}`,
    author: AUTHORS[key] ?? authorText(publication?.publisher ?? title, url),
    journal: arxiv && `arXiv preprint arXiv:${arxiv}`,
    year: publication?.year,
    howpublished: address && `\\url{${plainUrl(address)}}`,
    note: years.length > 0
      ? escapeLatex(`Its figures describe ${years.join(", ")}`)
      : undefined,
  };
  const kind = arxiv === undefined ? "misc" : "article";
  const lines = Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `  ${name} = {${value}},`);
  return `@${kind}{${bibKey(citation)},\n${lines.join("\n")}\n}\n`;
}

/** Addresses of papers, which people write. */
const PAPER = /^https:\/\/(arxiv\.org|doi\.org|dl\.acm\.org)\//;

/** The people who wrote a paper, one by one; the name of an organisation as a whole. */
function authorText(publisher: string, url: string): string {
  // Braces keep BibTeX from splitting it.
  if (!PAPER.test(url)) return `{${escapeLatex(publisher)}}`;
  return publisher
    // The last part may be where it was published, such as `ISCA 2021`.
    .split(", ").filter((name) => !/\d/.test(name))
    .map((name) => escapeLatex(name.replace(/ et al\.$/, " and others")))
    .join(" and ");
}

/** An address without the characters that end an argument of TeX. */
function plainUrl(url: string): string {
  return url.replace(/[\\{}^`]/g, encodeURIComponent);
}
