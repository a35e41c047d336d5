import { INK_SHADE, PAPER_SHADE } from "./theme.ts";

/** A colour: red, green and blue, 0 to 255. */
export type Colour = readonly [red: number, green: number, blue: number];

/** Colours, and pixels that are indices of them. */
export interface Palette {
  /** At most 256. */
  readonly colours: readonly Colour[];
  /** For each pixel the index of its colour. */
  readonly indices: Uint8Array;
}

/** Colours that a palette of one byte a pixel can hold. */
const MOST_COLOURS = 256;

/** Pictures with more shades, such as photographs, get no palette. */
const MOST_SHADES = 2 ** 14;

/**
 * Edges are 7 % of a page of text. A picture with more than this share has gradients, in which a
 * palette would show steps.
 */
const MOST_EDGES = 0.25;

/** A colour with so many pixels in a row or column is a line or an area, not an edge. */
const FLAT_RUN = 24;

/** How far a channel of a line or an area may move, of 255. The palest grid stays visible. */
export const FLAT_SHIFT = 8;

/** How far a channel of an edge may move. Its shade is between two colours, so it shows less. */
const EDGE_SHIFT = 48;

/** A colour with a smaller difference of channels is grey. Grey letters stay grey. */
const TINT = 12;

/** With up to this many colours two pixels go into a byte. */
export const FEW_COLOURS = 16;

/** What one more colour must save, as the mean shift of all pixels. */
const WORTH_MORE = 0.02;

/** Colours of letters: the paper, two shades between, and the ink. */
const LETTER_SHADES: readonly Colour[] = [0, 1, 2, 3].map((step) => {
  const shade = PAPER_SHADE + (INK_SHADE - PAPER_SHADE) * step / 3;
  return [shade, shade, shade].map(Math.round) as unknown as Colour;
});

/**
 * The colours of a picture, without most shades that smooth the edges of letters and lines. Those
 * shades take up most of the room.
 * @param pixels Red, green, blue and 255 of each pixel
 * @param width Pixels in a row
 * @returns `undefined` for a picture with gradients, or with more colours than a palette holds
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
  // No callback for each of a million pixels.
  const indices = new Uint8Array(census.indices.length);
  for (let at = 0; at < indices.length; at++) {
    indices[at] = places[census.indices[at]!]!;
  }
  return { colours: kept, indices };
}

/** Share of the pixels outside lines and areas, 0 to 1. */
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
  /** For each pixel the index of its colour. */
  readonly indices: Uint16Array;
  /** For each colour the number of its pixels. */
  readonly counts: Uint32Array;
  /** For each colour its longest run of pixels in a row or a column. */
  readonly runs: Uint32Array;
}

function censusOf(pixels: Uint8Array, width: number): Census | undefined {
  // Pixels as single numbers are quick to compare. A copy, as the bytes may begin anywhere.
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
        const [red = 0, green = 0, blue = 0] = pixels.subarray(4 * at);
        colours.push([red, green, blue]);
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

/** The colours that stay. Each next one is that without which the picture would lose most. */
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

/** The index of the kept colour that replaces a colour. */
function placeAmong(
  kept: readonly Colour[],
  colour: Colour,
  isFlat: boolean,
): number {
  const isLetter = !isFlat && Math.max(...colour) - Math.min(...colour) < TINT;
  const shifts = (isLetter ? LETTER_SHADES : kept)
    .map((other) => shiftOf(colour, other));
  return shifts.indexOf(Math.min(...shifts));
}

/** The difference of the channel that differs most. */
function shiftOf(a: Colour, b: Colour): number {
  return Math.max(
    Math.abs(a[0] - b[0]),
    Math.abs(a[1] - b[1]),
    Math.abs(a[2] - b[2]),
  );
}
