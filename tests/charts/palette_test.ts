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
    maxLength: 256,
  });
  fc.assert(fc.property(picture, (colours) => {
    shown(colours, 1).forEach((colour, i) => {
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
  const edge = [...paper, ...row(grey(246), 23), PAPER, ...paper];
  assertEquals(shown(edge, 24), row(PAPER, 72));
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

/** Colours of a cube, so far apart that each stays. */
function cube(edge: number): Colour[] {
  const steps = Array.from({ length: edge }, (_, i) => 40 * i);
  return steps.flatMap((red) =>
    steps.flatMap((green) => steps.map((blue): Colour => [red, green, blue]))
  );
}

Deno.test("paletteOf() holds 256 colours, and gives up on more", () => {
  const few = cube(6); // 216
  assertEquals(shown(few, 1), few);
  assertEquals(paletteOf(pixelsOf(cube(7)), 1), undefined); // 343
});

Deno.test("paletteOf() gives up on a picture of more shades than a drawing has", () => {
  const shades = (count: number) =>
    Array.from({ length: count }, (_, i): Colour => [i % 256, i >> 8, 0]);
  assert(paletteOf(pixelsOf(shades(1024)), 1));
  assertEquals(paletteOf(pixelsOf(shades(1025)), 1), undefined);
});
