import { assert, assertEquals, assertThrows } from "@std/assert";
import * as Plot from "@observablehq/plot";
import {
  type Chart,
  charts,
  compare,
  compareRegions,
  estimate,
  type Job,
} from "../../mod.ts";
import { type Node, pageOf } from "../page.ts";
import { textsOf } from "./drawing.ts";

const JOB: Job = {
  hardware: "A100",
  count: 8,
  hours: 24,
  provider: "gcp",
  region: "us-central1",
};

const CHARTS: Readonly<Record<string, () => Chart>> = {
  "regions of a provider": () =>
    charts.regions(compareRegions(JOB, { provider: "gcp" })),
  "regions everywhere": () =>
    charts.regions(compareRegions(JOB, { places: "everywhere" })),
  "breakdown of an estimate": () =>
    charts.breakdown(estimate({
      instance: "p4d.24xlarge",
      hours: 1,
      region: "us-east-1",
      embodied: true,
    })),
  "breakdown of a comparison": () =>
    charts.breakdown(compare({ a: JOB, b: { ...JOB, hours: 1 } })),
  "equivalents": () => charts.equivalents(estimate(JOB)),
  "equivalents of nothing": () =>
    charts.equivalents(estimate({ ...JOB, carbonIntensity: 0 })),
};

async function drawn(chart: Chart): Promise<Node> {
  return pageOf(await chart.svg()).querySelector("svg") as Node;
}

for (const [name, make] of Object.entries(CHARTS)) {
  Deno.test(`the chart of ${name} is described, has units, and stays under 60 kB`, async () => {
    const chart = make();
    const markup = await chart.svg();
    assert(markup.length <= 60_000, `${markup.length} bytes`);
    assert(!markup.includes("NaN"), "nothing is drawn at NaN");
    const svg = await drawn(chart);
    assertEquals(svg.getAttribute("role"), "img");
    assertEquals(svg.getAttribute("aria-label"), chart.title);
    assertEquals(svg.getAttribute("aria-description"), chart.description);
    assert(chart.description.length > 20, chart.description);
    const texts = textsOf(svg);
    assert(texts.join(" ").includes(chart.title));
    assert(texts.some((text) => /^emissions (of one )?\(.*CO₂e\)$/.test(text)));
  });

  Deno.test(`the chart of ${name} has a thin space before each unit`, async () => {
    const markup = await make().svg();
    assertEquals(
      markup.match(
        />[^<]*\d (?:kg|g|t|kWh|Wh|W|kW|min|h|s|km|%)(?=[ ,;:)<])[^<]*</g,
      ),
      null,
    );
    assert(!/CO2e</.test(markup));
  });

  Deno.test(`the chart of ${name} takes the colour of its surroundings`, async () => {
    const markup = await make().svg();
    assert(markup.includes("color:currentColor"));
    assert(!/fill="(black|white)"/.test(markup));
  });

  Deno.test(`the chart of ${name} is a picture too`, async () => {
    const png = await make().png();
    assertEquals([...png.slice(1, 4)], [..."PNG"].map((c) => c.charCodeAt(0)));
    assert(png.length > 2_500, "there is more on it than paper");
  });

  Deno.test(`the chart of ${name} gives its marks for a plot of one's own`, async () => {
    const marks = await make().marks();
    const plot = Plot.plot({
      document: pageOf("") as unknown as never,
      x: name.startsWith("equivalents") ? { type: "log" } : {},
      marks: [...marks, Plot.frame()],
    });
    assert(plot.outerHTML.startsWith("<svg"));
  });
}

Deno.test("charts.regions() sorts its bars and marks the job's own place", async () => {
  const svg = await drawn(
    charts.regions(compareRegions(JOB, { provider: "gcp" })),
  );
  const bars = [...svg.querySelectorAll("g[data-mark=bar] rect")];
  const widths = bars.map((bar) => Number(bar.getAttribute("width")));
  assertEquals(widths, [...widths].sort((a, b) => a - b));
  const fills = bars.map((bar) => bar.getAttribute("fill"));
  assertEquals(fills.filter((fill) => fill === "#D0570C").length, 1);
});

Deno.test("charts.regions() of too many places keeps the extremes and the own", async () => {
  const comparison = compareRegions(JOB, { places: "everywhere" });
  const svg = await drawn(charts.regions(comparison, { limit: 12 }));
  const texts = textsOf(svg);
  assertEquals([...svg.querySelectorAll("g[data-mark=bar] rect")].length, 12);
  assert(texts.includes("Lesotho")); // 20.83 g, Ember: hydropower
  assert(texts.includes("Turkmenistan")); // the dirtiest grid of Ember's table
  assert(texts.includes("gcp us-central1, Iowa"));
  const title = `12 of ${comparison.rows.length} places`;
  assert(texts.some((text) => text.includes(title)));
});

Deno.test("charts.regions() says the basis of the figures, which all bars share", async () => {
  const everywhere = compareRegions(JOB, { places: "everywhere" });
  const texts = textsOf(await drawn(charts.regions(everywhere)));
  assert(!texts.some((text) => text.includes("direct")));
  assert(texts.some((text) => text.includes("by lifecycle figures")));
});

