import type * as PlotModule from "../../canvas/plot.ts";
import type { Phase } from "../../tracker/course/phase_log.ts";
import type { Mark } from "./chart.ts";
import { shortened } from "./text_width.ts";
import { fitted, textWidth } from "./text_width.ts";
import type { TimeFrame } from "./time_frame.ts";

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

/** A band with what is written above it, and the row of that, counted from the frame up. */
interface NamedBand extends Band {
  readonly text: string;
  readonly row: number;
}

/** With more phases than this, only wide ones are drawn: the drawing stays small. */
const MANY = 60;
/** Least width of these, in px. */
const MANY_WIDTH = 6;

/** The bands of every other phase are darker. */
const SHADES = [0.03, 0.08];

const ROW_HEIGHT = 16;
/** Room between the names and the frame, in px. */
const GAP = 4;
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
  const named = namedBands(bands, phases, frame);
  const rows = Math.max(0, ...named.map(({ row }) => row + 1));
  return {
    height: rows > 0 ? rows * ROW_HEIGHT + GAP : 0,
    bands: (Plot) => [bandMark(Plot, bands)],
    names: (Plot) => named.flatMap((band) => nameMarks(Plot, band)),
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
 * The bands with a name above them: the first of each name. Of several it says how many they are.
 * A name that is wider than its band is above the next names, so that no rule crosses it.
 */
function namedBands(
  bands: readonly Band[],
  phases: readonly Phase[],
  frame: TimeFrame,
): readonly NamedBand[] {
  const counts = new Map<string, number>();
  for (const { name } of phases) {
    counts.set(shortened(name), (counts.get(shortened(name)) ?? 0) + 1);
  }
  const firsts = new Map(bands.toReversed().map((band) => [band.name, band]));
  const named: NamedBand[] = [];
  const { end, columns: { count } } = frame;
  for (const band of [...firsts.values()].sort((a, b) => b.x1 - a.x1)) {
    const times = counts.get(band.name) ?? 1;
    const room = (1 - band.x1 / end) * count + frame.right - 2 * INSET;
    const text = fitted(
      times > 1 ? `${band.name} × ${times}` : band.name,
      room,
    );
    const textEnd = band.x1 + (textWidth(text) + 2 * INSET) / count * end;
    const below = named.filter(({ x1 }) => x1 < textEnd);
    const row = Math.max(0, ...below.map((other) => other.row + 1));
    if (row < MAX_ROWS) named.push({ ...band, text, row });
  }
  return named;
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
  { text, x1, row }: NamedBand,
): Mark[] {
  return [
    Plot.ruleX([x1], {
      strokeOpacity: 0.25,
      // The rule ends below the name above.
      insetTop: INSET - GAP - (row + 1) * ROW_HEIGHT,
    }),
    Plot.text([text], {
      x: [x1],
      frameAnchor: "top",
      textAnchor: "start",
      fillOpacity: 0.8,
      dx: INSET,
      dy: -(row + 0.5) * ROW_HEIGHT - GAP,
    }),
  ];
}
