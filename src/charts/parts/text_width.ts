/** Signs that are as wide as they are high: of East Asia, and pictures. */
const WIDE = /[\u1100-\u{10FFFF}]/u;

/** About how wide a line of text in the size of the charts is, in px: nothing measures it here. */
export function textWidth(text: string): number {
  let width = 0;
  for (const sign of text) width += WIDE.test(sign) ? 13 : 6.6;
  return width;
}
