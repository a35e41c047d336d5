import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { charts, type Sample } from "../../mod.ts";
import { aCourse, aLiveCourse, phase, samplesTo } from "./a_course.ts";
import { assertDrawn, heightsOf, textsOf } from "./drawing.ts";

Deno.test("charts.power() shows mean, peak, parts and units", async () => {
  const chart = charts.power(aCourse());
  const texts = textsOf(await assertDrawn(chart));
  assert(texts.includes("fine-tune: 300 W on average"));
  assert(texts.includes("peak 320 W"));
  assert(texts.includes("power (W)"));
  assert(texts.includes("20 min"));
  const parts = ["accelerator", "cpu", "memory"];
  assertEquals(texts.filter((text) => parts.includes(text)), parts);
  assert(chart.description.includes("accelerator, cpu, memory"));
});

Deno.test("charts.power() stacks the parts: each reaches as high as all below it", async () => {
  const drawing = await assertDrawn(charts.power(aCourse()));
  const [top, bottom] = heightsOf(drawing, "accelerator");
  const share = (label: string) => {
    const [at, base] = heightsOf(drawing, label);
    assertEquals(base, bottom);
    return (bottom - at) / (bottom - top);
  };
  // 12 W of memory, 48 W of the processor and 240 W of the card: 300 W.
  assertAlmostEquals(share("memory"), 12 / 300, 0.001);
  assertAlmostEquals(share("cpu"), 60 / 300, 0.001);
  assertAlmostEquals(
    (bottom - heightsOf(drawing, "greatest power")[0]) / (bottom - top),
    320 / 300,
    0.001,
  );
});

Deno.test("charts.power() leaves out the parts that were not measured", async () => {
  const samples = samplesTo(1200, 10).map((sample): Sample => ({
    ...sample,
    componentPowerW: { cpu: 300 },
  }));
  const texts = textsOf(await assertDrawn(charts.power(aCourse({ samples }))));
  assert(texts.includes("cpu"));
  assert(!texts.includes("accelerator"));
});

Deno.test("charts.power() shows the single peak of a million samples", async () => {
  const samples = samplesTo(1e6, 1_000_000);
  const peak = {
    ...samples[314_159] as Sample,
    maxPowerW: 1771,
    powerW: 900,
    componentPowerW: { accelerator: 840, cpu: 48, memory: 12 },
  };
  samples[314_159] = peak;
  const drawing = await assertDrawn(
    charts.power(aCourse({ samples, durationS: 1e6, itEnergyKwh: 83.3 })),
  );
  assert(textsOf(drawing).includes("peak 1.77 kW"));
  const dot = drawing.querySelector("circle")?.getAttribute("cy");
  const [top, bottom] = heightsOf(drawing, "greatest power");
  assertAlmostEquals(top, Number(dot), 1);
  // The card's share of it is drawn too: 900 W against 1771 W, to a pixel.
  const base = heightsOf(drawing, "accelerator")[1];
  assert(bottom < base);
  assertAlmostEquals(
    base - heightsOf(drawing, "accelerator")[0],
    (base - top) * 900 / 1771,
    1.5,
  );
});

Deno.test("charts.power() draws the unsteadiest million samples in 60 kB", async () => {
  const share = (i: number, step: number) => (i * step % 1000) / 1000;
  const samples = samplesTo(1e6, 1_000_000).map((sample, i): Sample => {
    const accelerator = 500 * share(i, 617);
    const cpu = 500 * share(i, 383);
    const memory = 500 * share(i, 211);
    const powerW = accelerator + cpu + memory;
    return {
      ...sample,
      powerW,
      minPowerW: powerW * share(i, 733),
      maxPowerW: powerW * (1 + share(i, 149)),
      componentPowerW: { accelerator, cpu, memory },
    };
  });
  const phases = Array.from(
    { length: 200 },
    (_, i) => phase(`phase ${i}`, i * 5000, (i + 1) * 5000),
  );
  await assertDrawn(
    charts.power(aCourse({ samples, durationS: 1e6, phases })),
  );
});

Deno.test("charts.power() of a run in progress says so", async () => {
  const texts = textsOf(await assertDrawn(charts.power(aLiveCourse())));
  assert(texts.includes("fine-tune: 300 W on average so far"));
});

Deno.test("charts.power() counts in kW where power is high", async () => {
  const samples = samplesTo(1200, 10).map((sample): Sample => ({
    ...sample,
    maxPowerW: 10_200,
  }));
  const texts = textsOf(await assertDrawn(charts.power(aCourse({ samples }))));
  assert(texts.includes("power (kW)"));
  assert(texts.includes("peak 10.2 kW"));
});
