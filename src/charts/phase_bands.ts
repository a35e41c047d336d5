import type * as PlotModule from "@observablehq/plot";
import type { Phase } from "../tracker/run.ts";
import type { Mark } from "./chart.ts";
import { shortened } from "./label.ts";
import { textWidth } from "./text_width.ts";
import { FRAME_WIDTH, MARGIN_RIGHT, type TimeFrame } from "./time_frame.ts";

/** Height of the names of phases, above the frame, in px. */
const STRIP = 18;

/** Of more than so many, only those that are so wide are drawn: the drawing stays small. */
const MANY = 60;
const MANY_WIDTH = 6;

/** The bands of every other phase are darker. */
const SHADES = [0.05, 0.12];

/** A phase as it is drawn. */
interface Band {
  readonly name: string;
  readonly x1: number;
  readonly x2: number;
  readonly shade: number;
}

/** Room that the names of phases need above the frame, in px. */
export function phaseStrip(phases: readonly Phase[]): number {
  return phases.length > 0 ? STRIP : 0;
}

/** Bands behind a course: to be drawn first. */
export function phaseBands(
  Plot: typeof PlotModule,
  phases: readonly Phase[],
  frame: TimeFrame,
): Mark[] {
  return [
    Plot.rect(bandsOf(phases, frame), {
      ariaLabel: "phases",
      x1: "x1",
      x2: "x2",
      fill: "currentColor",
      // Without a scale, which would stretch it to 1.
      fillOpacity: { value: "shade", scale: null },
    }),
  ];
}

/** Where phases begin, and what they are called: to be drawn last. */
export function phaseNames(
  Plot: typeof PlotModule,
  phases: readonly Phase[],
  frame: TimeFrame,
): Mark[] {
  const named = namedBands(bandsOf(phases, frame), frame.end);
  return [
    Plot.ruleX(named, {
      x: "x1",
      strokeOpacity: 0.4,
      insetTop: 2 - STRIP,
    }),
    Plot.text(named, {
      x: "x1",
      text: "name",
      frameAnchor: "top",
      textAnchor: "start",
      dx: NAME_INSET,
      dy: -STRIP / 2,
    }),
  ];
}

const NAME_INSET = 4;

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
 * The bands whose names have room: of every name the first that has it, where it may run on over
 * those that follow; then those whose names fit into the bands themselves.
 */
function namedBands(bands: readonly Band[], end: number): readonly Band[] {
  const pxOf = (x: number) => x / end * FRAME_WIDTH;
  const taken: [number, number][] = [];
  const hasRoom = (band: Band, right: number) => {
    const from = pxOf(band.x1);
    const to = from + textWidth(band.name) + 2 * NAME_INSET;
    const isFree = taken.every(([a, b]) => to <= a || from >= b);
    if (!isFree || to > right) return false;
    taken.push([from, to]);
    return true;
  };
  const seen = new Set<string>();
  const edge = FRAME_WIDTH + MARGIN_RIGHT;
  const firsts = bands.filter((band) => {
    const isFirst = !seen.has(band.name) && hasRoom(band, edge);
    if (isFirst) seen.add(band.name);
    return isFirst;
  });
  const others = bands.filter((band) =>
    !firsts.includes(band) && hasRoom(band, pxOf(band.x2))
  );
  return [...firsts, ...others];
}
