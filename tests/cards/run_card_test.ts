import { assert, assertEquals } from "@std/assert";
import { footprintOf } from "../../src/estimate/footprint.ts";
import { siteOfRun } from "../../src/estimate/place/run_site.ts";
import { liveBundle, runBundle } from "../../src/cards/cards.ts";
import {
  assumptionText,
  headlineText,
  type ResultDocument,
} from "../../src/document/document.ts";
import { liveCard } from "../../src/cards/live_card.ts";
import { openingBundle } from "../../src/cards/parts/opening.ts";
import { runCard } from "../../src/cards/run_card.ts";
import type { LoggedMetrics } from "../../src/tracker/course/logged_metrics.ts";
import type { Phase } from "../../src/tracker/course/phase_log.ts";
import { pageOf } from "../page.ts";
import { aLiveRun, aRun, samplesOf } from "../notebook/a_run.ts";

/** A line of a card, as it reads. */
function factOf(card: ResultDocument, label: string): string | undefined {
  const fact = card.facts.find((f) => f.label === label);
  if (fact === undefined) return undefined;
  return fact.note === undefined ? fact.value : `${fact.value}; ${fact.note}`;
}

function phase(name: string, startS: number, energyKwh: number): Phase {
  return { name, startS, endS: startS + 100, energyKwh, emissionsKg: 0.001 };
}

function metrics(timeS: number, values: Record<string, number>) {
  return {
    ...values,
    timeS,
    energyKwh: 0,
    emissionsKg: 0,
  } satisfies LoggedMetrics;
}

Deno.test("the card of a run has what it emitted, its range, and how it ended", () => {
  const card = runCard(aRun());
  // 0.1 kWh × 1.1 × 412.72 g/kWh = 45.4 g
  assertEquals(card.title, "fine-tune");
  assertEquals(card.place, "Iowa, gcp us-central1");
  assertEquals(headlineText(card), "45.4 g CO2e");
  assert(/^\d+ to \d+ g with 90 % probability$/.test(card.subline));
  assertEquals(card.range?.value, aRun().emissionsKg);
  assertEquals(card.state, "finished in 20 min");
  assertEquals(factOf(card, "Began"), "2026-11-23 07:54 UTC");
  assertEquals(factOf(card, "Energy"), "110 Wh; 83 % measured");
  // 0.1 kWh in a third of an hour, of which the accelerator uses 5/6
  assertEquals(factOf(card, "Mean power"), "300 W; GPU 250 W, CPU 50 W");
});

Deno.test("the card of a run says why it ended early", () => {
  const reason = "The budget of 30 g CO2e is spent";
  const card = runCard(aRun({ status: "aborted", reason, budgetKg: 0.03 }));
  assertEquals(card.state, "aborted after 20 min");
  assertEquals(card.reason, reason);
  assertEquals(factOf(card, "Budget"), "30 g, spent; 45.4 g emitted");
});

Deno.test("the card of a run says what was measured and what was modelled", () => {
  const card = runCard(aRun());
  assertEquals(
    factOf(card, "Measured"),
    "83 %; of 100 Wh × PUE 1.1; counted for the whole machine",
  );
  assertEquals(
    factOf(card, "GPU"),
    "83.3 Wh; A100 SXM4 80GB; measured: NVML energy counter",
  );
  const shares = [0, 0.004, 0.999, 1].map((measuredShare) =>
    runCard(aRun({ measuredShare })).facts.find((f) => f.label === "Measured")
      ?.value
  );
  assertEquals(shares, [
    "0 % (all modelled)",
    "0.4 %",
    "more than 99 %",
    "100 %",
  ]);
});

Deno.test("the card of a run has eight cards alike in one line", () => {
  const [accelerator] = aRun().components;
  const components = Array.from({ length: 8 }, () => ({
    ...accelerator!,
    energyKwh: 0.01,
  }));
  assertEquals(
    factOf(runCard(aRun({ components })), "GPU"),
    "80 Wh; 8 × A100 SXM4 80GB; measured: NVML energy counter",
  );
});

