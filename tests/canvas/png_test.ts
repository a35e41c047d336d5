import { assert, assertEquals } from "@std/assert";
import { decode } from "fast-png";
import { charts, compare, compareRegions, estimate } from "../../mod.ts";
import { liveBundle, runBundle } from "../../src/cards/cards.ts";
import { documentSvg } from "../../src/document/svg.ts";
import { comparisonCard } from "../../src/cards/comparison_card.ts";
import { estimateCard } from "../../src/cards/estimate_card.ts";
import { regionsCard } from "../../src/cards/regions_card.ts";
import { runCard } from "../../src/cards/run_card.ts";
import { pngOf } from "../../src/canvas/png.ts";
import { rasterOf } from "../../src/canvas/raster.ts";
import { aRun, samplesOf } from "../notebook/a_run.ts";
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
  const { pixels } = await rasterOf(svg, 1.5);
  const expected = opaque(pixels);
  const actual = rgbOf(await pngOf(svg));
  // one by one, as so many numbers are too many for a message
  assert(actual.every((channel, i) => channel === expected[i]));
  assertEquals(actual.length, expected.length);
});

/** Bands over the chart of a run, so that it has every colour twice. */
const PHASES = [0, 400, 800].map((startS, i) => ({
  name: `phase ${i}`,
  startS,
  endS: startS + 300,
  energyKwh: 0.02,
  emissionsKg: 0.01,
}));

const DRAWINGS: Readonly<Record<string, () => Promise<string>>> = {
  "an estimate": () => documentSvg(estimateCard(estimate(JOB))),
  "a comparison of regions": () =>
    documentSvg(regionsCard(compareRegions(JOB))),
  "a comparison of jobs": () =>
    documentSvg(comparisonCard(compare({ a: JOB, b: { ...JOB, hours: 1 } }))),
  "a run": () => documentSvg(runCard(aRun())),
  "a run with phases": () => documentSvg(runCard(aRun({ phases: PHASES }))),
  "a chart of power": () => charts.power(aRun()).svg(),
  "a chart of equivalents": () => charts.equivalents(estimate(JOB)).svg(),
};

for (const [name, draw] of Object.entries(DRAWINGS)) {
  Deno.test(`the picture of ${name} is as it was drawn but for edges, in a third of the size`, async () => {
    const svg = await draw();
    const raster = await rasterOf(svg, 1.5);
    const png = await pngOf(svg);
    assertNear(rgbOf(png), opaque(raster.pixels));
    assert(png.length < raster.asPng().length / 3, `${png.length} bytes`);
  });
}

/**
 * 229 from the paper to the ink in three steps: no shade of a letter is further from one of the
 * four.
 */
const LETTER_SHIFT = 229 / 3 / 2;

function assertNear(actual: Uint8Array, expected: Uint8Array): void {
  assertEquals(actual.length, expected.length);
  let far = 0;
  for (let i = 0; i < actual.length; i += 3) {
    const shifts = [0, 1, 2]
      .map((channel) =>
        Math.abs(actual[i + channel]! - expected[i + channel]!)
      );
    if (Math.max(...shifts) > LETTER_SHIFT + 1) far++;
  }
  // Where a coloured line has an edge, at the most.
  assert(far < 0.002 * actual.length / 3, `${far} pixels`);
}

Deno.test("pngOf() of what does not fit is less sharp, and of whole quarters of its size", async () => {
  const svg = await documentSvg(runCard(aRun({ phases: PHASES })));
  const sharp = await pngOf(svg);
  const small = await pngOf(svg, sharp.length * 0.7);
  assert(small.length <= sharp.length * 0.7);
  const { width, height } = decode(small);
  assertEquals(decode(sharp).width, 1080);
  assert([540, 720, 900].includes(width), `${width}`);
  assertEquals(height, Math.round(decode(sharp).height * width / 1080));
  assertEquals(await pngOf(svg, sharp.length), sharp);
  // Even without any space, the picture still says what it shows.
  assertEquals(decode(await pngOf(svg, -1)).width, 360);
});

Deno.test("what a notebook keeps of an estimate is at most 50 kB", async () => {
  const display = Symbol.for("Jupyter.display");
  const result = estimate(JOB) as unknown as {
    [display](): Promise<Record<string, string>>;
  };
  assert(sizeOf(await result[display]()) <= 50_000);
});

const long = (text: string, length: number) =>
  text.repeat(Math.ceil(length / text.length)).slice(0, length);

/** 30 days, everything that a run can have a lot of, and words without end. */
const EXCESSIVE = aRun({
  name: long("漢字の名前 ", 500),
  status: "aborted",
  reason: long("the budget is spent ", 2000),
  durationS: 30 * 86_400,
  notes: Array.from(
    { length: 50 },
    (_, i) => `${i} ${long("odd things ", 3000)}`,
  ),
  phases: Array.from({ length: 3000 }, (_, i) => ({
    name: `${i} ${long("a phase of many words ", 80)}`,
    startS: i * 864,
    endS: (i + 1) * 864,
    energyKwh: 1e-5 * (i % 13),
    emissionsKg: 1e-6 * (i % 7),
  })),
  samples: samplesOf(2 ** 15, 30 * 86_400, 0.1, 0.04),
  metrics: Array.from({ length: 1000 }, (_, i) => ({
    timeS: i,
    energyKwh: i,
    emissionsKg: i,
    ...Object.fromEntries(
      Array.from({ length: 30 }, (_, k) => [`${k} ${long("metric ", 80)}`, i]),
    ),
  })),
});

for (
  const [name, run] of Object.entries({
    "a run": aRun(),
    "a run of excess": EXCESSIVE,
  })
) {
  Deno.test(`a notebook keeps at most 60 kB of ${name}, while it is running and at its end`, async () => {
    const going = await liveBundle({ ...run, status: "running" });
    assert(sizeOf(going) <= 60_000, `${sizeOf(going)}`);
    const ended = await runBundle(run);
    assert(sizeOf(ended) <= 60_000, `${sizeOf(ended)}`);
    assert(ended["image/png"]);
  });
}

function sizeOf(bundle: object): number {
  return new TextEncoder().encode(JSON.stringify(bundle)).length;
}
