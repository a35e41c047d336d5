import { assert, assertEquals } from "@std/assert";
import { callsChart } from "../../src/charts/calls_chart.ts";
import {
  calledCourse,
  withCalled,
} from "../../src/charts/parts/called_course.ts";
import { cumulativeChart } from "../../src/charts/cumulative.ts";
import type { RunCall } from "../../src/tracker/calls/run_call.ts";
import { withCalls } from "../../src/tracker/calls/with_calls.ts";
import { assertClose } from "../close.ts";
import { aCall } from "./a_call.ts";
import { aRun } from "../notebook/a_run.ts";

/** A run of 1200 s with calls. */
function calledRun(calls: readonly RunCall[]) {
  return { ...withCalls(aRun(), calls), calls };
}

Deno.test("charts.calls() draws each model with its sum, its range and its number of calls", async () => {
  const calls = [
    aCall(),
    aCall({ timeS: 300 }),
    aCall({ model: "small", emissionsKg: 0.0005, emissionsRangeKg: undefined }),
    aCall({ energyKwh: undefined, emissionsKg: undefined, notCounted: "?" }),
  ];
  const chart = callsChart(calledRun(calls));
  for (const width of [900, 390]) {
    const svg = await chart.svg({ width });
    for (const text of ["gpt-4o (openai)", "small (openai)", "4 g, 2 ×"]) {
      assert(svg.includes(text), text);
    }
  }
  assert(chart.title.includes("4 calls to models, 4.5 g CO₂e, 1 not counted"));
  assert(chart.description.includes("rise to 4.5 g"));
});

Deno.test("charts.calls() of a run without calls says so", async () => {
  assert((await callsChart(calledRun([])).svg()).includes("no calls counted"));
});

Deno.test("calls stand on top of the machine from the moment at which they end", () => {
  const called = calledCourse([
    aCall({ timeS: 50, durationS: 10 }),
    aCall({ timeS: 20, durationS: 10 }),
    aCall({ emissionsKg: undefined }),
  ]);
  assertEquals(called.map(({ timeS }) => timeS), [30, 60]);
  // The machine emits 1 g in 100 s.
  const points = withCalled([[0, 0], [100, 0.001]], called);
  const expected = [
    [0, 0],
    [30, 0.0003],
    [30, 0.0023],
    [60, 0.0026],
    [60, 0.0046],
    [100, 0.005],
  ];
  assertEquals(points.length, expected.length);
  points.forEach(([timeS, kg], i) => {
    assertEquals(timeS, expected[i]?.[0]);
    assertClose(kg, expected[i]?.[1] ?? NaN, 1e-9);
  });
});

Deno.test("the chart of a run stacks its calls on the machine, and one without calls has no such legend", async () => {
  const chart = cumulativeChart(calledRun([aCall()]));
  const svg = await chart.svg();
  for (const text of ["emissions of calls", ">machine<", ">calls<"]) {
    assert(svg.includes(text), text);
  }
  assert(chart.description.includes("2 g are of calls to models"));
  assert(!(await cumulativeChart(aRun()).svg()).includes("calls"));
});
