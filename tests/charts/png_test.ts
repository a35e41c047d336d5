import { assert, assertEquals } from "@std/assert";
import { decode } from "fast-png";
import { charts, compare, compareRegions, estimate } from "../../mod.ts";
import { runBundle } from "../../src/cards/bundle.ts";
import { cardSvg } from "../../src/cards/card_svg.ts";
import { comparisonCard } from "../../src/cards/comparison_card.ts";
import { estimateCard } from "../../src/cards/estimate_card.ts";
import { regionsCard } from "../../src/cards/regions_card.ts";
import { runCard } from "../../src/cards/run_card.ts";
import { EDGE_SHIFT, TINT_SHIFT } from "../../src/charts/palette.ts";
import { pngOf } from "../../src/charts/png.ts";
import { rasterOf } from "../../src/charts/raster.ts";
import { aRun } from "../notebook/a_run.ts";
import { JOB } from "../reports/experiments.ts";
import { rgbOf } from "../rgb.ts";

/** Pixels without what shines through: nothing. */
function opaque(rgba: Uint8Array): Uint8Array {
  return rgba.filter((_, i) => i % 4 < 3);
}

Deno.test("pngOf() of areas and lines has their colours and one and a half times their size", async () => {
  const png = await pngOf(
    `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20">` +
      `<rect width="20" height="20" fill="#0072B2"/>` +
      `<rect x="20" y="10" width="20" height="2" fill="#eeeeee"/></svg>`,
  );
  const { width, height } = decode(png);
  assertEquals([width, height], [60, 30]);
  const rgb = rgbOf(png);
  const at = (x: number, y: number) => [
    ...rgb.subarray(3 * (60 * y + x), 3 * (60 * y + x + 1)),
  ];
  assertEquals(at(10, 10), [0x00, 0x72, 0xB2]);
  assertEquals(at(50, 16), [0xEE, 0xEE, 0xEE]);
  assertEquals(at(50, 5), [255, 255, 255]);
});

Deno.test("pngOf() of a gradient keeps every one of its colours", async () => {
  const ramp = (id: string, direction: string, colour: string) =>
    `<linearGradient id="${id}" ${direction}><stop stop-color="${colour}"/>` +
    `<stop offset="1" stop-color="white" stop-opacity="0"/></linearGradient>` +
    `<rect width="90" height="90" fill="url(#${id})"/>`;
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90">` +
    `${ramp("a", `x2="1"`, "red")}${ramp("b", `x2="0" y2="1"`, "blue")}</svg>`;
  const { pixels } = await rasterOf(svg);
  const expected = opaque(pixels);
  const actual = rgbOf(await pngOf(svg));
  // one by one, as so many numbers are too many for a message
  assert(actual.every((channel, i) => channel === expected[i]));
  assertEquals(actual.length, expected.length);
});

/** Bands over the chart of a run, so that every colour of it is there twice. */
const PHASES = [0, 400, 800].map((startS, i) => ({
  name: `phase ${i}`,
  startS,
  endS: startS + 300,
  energyKwh: 0.02,
  emissionsKg: 0.01,
}));

const DRAWINGS: Readonly<Record<string, () => Promise<string>>> = {
  "an estimate": () => cardSvg(estimateCard(estimate(JOB))),
  "a comparison of regions": () => cardSvg(regionsCard(compareRegions(JOB))),
  "a comparison of jobs": () =>
    cardSvg(comparisonCard(compare({ a: JOB, b: { ...JOB, hours: 1 } }))),
  "a run": () => cardSvg(runCard(aRun())),
  "a run with phases": () => cardSvg(runCard(aRun({ phases: PHASES }))),
  "a chart of power": () => charts.power(aRun()).svg(),
  "a chart of equivalents": () => charts.equivalents(estimate(JOB)).svg(),
};

for (const [name, draw] of Object.entries(DRAWINGS)) {
  Deno.test(`the picture of ${name} is nowhere off by more than an edge may be, in 2/5 of the size`, async () => {
    const svg = await draw();
    const raster = await rasterOf(svg);
    const png = await pngOf(svg);
    assertNear(rgbOf(png), opaque(raster.pixels));
    assert(png.length < 0.4 * raster.asPng().length, `${png.length} bytes`);
  });
}

function assertNear(actual: Uint8Array, expected: Uint8Array): void {
  assertEquals(actual.length, expected.length);
  let shift = 0;
  let tint = 0;
  for (let i = 0; i < actual.length; i += 3) {
    const [red, green, blue] = [0, 1, 2]
      .map((channel) => actual[i + channel]! - expected[i + channel]!);
    const most = Math.max(red!, green!, blue!);
    const least = Math.min(red!, green!, blue!);
    shift = Math.max(shift, most, -least);
    tint = Math.max(tint, most - least);
  }
  assert(shift <= EDGE_SHIFT, `${shift}`);
  assert(tint <= TINT_SHIFT, `${tint}`);
}

Deno.test("what a notebook keeps of an estimate is at most 50 kB, and of a run at most 80 kB", async () => {
  const display = Symbol.for("Jupyter.display");
  const result = estimate(JOB) as unknown as {
    [display](): Promise<Record<string, string>>;
  };
  assert(sizeOf(await result[display]()) <= 50_000);
  assert(sizeOf(await runBundle(aRun())) <= 80_000);
});

function sizeOf(bundle: object): number {
  return JSON.stringify(bundle).length;
}
