import { INK_SHADE, PAPER_SHADE } from "./theme.ts";

/** A colour: red, green and blue, 0 to 255. */
export type Colour = readonly [red: number, green: number, blue: number];

/** Pixels that name a colour of a list. */
export interface Palette {
  /** At most 256. */
  readonly colours: readonly Colour[];
  /** Of each pixel the place of its colour in the list. */
  readonly indices: Uint8Array;
}

/** Colours that a palette of one byte a pixel can hold. */
const MOST_COLOURS = 256;

/** Colours that are looked at: a photograph has more, and no palette. */
const MOST_SHADES = 2 ** 14;

/** Edges are a small part of a page of text (7 %); a picture with more than this of them has gradients, which would show steps. */
const MOST_EDGES = 0.25;

/** Pixels in a row or a column from which a colour is one of a line or an area, and no edge of a letter. */
const FLAT_RUN = 24;

/** How far a channel of a line or an area may move, of 255: nobody sees it, and the palest grid keeps off the paper. */
export const FLAT_SHIFT = 8;

/** How far a channel of an edge may move: its shade is between two colours, and a step or two is not seen. */
const EDGE_SHIFT = 48;

/** From which difference of two channels on a colour is no grey: grey letters stay grey. */
const TINT = 12;

/** With so many colours two pixels go into a byte. */
export const FEW_COLOURS = 16;

/** What one more colour must save, as the mean shift of all pixels: a line across another is not worth it. */
const WORTH_MORE = 0.02;

/** What letters are made of: the paper, two shades between, and the ink. Nobody sees more, and each takes up room. */
const LETTER_SHADES: readonly Colour[] = [0, 1, 2, 3].map((step) => {
  const shade = PAPER_SHADE + (INK_SHADE - PAPER_SHADE) * step / 3;
  return [shade, shade, shade].map(Math.round) as unknown as Colour;
});

/**
 * The colours of a picture, without most of the shades by which the edges of letters and lines are smoothed:
 * many shades are what takes up room.
 * @param pixels Red, green, blue and 255 of each
 * @param width Pixels in a row
 * @returns `undefined` if more colours are left than a palette holds, or most of them are those of gradients
 */
export function paletteOf(
  pixels: Uint8Array,
  width: number,
): Palette | undefined {
  const census = censusOf(pixels, width);
  if (census === undefined || edgesOf(census) > MOST_EDGES) return undefined;
  const kept = keptOf(census);
  if (kept.length > MOST_COLOURS) return undefined;
  const places = census.colours.map((colour, index) =>
    placeAmong(kept, colour, isFlat(census.runs, index))
  );
  // No callback for a pixel: there are a million.
  const indices = new Uint8Array(census.indices.length);
  for (let at = 0; at < indices.length; at++) {
    indices[at] = places[census.indices[at]!]!;
  }
  return { colours: kept, indices };
}

/** Share of the pixels that are of no line or area, 0 to 1. */
function edgesOf({ colours, indices, counts, runs }: Census): number {
  let pixels = 0;
  for (const index of colours.keys()) {
    if (!isFlat(runs, index)) pixels += counts[index]!;
  }
  return pixels / indices.length;
}

/** Whether a colour is that of a line or an area. */
function isFlat(runs: Uint32Array, index: number): boolean {
  return runs[index]! >= FLAT_RUN;
}

/** Every colour of a picture. */
interface Census {
  readonly colours: readonly Colour[];
  /** Of each pixel the place of its colour. */
  readonly indices: Uint16Array;
  /** Of each colour its pixels. */
  readonly counts: Uint32Array;
  /** Of each colour the most pixels that are next to each other in a row or a column. */
  readonly runs: Uint32Array;
}

function censusOf(pixels: Uint8Array, width: number): Census | undefined {
  // A pixel as one number, to compare; a copy, as the bytes may begin anywhere.
  const words = new Uint32Array(new Uint8Array(pixels).buffer);
  const indices = new Uint16Array(words.length);
  const counts = new Uint32Array(MOST_SHADES);
  const runs = new Uint32Array(MOST_SHADES);
  const runsDown = new Uint32Array(width);
  const places = new Map<number, number>();
  const colours: Colour[] = [];
  for (let at = 0, x = 0, across = 0, index = 0; at < words.length; at++) {
    const word = words[at] as number;
    if (x === 0 || word !== words[at - 1]) {
      across = 0;
      let place = places.get(word);
      if (place === undefined) {
        if (colours.length === MOST_SHADES) return undefined;
        place = colours.length;
        places.set(word, place);
        colours.push(colourAt(pixels, at));
      }
      index = place;
    }
    indices[at] = index;
    counts[index]!++;
    across++;
    const down = word === words[at - width] ? runsDown[x]! + 1 : 1;
    runsDown[x] = down;
    if (across > runs[index]!) runs[index] = across;
    if (down > runs[index]!) runs[index] = down;
    x = x + 1 === width ? 0 : x + 1;
  }
  return { colours, indices, counts, runs };
}

function colourAt(pixels: Uint8Array, pixel: number): Colour {
  const [red = 0, green = 0, blue = 0] = pixels.subarray(4 * pixel);
  return [red, green, blue];
}

/** The colours that stay: one after the other, that of which the picture would lose most without it. */
function keptOf({ colours, indices, counts, runs }: Census): readonly Colour[] {
  const kept = [...LETTER_SHADES];
  const shifts = colours.map((colour) =>
    Math.min(...kept.map((other) => shiftOf(colour, other)))
  );
  while (kept.length <= MOST_COLOURS) {
    let next: number | undefined;
    let most = kept.length < FEW_COLOURS ? 0 : WORTH_MORE * indices.length;
    shifts.forEach((shift, index) => {
      const loss = shift * counts[index]!;
      const allowed = isFlat(runs, index) ? FLAT_SHIFT : EDGE_SHIFT;
      if (shift <= allowed || loss <= most) return;
      most = loss;
      next = index;
    });
    if (next === undefined) break;
    const added = colours[next] as Colour;
    kept.push(added);
    colours.forEach((colour, index) =>
      shifts[index] = Math.min(shifts[index]!, shiftOf(colour, added))
    );
  }
  return kept;
}

/** The place of what a colour becomes. */
function placeAmong(
  kept: readonly Colour[],
  colour: Colour,
  isFlat: boolean,
): number {
  const isLetter = !isFlat && Math.max(...colour) - Math.min(...colour) < TINT;
  const candidates = isLetter ? LETTER_SHADES : kept;
  let place = 0;
  let least = Infinity;
  candidates.forEach((other, index) => {
    const shift = shiftOf(colour, other);
    if (shift >= least) return;
    place = index;
    least = shift;
  });
  return place;
}

/** By how much the channel moves that moves most. */
function shiftOf(a: Colour, b: Colour): number {
  return Math.max(
    Math.abs(a[0] - b[0]),
    Math.abs(a[1] - b[1]),
    Math.abs(a[2] - b[2]),
  );
}
