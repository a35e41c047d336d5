import { assert, assertEquals, assertThrows } from "@std/assert";
import * as Plot from "@observablehq/plot";
import { charts } from "../../mod.ts";
import { pageOf } from "../page.ts";
import {
  aCourse,
  aLiveCourse,
  anEmptyCourse,
  phase,
  samplesTo,
} from "./a_course.ts";
import { assertDrawn, drawingOf, HOSTILE, textsOf } from "./drawing.ts";

Deno.test("charts.cumulative() says what was emitted, its range and the units", async () => {
  const drawing = await assertDrawn(charts.cumulative(aCourse()));
  const texts = textsOf(drawing);
  assert(texts.includes("fine-tune: 40 g CO₂e"));
  assert(texts.includes("40 g"));
  assert(texts.includes("30 to 55 g"));
  assert(texts.includes("emissions (g CO₂e)"));
  assert(texts.includes("10 min"));
  assert(texts.includes("90 % range"));
});

Deno.test("charts.cumulative() draws the budget and how much is spent", async () => {
  const texts = textsOf(
    await assertDrawn(charts.cumulative(aCourse({ budgetKg: 0.05 }))),
  );
  assert(texts.includes("budget 50 g, 80 % spent"));
});

Deno.test("charts.cumulative() is not pressed flat by a budget that is far away", async () => {
  const drawing = await assertDrawn(
    charts.cumulative(aCourse({ budgetKg: 40 })),
  );
  const texts = textsOf(drawing);
  assert(texts.includes("budget 40 kg, 0.1 % spent, above the chart"));
  assert(texts.includes("emissions (g CO₂e)"));
  assert(texts.includes("40"), "the axis goes to 50 g, not to 40 kg");
});

Deno.test("charts.cumulative() of a run in progress shows its forecast end", async () => {
  const chart = charts.cumulative(aLiveCourse());
  const texts = textsOf(await assertDrawn(chart));
  assert(texts.includes("fine-tune: 13.3 g CO₂e so far"));
  for (const text of ["40 g", "forecast", "36 to 48 g"]) {
    assert(texts.includes(text));
  }
  // The other 90 % range is of what the run has emitted in truth.
  assert(texts.includes("forecast, 90 % of ends"));
  assert(!texts.includes("90 % range"));
  assert((await chart.svg()).includes("stroke-dasharray"));
  assert(chart.description.includes("expected to emit 40 g (36 to 48 g)"));
});

Deno.test("charts.cumulative() of a run that has ended expects nothing more", async () => {
  const { forecast } = aLiveCourse();
  const chart = charts.cumulative(aCourse({ forecast, status: "aborted" }));
  const texts = textsOf(await assertDrawn(chart));
  assert(texts.includes("fine-tune: 40 g CO₂e, aborted"));
  assert(!texts.some((text) => text.includes("forecast")));
});

Deno.test("charts.cumulative() names its phases, and says what each emitted", async () => {
  const phases = [phase("load", 0, 60), phase("train", 60, 1200)];
  const chart = charts.cumulative(aCourse({ phases }));
  const texts = textsOf(await assertDrawn(chart));
  assert(texts.includes("load"));
  assert(texts.includes("train"));
  assert(chart.description.includes("load from 0 s to 1 min with 5 g"));
});

Deno.test("charts.cumulative() draws thousands of phases in a bounded size", async () => {
  const phases = Array.from(
    { length: 5000 },
    (_, i) => phase(`phase ${i}`, i * 1200 / 5000, (i + 1) * 1200 / 5000),
  );
  const chart = charts.cumulative(aCourse({ phases }));
  await assertDrawn(chart);
  assert(chart.description.length < 2000);
});

Deno.test("charts.cumulative() draws a million samples in 60 kB", async () => {
  const samples = samplesTo(1200, 1_000_000);
  await assertDrawn(charts.cumulative(aCourse({ samples })));
});

Deno.test("charts.cumulative() counts time in the unit that fits", async () => {
  for (
    const [durationS, unit] of [
      [90, "s"],
      [120, "min"],
      [7200, "h"],
      [172_800, "d"],
    ] as const
  ) {
    const samples = samplesTo(durationS, 10);
    const drawing = await drawingOf(
      charts.cumulative(aCourse({ samples, durationS })),
    );
    assert(textsOf(drawing).includes(`0 ${unit}`));
  }
});

const ODD = {
  "no samples at all": anEmptyCourse(),
  "no samples, and a budget": anEmptyCourse({ budgetKg: 0.05 }),
  "no samples yet, while it is running": anEmptyCourse({ status: "running" }),
  "a budget of nothing": aCourse({ budgetKg: 0 }),
  "one sample": aCourse({ samples: samplesTo(1200, 1).slice(1) }),
  "all samples at the same time": aCourse({
    samples: samplesTo(1200, 5).map((sample) => ({ ...sample, timeS: 7 })),
    durationS: 7,
  }),
  "no time at all": aCourse({ samples: samplesTo(0, 3), durationS: 0 }),
  "no emissions": aCourse({
    samples: samplesTo(60, 5).map((sample) => ({ ...sample, emissionsKg: 0 })),
    emissionsKg: 0,
    emissionsRangeKg: [0, 0],
  }),
  "a phase of no length": aCourse({ phases: [phase("blink", 60, 60)] }),
};

for (const [what, course] of Object.entries(ODD)) {
  Deno.test(`charts.cumulative() and charts.power() draw ${what}`, async () => {
    await assertDrawn(charts.cumulative(course));
    await assertDrawn(charts.power(course));
  });
}

Deno.test("charts.cumulative() and charts.power() show hostile names as text", async () => {
  const phases = [phase(HOSTILE, 0, 600), phase("", 600, 1200)];
  const course = aCourse({ name: HOSTILE.slice(0, 30), phases });
  for (const chart of [charts.cumulative(course), charts.power(course)]) {
    const drawing = await assertDrawn(chart);
    assertEquals([...drawing.querySelectorAll("script")].length, 0);
    const texts = textsOf(drawing);
    assert(texts.some((text) => text.startsWith(HOSTILE.slice(0, 30))));
    assert(
      texts.some((text) => text.startsWith("<script>alert(1)</script>\"'&$&")),
    );
    assert(
      !(await chart.svg()).includes("\uFFFD"),
      "no character is cut in half",
    );
  }
});

Deno.test("charts.cumulative() and charts.power() give their marks for a plot of one's own", async () => {
  const course = aLiveCourse({ budgetKg: 0.05, phases: [phase("a", 0, 60)] });
  for (const chart of [charts.cumulative(course), charts.power(course)]) {
    const plot = Plot.plot({
      document: pageOf("") as unknown as never,
      marks: [...await chart.marks(), Plot.frame()],
    });
    assert(plot.outerHTML.startsWith("<svg"));
    assert(!plot.outerHTML.includes("NaN"));
  }
});

Deno.test("the charts of a run refuse what is none, and say what they want", () => {
  for (const draw of [charts.cumulative, charts.power]) {
    for (const given of [null, 42, {}, "run"]) {
      assertThrows(
        () => draw(given as never),
        TypeError,
        "must be given what track() returns",
      );
    }
  }
});
