import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  type Colour,
  FLAT_SHIFT,
  paletteOf,
} from "../../src/canvas/palette.ts";

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

Deno.test("paletteOf() moves no channel of an area further than it says, and keeps grey letters grey", () => {
  const channel = fc.integer({ min: 0, max: 255 });
  const picture = fc.record({
    areas: fc.array(fc.tuple(channel, channel, channel), { maxLength: 20 }),
    letters: fc.array(channel, { maxLength: 100 }),
  });
  fc.assert(fc.property(picture, ({ areas, letters }) => {
    // Each area has its own row, and paper separates the letters, so no two alike are adjacent.
    const width = 1000;
    const colours = [
      ...row(PAPER, width),
      ...letters.flatMap((shade) => [grey(shade), PAPER]),
      ...row(PAPER, width - 2 * letters.length),
      ...areas.flatMap((colour) => row(colour, width)),
    ];
    const become = shown(colours, width);
    const shifts = (at: number) =>
      become[at]!.map((it, c) => Math.abs(it - colours[at]![c]!));
    areas.forEach((_, i) =>
      assert(Math.max(...shifts((2 + i) * width)) <= FLAT_SHIFT)
    );
    letters.forEach((_, i) =>
      assertEquals(new Set(become[width + 2 * i]).size, 1)
    );
  }));
});

Deno.test("paletteOf() draws letters in the paper, the ink and two shades between", () => {
  // 229 from the paper to the ink: 255, 255 - 229 / 3 = 178.7, 102.3 and 26
  const expected = [
    [255, 255],
    [218, 255],
    [215, 179],
    [142, 179],
    [139, 102],
    [66, 102],
    [63, 26],
    [26, 26],
  ] as const;
  for (const [shade, letter] of expected) {
    const picture = [...row(PAPER, 100), grey(shade)];
    assertEquals(shown(picture, 101).at(-1), grey(letter), `${shade}`);
  }
});

Deno.test("paletteOf() keeps the colour of a line that is nowhere level", () => {
  const blue: Colour = [0, 114, 178];
  const diagonal = Array.from(
    { length: 100 * 100 },
    (_, i) => i % 101 === 0 ? blue : PAPER,
  );
  assertEquals(shown(diagonal, 100), diagonal);
});

Deno.test("paletteOf() needs no more than 16 colours for areas and lines of 12", () => {
  const areas = Array.from(
    { length: 12 },
    (_, i): Colour => [20 * i, 255 - 20 * i, 100],
  );
  const picture = [
    ...row(PAPER, 20_000),
    ...areas.flatMap((colour) => row(colour, 100)),
    ...Array.from(
      { length: 300 },
      (_, i): Colour => [i % 251, i * 7 % 256, i * 13 % 256],
    ),
  ];
  const { colours = [] } = paletteOf(pixelsOf(picture), 100) ?? {};
  assertEquals(colours.length, 16);
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

Deno.test("paletteOf() keeps an area of one colour next to any other", () => {
  const area = row([204, 227, 240], 24);
  const picture = [...row(PAPER, 48), ...area, ...row(grey(246), 24)];
  assertEquals(shown(picture, 24), picture);
});

Deno.test("paletteOf() leaves a grey letter grey on a tinted area", () => {
  const area = row([204, 227, 240], 48);
  const letter = [...area, grey(220)]; // 20 of 255 from it at most, and another tint
  assertEquals(shown(letter, 49), [...area, PAPER]);
});

Deno.test("paletteOf() holds 256 colours, and gives up on more", () => {
  // 42 of 255 apart, so that none goes to another; each is an area, beside the four shades of
  // letters
  const levels = [0, 42, 84, 126, 168, 210, 252];
  const colours = levels.flatMap((red) =>
    levels.flatMap((green) => levels.map((blue): Colour => [red, green, blue]))
  ).filter((colour) => new Set(colour).size > 1);
  const areas = colours.map((colour) => row(colour, 24));
  const most = areas.slice(0, 252).flat();
  assertEquals(shown(most, 24), most);
  const more = areas.slice(0, 253).flat();
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
