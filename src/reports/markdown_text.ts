/** What no file of text has a place for: control signs and halves of pairs. */
const BEYOND_TEXT = /(?!\s)[\p{Cc}\p{Cs}]/gu;

/** Signs that mean something wherever they stand, to CommonMark, GitHub, Jupyter or Pandoc. */
const SIGNS = /[\\`*_{}[\]<>|~$^@#]|:(?=\/\/)/g;

/** What Markdown would read as a reference to a sign. */
const REFERENCE = /&(?=#?\w+;)/g;

/**
 * Text that Markdown shows as it is, within a line. Signs that mean something at the start of a line only,
 * as in `1.1`, stay legible; see {@linkcode markdownBlock}.
 */
export function markdownText(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .replace(BEYOND_TEXT, "\uFFFD")
    .replace(SIGNS, "\\$&")
    .replace(REFERENCE, "&amp;");
}

/** What begins a list, a heading or a rule where it begins a line. */
const BLOCK_START = /^(\s*\d*)(?=[-+=.)])/;

/** Text that begins a line: no list, heading or rule comes of it. */
export function markdownBlock(markdown: string): string {
  return markdown.replace(BLOCK_START, "$1\\");
}
