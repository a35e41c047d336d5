import { assert, assertEquals, assertThrows } from "@std/assert";
import { charts, UnknownNameError } from "../../mod.ts";
import { aCourse, aLiveCourse } from "./a_course.ts";
import { drawingOf, textsOf } from "./drawing.ts";

const metrics = Array.from({ length: 10 }, (_, i) => ({
  timeS: 120 * (i + 1),
  energyKwh: 0.01 * (i + 1),
  emissionsKg: 0.004 * (i + 1),
  loss: 1 / (i + 1),
  accuracy: 0.5 + 0.04 * (i + 1),
}));

Deno.test("charts.metrics() draws each metric below the emissions, with its last value", async () => {
  const chart = charts.metrics({ ...aCourse(), metrics });
  assertEquals(chart.title, "fine-tune: loss, accuracy and 40 g CO₂e");
  const drawing = await drawingOf(chart);
  const texts = textsOf(drawing);
  for (const text of ["emissions (g CO₂e)", "loss", "accuracy"]) {
    assert(texts.includes(text), text);
  }
  assert(texts.includes("0.1"), "the tenth loss");
  assert(texts.includes("0.9"), "the tenth accuracy");
  const titles = textsOf(drawing, "circle title");
  assertEquals(titles.length, 20);
  assertEquals(titles[0], "loss 1 for 4 g");
  assert((await chart.png()).length > 3_000);
});

Deno.test("charts.metrics() draws the chosen metrics, also of a run in progress", async () => {
  const run = { ...aLiveCourse(), metrics: metrics.slice(0, 3) };
  const chart = charts.metrics(run, { metrics: ["accuracy"] });
  assertEquals(chart.title, "fine-tune: accuracy and 13.3 g CO₂e so far");
  assert(!textsOf(await drawingOf(chart)).includes("loss"));
});

Deno.test("charts.metrics() says what is missing", () => {
  const run = { ...aCourse(), metrics };
  const error = assertThrows(
    () => charts.metrics(run, { metrics: ["acuracy"] }),
    UnknownNameError,
  );
  assertEquals(error.suggestions[0], "accuracy");
  assertThrows(
    () => charts.metrics({ ...aCourse(), metrics: [] }),
    RangeError,
    "the run must have logged some",
  );
  assertThrows(
    () => charts.metrics(run, { metrics: "loss" as never }),
    TypeError,
    "metrics must be a list of names",
  );
});
