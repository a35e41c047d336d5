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
export const EDGE_SHIFT = 32;

/** By how much less one channel may move than another: grey letters stay grey. */
export const TINT_SHIFT = 12;

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
  const { kept, places } = merged(census);
  if (kept.length > MOST_COLOURS) return undefined;
  return {
    colours: kept,
    indices: Uint8Array.from(census.indices, (index) => places[index]!),
  };
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

/** The colours that stay, and the place among them of what each colour becomes. */
interface Merged {
  readonly kept: readonly Colour[];
  readonly places: Uint16Array;
}

/** Lines and areas first, and the most frequent before the others, as these take the colour of what is there. */
function merged({ colours, counts, runs }: Census): Merged {
  const order = [...colours.keys()].sort((a, b) =>
    Number(isFlat(runs, b)) - Number(isFlat(runs, a)) ||
    counts[b]! - counts[a]!
  );
  const kept: Colour[] = [];
  const places = new Uint16Array(colours.length);
  for (const index of order) {
    const colour = colours[index] as Colour;
    const shift = isFlat(runs, index) ? FLAT_SHIFT : EDGE_SHIFT;
    const near = nearest(colour, kept, shift);
    places[index] = near ?? kept.push(colour) - 1;
  }
  return { kept, places };
}

/** The place of the nearest of `kept` that is near enough. */
function nearest(
  colour: Colour,
  kept: readonly Colour[],
  most: number,
): number | undefined {
  let place: number | undefined;
  let least = most;
  kept.forEach((other, index) => {
    const shifts = colour.map((channel, i) => channel - other[i]!);
    const distance = Math.max(...shifts.map(Math.abs));
    const tint = Math.max(...shifts) - Math.min(...shifts);
    if (tint > TINT_SHIFT || distance > least) return;
    place = index;
    least = distance;
  });
  return place;
}
