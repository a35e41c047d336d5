import { assertEquals, assertThrows } from "@std/assert";
import { assertClose } from "../../close.ts";
import { fixture, importText, leftOutOf } from "./fixture.ts";

const HEADINGS = "start_time,window_name,elapsed_time,gpu0_energy";

Deno.test("each window of Zeus is a run, with the energy of each card", () => {
  const { origin, runs } = fixture("zeus.csv");
  assertEquals(origin, { tool: "zeus", version: undefined, file: "zeus.csv" });
  assertEquals(runs.map(({ name }) => name), [
    "training",
    "epoch 0",
    "epoch 0, batch 0",
    "epoch 1",
  ]);
  const [training] = runs;
  // 36 kJ and 18 kJ
  assertClose(training?.energyKwh, 0.015);
  assertEquals(
    training?.components.map(({ component, name }) => [component, name]),
    [["accelerator", "GPU 0"], ["accelerator", "GPU 1"]],
  );
  assertClose(training?.components[0]?.energyKwh, 0.01);
  assertEquals(training?.startedAt, new Date("2023-11-14T22:13:20Z"));
  assertEquals(training?.durationS, 100);
  assertEquals(training?.emissionsKg, undefined);
});

Deno.test("windows within another one are shared with it, so that the sum is what was used", () => {
  const { runs } = fixture("zeus.csv");
  const used = runs.reduce(
    (sum, run) => sum + run.energyKwh - run.sharedEnergyKwh,
    0,
  );
  assertClose(used, 0.015);
});

Deno.test("if two windows overlap, the time in common is shared", () => {
  const { runs } = importText(`${HEADINGS}\n10,a,10,3600\n15,b,20,7200\n`);
  assertEquals(runs[0]?.sharedEnergyKwh, 0);
  // 5 of 20 s of 2 Wh
  assertClose(runs[1]?.sharedEnergyKwh, 0.0005);
});

Deno.test("windows one after the other share nothing", () => {
  const { runs } = importText(`${HEADINGS}\n10,a,10,3600\n20,b,20,7200\n`);
  assertEquals(runs.map(({ sharedEnergyKwh }) => sharedEnergyKwh), [0, 0]);
});

Deno.test("identical windows are several runs, with the same ids each time", () => {
  const text = `${HEADINGS}\n10,a,0,0\n10,a,0,0\n`;
  const ids = importText(text).runs.map(({ id }) => id);
  assertEquals(new Set(ids).size, 2);
  assertEquals(importText(text).runs.map(({ id }) => id), ids);
});

Deno.test("a monitor without cards wrote windows without energy", () => {
  const { runs } = importText(
    "start_time,window_name,elapsed_time,\n10,a,5,\n",
  );
  assertEquals(runs[0]?.energyKwh, 0);
  assertEquals(runs[0]?.components, []);
});

Deno.test("an error in a log of Zeus names its line", () => {
  const wrong: [string, string][] = [
    [`${HEADINGS}\n10,a,5\n`, "as line 2 must have at least 4 cells"],
    [`${HEADINGS}\nten,a,5,1\n`, "as line 2 must have a number >= 0 as start"],
    [`${HEADINGS}\n10,a,5,nan\n`, "as gpu0_energy, in J"],
    [`${HEADINGS}\n1e300,a,5,1\n`, "as line 2 must have a start_time in s"],
    [`${HEADINGS}\n10,a\nb,5,1\n`, "as line 2 must have at least 4 cells"],
    ["start_time,window_name,elapsed_time,watts\n", 'such as "gpu0_energy"'],
    [
      "start_time,window_name,elapsed_time,\n10,a,5,7\n",
      "as line 2 must have no energy",
    ],
  ];
  for (const [text, words] of wrong) {
    assertThrows(() => importText(text), Error, words);
  }
  const [fault = ""] = leftOutOf(`${HEADINGS}\n10,a,5,1\n10,a,-5,1\n`);
  assertEquals(fault.startsWith("line 3 must have a number >= 0"), true);
});
