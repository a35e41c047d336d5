import { assertEquals } from "@std/assert";
import { charts } from "../../mod.ts";
import { type Bar, barsChart } from "../../src/charts/bars.ts";
import { largestBarsChart } from "../../src/charts/bars.ts";
import type { Node } from "../page.ts";
import { assertDrawn, textsOf } from "./drawing.ts";

const WORDS = { title: "Bars", description: "Bars of emissions." };

function bar(name: string, kg: number, changes: Partial<Bar> = {}): Bar {
  return { name, kg, text: `${kg} kg of ${name}`, ...changes };
}

function widthsOf(drawing: Node): number[] {
  return [...drawing.querySelectorAll("g[data-mark=bar] rect")]
    .map((rect) => Number(rect.getAttribute("width")));
}

Deno.test("bars are as long as their emissions, and bars of one name stay apart", async () => {
  const drawing = await assertDrawn(
    barsChart([bar("a", 4), bar("a", 2), bar("b", 1)], WORDS),
  );
  const [first = NaN, ...others] = widthsOf(drawing);
  assertEquals(others.map((width) => (first / width).toFixed(2)), [
    "2.00",
    "4.00",
  ]);
  const texts = textsOf(drawing);
  assertEquals(texts.filter((text) => text === "a").length, 2);
  assertEquals(texts.filter((text) => text.includes("kg of a")).length, 2);
});

Deno.test("the marks of bars fit into a plot of one's own that has their names as its domain", async () => {
  const marks = await barsChart([bar("a", 4), bar("b", 1)], WORDS).marks();
  const drawing = await assertDrawn(
    charts.plot({ title: "Own", marks, y: { domain: ["b", "a"] } }),
  );
  const [first = NaN, second = NaN] = widthsOf(drawing);
  assertEquals((first / second).toFixed(2), "4.00");
});

Deno.test("the parts of a bar follow each other, and each tells the mouse what it is", async () => {
  const part = (name: string, kg: number, colour: "cpu" | "memory") => ({
    name,
    kg,
    colour,
    text: `${kg} kg`,
  });
  const parts = [part("cpu", 3, "cpu"), part("memory", 1, "memory")];
  const drawing = await assertDrawn(barsChart([
    bar("a", 4, { parts }),
    bar("b", 4),
  ], WORDS));
  const [cpu = NaN, memory = NaN, whole = NaN] = widthsOf(drawing);
  assertEquals([cpu, memory].map((it) => (it / whole).toFixed(2)), [
    "0.75",
    "0.25",
  ]);
  const titles = textsOf(drawing, "g[data-mark=bar] title");
  assertEquals(titles.slice(0, 2), [
    "a, cpu: 3 kg CO₂e",
    "a, memory: 1 kg CO₂e",
  ]);
});

Deno.test("a range is a line from its lower to its upper end, and no line without one", async () => {
  const drawing = await assertDrawn(barsChart([
    bar("a", 4, { rangeKg: [2, 8] }),
    bar("b", 4),
  ], WORDS));
  const lines = [
    ...drawing.querySelectorAll(
      'g[stroke="currentColor"][stroke-width="1.5"] line',
    ),
  ];
  const [width = NaN] = widthsOf(drawing);
  assertEquals(lines.length, 1);
  const [from, to] = ["x1", "x2"].map((end) =>
    Number(lines[0]?.getAttribute(end))
  ) as [number, number];
  // 2 to 8 kg are 6 kg, one and a half times the bar of 4 kg
  assertEquals(((to - from) / width).toFixed(2), "1.50");
});

Deno.test("of more bars than a glance takes in, the largest are drawn", async () => {
  const bars = Array.from(
    { length: 50 },
    (_, i) => ({ name: `${i + 1}`, kg: i + 1, digits: 2 as const }),
  );
  const chart = largestBarsChart("Runs", bars);
  assertEquals(chart.title, "Runs: the 40 largest of 50");
  const texts = textsOf(await assertDrawn(chart));
  assertEquals(["50 kg", "11 kg", "10 kg"].map((t) => texts.includes(t)), [
    true,
    true,
    false,
  ]);
});
