import type * as PlotModule from "../../canvas/plot.ts";
import { clipped } from "../../format.ts";
import type { Phase } from "../../tracker/course/phase_log.ts";
import type { Mark } from "./chart.ts";
import { shortened } from "./label.ts";
import { textWidth } from "./text_width.ts";
import { FRAME_WIDTH, MARGIN_RIGHT, type TimeFrame } from "./time_frame.ts";

/** The phases of a run as a chart draws them. */
export interface PhaseBands {
  /** Room that their names need above the frame, in px. */
  readonly height: number;
  /** The bands, which are drawn first. */
  bands(Plot: typeof PlotModule): Mark[];
  /** Their starts and names, which are drawn last. */
  names(Plot: typeof PlotModule): Mark[];
}

/** A phase in the unit of the axis. */
interface Band {
  readonly name: string;
  readonly x1: number;
  readonly x2: number;
  readonly shade: number;
}

/** A band with the row of its name, counted from the frame up. */
interface NamedBand extends Band {
  readonly row: number;
}

/** With more phases than this, only wide ones are drawn: the drawing stays small. */
const MANY = 60;
/** Least width of these, in px. */
const MANY_WIDTH = 6;

/** The bands of every other phase are darker. */
const SHADES = [0.05, 0.12];

const ROW_HEIGHT = 16;
/** Names without room in these rows are left out. */
const MAX_ROWS = 3;
/** Distance from the start of a band to its name, in px. */
const INSET = 4;

/** Lays out the phases of a run along its time. */
export function phaseBands(
  phases: readonly Phase[],
  frame: TimeFrame,
): PhaseBands {
  const bands = bandsOf(phases, frame);
  const named = namedBands(bands, frame.end);
  const rows = Math.max(0, ...named.map(({ row }) => row + 1));
  return {
    height: rows * ROW_HEIGHT,
    bands: (Plot) => [bandMark(Plot, bands)],
    names: (Plot) => named.flatMap((band) => nameMarks(Plot, band, frame.end)),
  };
}

function bandsOf(
  phases: readonly Phase[],
  { scale, columns }: TimeFrame,
): readonly Band[] {
  const shortestS = phases.length > MANY
    ? MANY_WIDTH / columns.count * columns.endS
    : 0;
  return phases
    .filter(({ startS, endS }) => endS - startS >= shortestS)
    .map(({ name, startS, endS }, index) => ({
      name: shortened(name),
      x1: startS / scale.size,
      x2: endS / scale.size,
      shade: SHADES[index % SHADES.length] as number,
    }));
}

/**
 * The bands whose names have room: the first of each name, and those that are as wide as their
 * name. A name that is wider than its band stands above the next names, so that no rule crosses it.
 */
function namedBands(
  bands: readonly Band[],
  end: number,
): readonly NamedBand[] {
  const named: NamedBand[] = [];
  for (const band of candidates(bands, end).toReversed()) {
    const textEnd = band.x1 + nameWidth(band.name) / FRAME_WIDTH * end;
    const below = named.filter(({ x1 }) => x1 < textEnd);
    const row = Math.max(0, ...below.map((other) => other.row + 1));
    if (row < MAX_ROWS) named.push({ ...band, row });
  }
  return named;
}

function candidates(bands: readonly Band[], end: number): readonly Band[] {
  const seen = new Set<string>();
  return bands.filter(({ name, x1, x2 }) => {
    const isFirst = !seen.has(name);
    seen.add(name);
    return isFirst || nameWidth(name) < (x2 - x1) / end * FRAME_WIDTH;
  });
}

function nameWidth(name: string): number {
  return textWidth(name) + 2 * INSET;
}

function bandMark(Plot: typeof PlotModule, bands: readonly Band[]): Mark {
  return Plot.rect(bands, {
    x1: "x1",
    x2: "x2",
    fill: "currentColor",
    // A scale would stretch it to 1.
    fillOpacity: { value: "shade", scale: null },
  });
}

function nameMarks(
  Plot: typeof PlotModule,
  { name, x1, row }: NamedBand,
  end: number,
): Mark[] {
  const room = (1 - x1 / end) * FRAME_WIDTH + MARGIN_RIGHT - 2 * INSET;
  return [
    Plot.ruleX([x1], {
      strokeOpacity: 0.4,
      // The rule ends below the name above.
      insetTop: INSET - (row + 1) * ROW_HEIGHT,
    }),
    Plot.text([clipped(name, room / textWidth("n"))], {
      x: [x1],
      frameAnchor: "top",
      textAnchor: "start",
      dx: INSET,
      dy: -(row + 0.5) * ROW_HEIGHT,
    }),
  ];
}