Deno.test("the card of a run adds phases up by name, the hungriest first", () => {
  const card = runCard(aRun({
    phases: [
      phase("load", 0, 0.001),
      phase("train", 100, 0.04),
      phase("test", 200, 0.01),
      phase("train", 300, 0.04),
      phase("save", 400, 0.0005),
    ],
  }));
  assertEquals(
    factOf(card, "Phases"),
    "train 80 Wh, test 10 Wh, load 1 Wh; and 1 more",
  );
  const [table] = card.sections?.[0]?.tables ?? [];
  assertEquals(table?.rows[0], {
    phase: "train",
    times: "2",
    time: "3 min 20 s",
    energy: "80 Wh",
    emissions: "2 g",
  });
  assertEquals(table?.rows.length, 4);
});

Deno.test("the card of a run keeps idle and shared energy apart", () => {
  const card = runCard(aRun({
    idle: { durationS: 600, energyKwh: 0.01, emissionsKg: 0.004 },
    sharedEnergyKwh: 0.03,
    sharedEmissionsKg: 0.0123,
  }));
  assertEquals(
    factOf(card, "Between its cells"),
    "10 Wh; 4 g in 10 min; not counted above",
  );
  assert(factOf(card, "Shared")?.startsWith("30 Wh; 12.3 g"));
  const plain = runCard(aRun());
  for (const label of ["Between its cells", "Shared", "Phases", "Budget"]) {
    assertEquals(factOf(plain, label), undefined);
  }
});

Deno.test("the card of a run has the last value of each metric", () => {
  const card = runCard(aRun({
    metrics: [
      metrics(1, { loss: 0.9, accuracy: 0.1 }),
      metrics(2, { loss: 0.5 }),
      metrics(3, { loss: NaN }),
    ],
  }));
  assertEquals(factOf(card, "Last metrics"), "loss NaN; accuracy 0.1");
});

Deno.test("the card of a run has notes, and says what is not counted", async () => {
  const run = aRun({ notes: ["nvml:1 was lost at 312 s"] });
  const bundle = await runBundle(run);
  for (const type of ["text/plain", "text/html", "text/markdown"] as const) {
    assert(/was lost at 312[ \u202F]s/.test(bundle[type] ?? ""), type);
  }
  const counted = factOf(runCard(run), "Counted");
  assert(counted?.includes("not counted: memory, disks, network"), counted);
});

Deno.test("the card of a run without a place says how to set one", () => {
  const { components } = aRun();
  const energy = {
    itEnergyKwh: 0.1,
    components,
    factor: { medianFactor: 1, sigma: 0.1 },
    figures: [],
  };
  const nowhere = footprintOf(energy, siteOfRun({}));
  for (const card of [runCard(aRun(nowhere)), liveCard(aLiveRun(nowhere))]) {
    const lines = (card.assumptions ?? []).map(assumptionText);
    assert(lines.some((line) => line.includes("configure({")));
  }
});

Deno.test("the card of a run shows itself as HTML with a chart, picture, Markdown and text", async () => {
  const bundle = await runBundle(aRun());
  assert(pageOf(bundle["text/html"]).querySelector("figure svg"));
  const png = Uint8Array.fromBase64(bundle["image/png"] ?? "");
  assertEquals(String.fromCharCode(...png.slice(1, 4)), "PNG");
  for (const type of ["text/plain", "text/html", "text/markdown"] as const) {
    assert(/45.4[ \u202F]g.*CO₂e/.test(bundle[type] ?? ""), type);
  }
});

Deno.test("the live card has what was emitted so far, the power now, the end and the budget", () => {
  const run = aLiveRun();
  const card = liveCard(run);
  assertEquals(headlineText(card), "45.4 g CO2e so far");
  assertEquals(card.state, "running for 20 min, 60 % done");
  assert(factOf(card, "Power now")?.startsWith("300 W; GPU 250 W, CPU 50 W"));
  // 45.4 g at 60 %: 75.7 g; and between 45.4 / 0.7 and 45.4 / 0.5
  assertEquals(
    factOf(card, "Forecast, after 33 min 20 s"),
    "75.7 g; 65 to 91 g on the meter",
  );
  assertEquals(
    factOf(card, "At the end"),
    "183 Wh; after 31 min 40 s to 36 min 40 s",
  );
  assertEquals(factOf(card, "Budget"), "50 % of 90.8 g; 45.4 g left");
});

