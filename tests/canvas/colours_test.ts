import { assert, assertEquals } from "@std/assert";
import { type ColourName, COLOURS } from "../../src/canvas/theme.ts";

/** The colours that one chart shows together. */
const TOGETHER: readonly (readonly ColourName[])[] = [
  ["plain", "own", "best"],
  ["plain", "budget"],
  ["plain", "frontier"],
  ["plain", "metric"],
  ["plain", "calls", "budget"],
  ["accelerator", "cpu", "memory", "calls", "overhead", "embodied"],
];

type Linear = readonly [red: number, green: number, blue: number];

/**
 * What people with each kind of colour vision see of linear light, at full severity.
 * @see Machado, Oliveira and Fernandes 2009: https://doi.org/10.1109/TVCG.2009.113
 */
const VISIONS: Readonly<Record<string, readonly Linear[]>> = {
  usual: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.011820, 0.042940, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.303900],
  ],
};

function linear(colour: string): Linear {
  return [1, 3, 5].map((at) => {
    const channel = parseInt(colour.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045
      ? channel / 12.92
      : ((channel + 0.055) / 1.055) ** 2.4;
  }) as unknown as Linear;
}

function times(rows: readonly Linear[], [r, g, b]: Linear): Linear {
  return rows.map(([x, y, z]) =>
    Math.max(0, x * r + y * g + z * b)
  ) as unknown as Linear;
}

/** @see OKLab: https://bottosson.github.io/posts/oklab/ */
function oklab(light: Linear): Linear {
  const roots = times([
    [0.4122214708, 0.5363325363, 0.0514459929],
    [0.2119034982, 0.6806995451, 0.1073969566],
    [0.0883024619, 0.2817188376, 0.6299787005],
  ], light).map(Math.cbrt) as unknown as Linear;
  return [
    [0.2104542553, 0.7936177850, -0.0040720468],
    [1.9779984951, -2.4285922050, 0.4505937099],
    [0.0259040371, 0.7827717662, -0.8086757660],
  ].map(([x = 0, y = 0, z = 0]) =>
    x * roots[0] + y * roots[1] + z * roots[2]
  ) as unknown as Linear;
}

/** 0.02 can just be seen side by side; lines that are apart need a multiple. */
const APART = 0.06;

Deno.test("the colours of one chart can be told apart with any colour vision", () => {
  for (const names of TOGETHER) {
    for (const [vision, rows] of Object.entries(VISIONS)) {
      const seen = names.map((name) =>
        oklab(times(rows, linear(COLOURS[name])))
      );
      seen.forEach((a, i) =>
        seen.slice(i + 1).forEach((b, j) => {
          const distance = Math.hypot(...a.map((it, k) => it - b[k]!));
          const pair = `${names[i]} and ${names[i + 1 + j]}`;
          assert(distance >= APART, `${pair}, ${vision}: ${distance}`);
        })
      );
    }
  }
});

Deno.test("every colour has one meaning, and shows on white and in dark themes", () => {
  const colours = Object.values(COLOURS).filter((it) => it !== "currentColor");
  assertEquals(new Set(colours).size, colours.length);
  const luminance = (colour: string) => {
    const [red, green, blue] = linear(colour);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  for (const colour of colours) {
    const own = luminance(colour);
    // WCAG 2.2, success criterion 1.4.11: 3 to 1. The darkest grounds: JupyterLab and VS Code.
    assert(1.05 / (own + 0.05) >= 3, `${colour} on white`);
    for (const ground of ["#111111", "#1f1f1f"]) {
      assert((own + 0.05) / (luminance(ground) + 0.05) >= 3, colour);
    }
  }
});
