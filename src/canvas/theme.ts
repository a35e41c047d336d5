/**
 * Colours, each with one meaning. Those of one chart can be told apart with any colour vision, and
 * each has a contrast of 3 with white and with the ground of dark themes. Totals take the colour
 * of the text.
 */
export const COLOURS = {
  plain: "#518DE3",
  own: "#D0570C",
  best: "#00926B",
  total: "currentColor",
  budget: "#C43361",
  frontier: "#864AD8",
  metric: "#A64A98",
  accelerator: "#506DDF",
  cpu: "#94650D",
  memory: "#459AAA",
  overhead: "#6E6A70",
  embodied: "#C6845A",
  calls: "#B430B4",
} as const;

/** The meaning of a colour. */
export type ColourName = keyof typeof COLOURS;

/** Colours of groups that have no meaning but to be told apart; the last one is of the rest. */
export const SERIES_COLOURS: readonly string[] = [
  COLOURS.plain,
  COLOURS.own,
  COLOURS.best,
  COLOURS.frontier,
  COLOURS.overhead,
];

/** Width of a chart, in px: a notebook cell shows it without scrolling. */
export const WIDTH = 720;
/** Width of a chart in a narrow place, such as a telephone or a column of a paper, in px. */
export const NARROW_WIDTH = 340;
/** Width of a chart across a large screen, in px. */
export const BROAD_WIDTH = 1120;
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
