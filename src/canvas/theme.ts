/**
 * Colours that people with any colour vision can tell apart, on white and on black.
 * @see Okabe and Ito 2008, Color Universal Design: https://jfly.uni-koeln.de/color/
 */
export const COLOURS = {
  plain: "#0072B2",
  own: "#D55E00",
  best: "#009E73",
} as const;

/** Width of a chart, in px: a notebook cell shows it without scrolling. */
export const WIDTH = 720;
/** Height of a row of text or of a bar with its gap, in px. */
export const ROW_HEIGHT = 22;
/** Size of text, in px. */
export const FONT_SIZE = 12;
/** Family of text. Pictures use a font of their own. */
export const FONT_FAMILY = "system-ui, sans-serif";

/** Shade of the text of a picture, for red, green and blue alike, 0 to 255. */
export const INK_SHADE = 0x1A;
/** Shade of its paper. */
export const PAPER_SHADE = 0xFF;
