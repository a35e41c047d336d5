import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  type Colour,
  EDGE_SHIFT,
  paletteOf,
  TINT_SHIFT,
} from "../../src/charts/palette.ts";

const PAPER: Colour = [255, 255, 255];

/** Pixels of these colours. */
function pixelsOf(colours: readonly Colour[]): Uint8Array {
  return Uint8Array.from(colours.flatMap((colour) => [...colour, 255]));
}

/** What becomes of a picture. */
function shown(colours: readonly Colour[], width: number): Colour[] {
  const palette = paletteOf(pixelsOf(colours), width);
  return Array.from(palette?.indices ?? [], (i) => palette?.colours[i]!);
}

/** A row of one colour. */
function row(colour: Colour, length: number): Colour[] {
  return Array(length).fill(colour);
}

const grey = (shade: number): Colour => [shade, shade, shade];

Deno.test("paletteOf() moves no channel further than it says, and no grey to a tint", () => {
  const channel = fc.integer({ min: 0, max: 255 });
  const picture = fc.array(fc.tuple(channel, channel, channel), {
    minLength: 1,
    maxLength: 200,
  });
  fc.assert(fc.property(picture, (edges) => {
    const colours = [...row(PAPER, 4 * edges.length + 24), ...edges];
    const become = shown(colours, colours.length);
    assertEquals(become.length, colours.length);
    become.forEach((colour, i) => {
      const shifts = colour.map((it, c) => it - colours[i]![c]!);
      assert(Math.max(...shifts.map(Math.abs)) <= EDGE_SHIFT);
      assert(Math.max(...shifts) - Math.min(...shifts) <= TINT_SHIFT);
    });
  }));
});

Deno.test("paletteOf() takes the shade of an edge for one that is 32 of 255 from it, and no further", () => {
  const paper = row(PAPER, 100);
  const near = [...paper, grey(255 - 32)];
  assertEquals(shown(near, 101), [...paper, PAPER]);
  const far = [...paper, grey(255 - 33)];
  assertEquals(shown(far, 101), far);
});

Deno.test("paletteOf() keeps the palest line, across and down, where an edge of that shade goes", () => {
  const line = row(grey(246), 24); // 9 of 255 off the paper
  const paper = row(PAPER, 24);
  const across = [...paper, ...line, ...paper];
  assertEquals(shown(across, 24), across);
  const down = line.flatMap((colour) => [PAPER, colour, PAPER]);
  assertEquals(shown(down, 3), down);
  const edge = [...row(PAPER, 72), ...row(grey(246), 23), PAPER];
  assertEquals(shown(edge, 24), row(PAPER, 96));
});

Deno.test("paletteOf() keeps an area of one colour whatever stands beside it", () => {
  const area = row([204, 227, 240], 24);
  const picture = [...row(PAPER, 48), ...area, ...row(grey(246), 24)];
  assertEquals(shown(picture, 24), picture);
});

Deno.test("paletteOf() leaves a grey letter grey on a tinted area", () => {
  const area = row([204, 227, 240], 48);
  const letter = [...area, grey(220)]; // 20 of 255 from it at most, and another tint
  assertEquals(shown(letter, 49), letter);
});

Deno.test("paletteOf() holds 256 colours, and gives up on more", () => {
  // 42 of 255 apart, so that none goes to another; each is an area
  const levels = [0, 42, 84, 126, 168, 210, 252];
  const colours = levels.flatMap((red) =>
    levels.flatMap((green) => levels.map((blue): Colour => [red, green, blue]))
  );
  const areas = colours.map((colour) => row(colour, 24));
  const most = areas.slice(0, 256).flat();
  assertEquals(shown(most, 24), most);
  const more = areas.slice(0, 257).flat();
  assertEquals(paletteOf(pixelsOf(more), 24), undefined);
});

Deno.test("paletteOf() holds a picture of more shades, if they come down to few", () => {
  // 8 x 8 x 8 shades within 8 of 255 of the paper
  const steps = Array.from({ length: 8 }, (_, i) => 255 - i);
  const shades = steps.flatMap((red) =>
    steps.flatMap((green) => steps.map((blue): Colour => [red, green, blue]))
  );
  const picture = [...row(PAPER, 2000), ...shades];
  assertEquals(shown(picture, 2512), row(PAPER, 2512));
});

Deno.test("paletteOf() gives up on a gradient, which would show steps", () => {
  const gradient = Array.from({ length: 256 }, (_, i) => grey(i));
  const picture = [...row(PAPER, 256), ...gradient];
  assertEquals(paletteOf(pixelsOf(picture), 256), undefined);
});