Deno.test("the live card says over how long the power is a mean, where that is long", () => {
  const { energyKwh, emissionsKg } = aRun();
  const power = (durationS: number) =>
    factOf(
      liveCard(aLiveRun({
        samples: samplesOf(1001, durationS, energyKwh, emissionsKg),
      })),
      "Power now",
    );
  assertEquals(power(1000), "300 W; GPU 250 W, CPU 50 W");
  assertEquals(
    power(600_000),
    "300 W; GPU 250 W, CPU 50 W, mean of the last 10 min",
  );
});

Deno.test("a run that has only just begun can be shown", async () => {
  const run = aLiveRun({
    samples: [],
    durationS: 0,
    energyKwh: 0,
    itEnergyKwh: 0,
    emissionsKg: 0,
    emissionsRangeKg: [0, 0],
    measuredShare: 0,
    forecast: undefined,
  });
  assert((await liveBundle(run))["text/plain"].includes("0 kg CO₂e so far"));
  assert((await runBundle({ ...run, status: "failed" }))["image/png"]);
});

/** What a message may hold, in bytes. */
const MOST_BYTES = 60_000;

/** Characters that grow when they are escaped or encoded. */
const CHARACTERS = ["a", "&", "<", "\u0001", "日"];

for (const character of CHARACTERS) {
  Deno.test(`30 days of 12 sensors with texts full of ${JSON.stringify(character)} stay below 60 kB`, async () => {
    const text = character.repeat(10_000);
    const run = aRun();
    const monster = {
      name: text,
      reason: text,
      durationS: 30 * 86_400,
      notes: Array.from({ length: 50 }, (_, i) => `${i}${text}`),
      components: Array.from({ length: 12 }, (_, i) => ({
        ...run.components[0]!,
        name: `${i}${text}`,
        source: text,
      })),
      phases: Array.from(
        { length: 1000 },
        (_, i) => ({
          ...phase(`${i}${text}`, i * 2592, 0.001),
          endS: (i + 1) * 2592,
        }),
      ),
      metrics: Array.from(
        { length: 1000 },
        (_, i) => metrics(i, { [`${i}${text}`]: i }),
      ),
      samples: samplesOf(
        1_000_000,
        30 * 86_400,
        run.energyKwh,
        run.emissionsKg,
      ),
    };
    const opening = openingBundle(aLiveRun(monster), false);
    const live = await liveBundle(aLiveRun(monster));
    assert(bytesOf(opening) <= MOST_BYTES);
    assert(bytesOf(live) <= MOST_BYTES, `${bytesOf(live)}`);
    const final = await liveBundle(aRun(monster));
    assert(bytesOf(final["text/html"]) <= MOST_BYTES);
  });
}

/** Of a message, as the kernel writes it. */
function bytesOf(content: unknown): number {
  return new TextEncoder().encode(JSON.stringify(content)).length;
}

const ATTACK = '<img src=x onerror="alert(1)">&amp;$&</text>';

Deno.test("names, metrics and notes of the user show as text wherever a run is shown", async () => {
  const [accelerator] = aRun().components;
  const hostile = {
    name: ATTACK,
    reason: ATTACK,
    notes: [ATTACK],
    phases: [phase(ATTACK, 0, 0.1)],
    metrics: [metrics(1, { [ATTACK]: 1 })],
    components: [{ ...accelerator!, name: ATTACK, source: ATTACK }],
  };
  const bundles = [
    openingBundle(aLiveRun(hostile), false),
    await liveBundle(aLiveRun(hostile)),
    await runBundle(aRun({ ...hostile, status: "failed" })),
  ];
  for (const bundle of bundles) {
    const page = pageOf(bundle["text/html"]);
    assertEquals([...page.querySelectorAll("img")].length, 0);
    assert(page.querySelector(".carboncell")?.textContent.includes(ATTACK));
    assert(bundle["text/plain"].includes(ATTACK));
    assert(!bundle["text/markdown"]?.includes("<img"));
  }
  const final = pageOf(bundles[2]!["text/html"]).querySelector(".carboncell")
    ?.textContent ?? "";
  // The name above the card, the reason, a part, a phase three times, a metric, a note.
  assert(final.split(ATTACK).length > 6);
});
