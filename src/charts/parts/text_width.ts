/** About the width of a letter in the size of the charts, in px. Nothing measures text here. */
export const LETTER_WIDTH = 6.6;

/** Characters as wide as they are high: those of East Asia, and pictures. */
const WIDE = /[\u1100-\u{10FFFF}]/u;

/** About how wide a line of text in the size of the charts is, in px. */
export function textWidth(text: string): number {
  let width = 0;
  for (const letter of text) width += WIDE.test(letter) ? 13 : LETTER_WIDTH;
  return width;
}

/** Width of the widest of several lines, in px. */
export function widest(texts: readonly string[]): number {
  return Math.max(...texts.map(textWidth));
}