Deno.test("charts.regions() refuses a limit that leaves nothing", () => {
  assertThrows(
    () => charts.regions(compareRegions(JOB), { limit: 2 }),
    RangeError,
    "limit must be >= 3",
  );
});

Deno.test("a chart shows hostile names as text, and draws them", async () => {
  const hostile = `<img src=x onerror=a()> & "$&" ]]>`;
  const chart = charts.breakdown(compare({ [hostile]: JOB, b: JOB }));
  assert((await chart.png()).length > 2_500);
  const svg = await drawn(chart);
  assertEquals([...svg.querySelectorAll("img")].length, 0);
  assert(textsOf(svg).includes(hostile), textsOf(svg).join("\n"));
});

Deno.test("a chart draws names that no XML can hold, with a mark in their place", async () => {
  const chart = charts.breakdown(
    compare({ "my\u001b[1mGPU\u0000": JOB, b: JOB }),
  );
  assert((await chart.png()).length > 2_500);
  assert(textsOf(await drawn(chart)).includes("my\uFFFD[1mGPU\uFFFD"));
});

Deno.test("charts.breakdown() cuts long names and keeps room for its bars", async () => {
  const svg = await drawn(
    charts.breakdown(compare({ ["n".repeat(90)]: JOB, ["n".repeat(91)]: JOB })),
  );
  const widths = [...svg.querySelectorAll("g[data-mark=bar] rect")]
    .map((bar) => Number(bar.getAttribute("width")));
  assert(Math.max(...widths) > 100);
  assert(widths.every((width) => width >= 0));
});

Deno.test("charts.regions() shows the job's own place also where only others were asked for", async () => {
  const elsewhere = compareRegions(JOB, { provider: "scaleway" });
  const svg = await drawn(charts.regions(elsewhere));
  assert(textsOf(svg).some((text) => text.includes("us-central1")));
});

Deno.test("a chart refuses what it cannot draw, and says what it wants", () => {
  const made = estimate(JOB);
  const refused = (draw: () => Chart, wanted: string) =>
    assertThrows(draw, TypeError, `must be given ${wanted}`);
  refused(() => charts.regions(made as never), "what compareRegions() returns");
  refused(() => charts.breakdown({} as never), "an estimate or");
  refused(
    () => charts.equivalents(compareRegions(JOB) as never),
    "an estimate",
  );
  refused(() => charts.plot({} as never), "options with a title");
  refused(() => charts.regions(null as never), "what compareRegions() returns");
});

Deno.test("every bar, range and dot tells the mouse its value, without a script", async () => {
  for (const make of Object.values(CHARTS)) {
    const svg = await drawn(make());
    const marks = [
      ...svg.querySelectorAll(
        "g[data-mark=bar] rect, g[data-mark=dot] circle, g[data-mark=rule] line",
      ),
    ];
    const silent = marks.filter((mark) => mark.querySelector("title") === null);
    // The line at 0 is no value.
    assert(silent.length <= 1, make.name);
  }
  const svg = await drawn(
    charts.regions(compareRegions(JOB, { regions: ["europe-west9"] })),
  );
  // 8 × 400 W × 24 h × PUE 1.1 at 16.1 g/kWh, Google's figure for Paris, is 1.36 kg.
  const [title = ""] = textsOf(svg, "g[data-mark=bar] title");
  assert(/^europe-west9, Paris: 1\.3\d kg CO₂e; 90 % range/.test(title), title);
  assert(title.includes("hourly carbon-free energy"));
});

Deno.test("a chart is drawn in the width that is asked for, with its title in as many lines", async () => {
  const chart = charts.regions(compareRegions(JOB), { limit: 5 });
  for (const width of [240, 340, 720, 1400]) {
    const svg = pageOf(await chart.svg({ width })).querySelector("svg");
    assertEquals(svg?.getAttribute("width"), String(width));
    const texts = textsOf(svg as Node);
    assert(texts.join(" ").includes(chart.title), `${width}: ${texts}`);
  }
  assertThrows(
    () => chart.svg({ width: 100 }),
    RangeError,
    "width must be 240 to 2000 px: current value is 100",
  );
});

Deno.test("a plot of one's own has its colours in a legend, and its axis title below its title", async () => {
  const points = [{ x: 1, y: 1, kind: "train" }, { x: 2, y: 3, kind: "test" }];
  const chart = charts.plot({
    title: "Own",
    color: { legend: true },
    y: { label: "loss" },
    marks: [Plot.dot(points, { x: "x", y: "y", fill: "kind" })],
  });
  const markup = await chart.svg();
  assert(markup.startsWith("<svg"), "Plot's own legend would be HTML");
  const svg = pageOf(markup);
  const texts = textsOf(svg);
  for (const text of ["Own", "train", "test", "loss"]) {
    assert(texts.includes(text), text);
  }
  const label = svg.querySelector("g[data-mark='y-axis label']");
  // The title is 14 px high, and the legend follows it.
  const top = Number(
    /,(\d+)/.exec(label?.getAttribute("transform") ?? "")?.[1],
  );
  assert(top > 40, `${top}`);
});
