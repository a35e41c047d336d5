/**
 * No code finds a figure by its wording: a result whose texts are all reworded gives the same
 * figures in the same places of cards, comparisons and reports.
 * @module
 */

import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { compare, compareRegions, estimate, report } from "../mod.ts";
import { comparisonCard } from "../src/cards/comparison_card.ts";
import { estimateCard } from "../src/cards/estimate_card.ts";
import { runCard } from "../src/cards/run_card.ts";
import { footprintOf } from "../src/estimate/footprint.ts";
import { siteOfRun } from "../src/estimate/place/run_site.ts";
import { hasAssumedPlace } from "../src/kernel/inside/session_run.ts";
import { aRun } from "./notebook/a_run.ts";

/**
 * Fields that hold a text of ours: names of parts, what a figure is, where it comes from, and why.
 */
const TEXTS = ["what", "source", "name", "model", "label", "reason", "notes"];

/** Fields with other keys and names: of the place, the job and the version. */
const LEFT = ["place", "job", "version", "cleanest"];

/** Other words of the same length, digits and case: no word stays, and no two words become one. */
function otherWords(text: string): string {
  return text.replace(/[a-z]/gi, (letter) => {
    const code = letter.charCodeAt(0);
    const first = letter <= "Z" ? 65 : 97;
    return String.fromCharCode((code - first + 13) % 26 + first);
  });
}

/** A result with all its texts in other words. */
function reworded<T>(value: T, field = ""): T {
  if (typeof value === "string") {
    return (TEXTS.includes(field) ? otherWords(value) : value) as T;
  }
  if (typeof value !== "object" || value === null || value instanceof Date) {
    return value;
  }
  if (Array.isArray(value)) {
    return value.map((entry) => reworded(entry, field)) as T;
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [
      key,
      LEFT.includes(key) ? entry : reworded(entry, key),
    ]),
  ) as T;
}

/** A text without its words: figures, marks and the length of each word are left. */
function wordless(text: string): string {
  // Other words are no units, so they are not set as such.
  const plain = text.replaceAll("\u202F", " ").replaceAll("₂", "2");
  // A drawing is laid out by the width of its words. What it shows is told beside it.
  return plain.replace(/<svg.*?<\/svg>/gs, "").replace(/[a-z]/gi, "x");
}

const ESTIMATES = {
  "a cloud region, several cards": estimate({
    instance: "a2-highgpu-8g",
    hours: 120,
    provider: "gcp",
    region: "us-central1",
    embodied: true,
  }),
  "the user's own figures": estimate({
    hardware: "A100 SXM4 80GB",
    count: 2.5,
    hours: 3,
    utilization: 0.7,
    country: "France",
    pue: 1.3,
    offsetPercent: 40,
    carbonIntensity: 70,
  }),
  "a country": estimate({ hardware: "H100", hours: 1, country: "Germany" }),
  "calls to a model": estimate({
    model: "claude-sonnet-4-5",
    inputTokens: 8000,
    cachedInputTokens: 6000,
    outputTokens: 700,
    calls: 20,
  }),
  "the tables of 2019": estimate({
    hardware: "Tesla V100-SXM2-32GB",
    hours: 100,
    provider: "aws",
    region: "ca-central-1",
    dataset: "lacoste-2019",
  }),
};

/** A run without a known place. */
function runAnywhere() {
  const known = aRun();
  const { itEnergyKwh, components, uncertainty } = known;
  const energy = {
    itEnergyKwh,
    components,
    factor: uncertainty.energy,
    figures: [],
  };
  return aRun({ ...footprintOf(energy, siteOfRun({})), id: "run-2" });
}

const RUNS = [
  aRun({ notes: ["a counter was reset"], reason: "Error: out of memory" }),
  runAnywhere(),
];

Deno.test("rewording changes every text", () => {
  for (const result of [...Object.values(ESTIMATES), ...RUNS]) {
    const figures = reworded(result).sources;
    figures.forEach(({ what, source, ...keys }, i) => {
      const { what: was, source: from, ...before } = result.sources[i]!;
      assertNotEquals(what, was);
      assertNotEquals(source, from);
      assertEquals(keys, before);
    });
  }
});

for (const [name, result] of Object.entries(ESTIMATES)) {
  Deno.test(`a card of ${name} finds the same figures in other words`, () => {
    const card = JSON.stringify(estimateCard(result));
    const other = JSON.stringify(estimateCard(reworded(result)));
    assertEquals(wordless(other), wordless(card));
  });

  Deno.test(`compareRegions() of ${name} finds the same figures in other words`, () => {
    const { rows } = compareRegions(result);
    const { rows: others } = compareRegions(reworded(result));
    assertEquals(
      wordless(JSON.stringify(others)),
      wordless(JSON.stringify(rows)),
    );
  });
}

Deno.test("compare() finds the same causes and shared factors in other words", () => {
  const compared = compare(ESTIMATES);
  const other = compare(
    Object.fromEntries(
      Object.entries(ESTIMATES).map(([name, e]) => [name, reworded(e)]),
    ),
  );
  const plain = ({ rows }: typeof other) =>
    rows.map(({ estimate: _, ...row }) => row);
  assertEquals(plain(other), plain(compared));
  const card = JSON.stringify(comparisonCard(compared));
  assertEquals(
    wordless(JSON.stringify(comparisonCard(other))),
    wordless(card),
  );
});

Deno.test("two results in one place share its grid, whatever the place is called", () => {
  const place = { ...ESTIMATES["a country"].place, name: "elsewhere" };
  const long = estimate({ hardware: "H100", hours: 2, country: "Germany" });
  const first = ESTIMATES["a country"];
  const ranges = (other: typeof long) =>
    compare({ first, other }).rows[1]?.ratioRange;
  assertEquals(ranges({ ...long, place }), ranges(long));
});

Deno.test("the card of a run finds the same figures in other words", () => {
  for (const run of RUNS) {
    assertEquals(
      wordless(JSON.stringify(runCard(reworded(run)))),
      wordless(JSON.stringify(runCard(run))),
    );
  }
});

Deno.test("the kernel knows in other words that a run has no place of its own", () => {
  assertEquals(RUNS.map((run) => hasAssumedPlace(reworded(run))), [
    false,
    true,
  ]);
});

const FORMATS = {
  HTML: (r: ReturnType<typeof report>) => r.html(),
  Markdown: (r: ReturnType<typeof report>) => r.markdown(),
  LaTeX: (r: ReturnType<typeof report>) => r.latex(),
  BibTeX: (r: ReturnType<typeof report>) => r.bibtex(),
  "tidy CSV": (r: ReturnType<typeof report>) => r.csv(),
  "CodeCarbon's CSV": (r: ReturnType<typeof report>) =>
    r.csv({ form: "codecarbon" }),
  "a model card": (r: ReturnType<typeof report>) => r.modelCard(),
  JSON: (r: ReturnType<typeof report>) => r.json(),
};

for (const [format, write] of Object.entries(FORMATS)) {
  Deno.test(`${format} of a report finds the same figures in other words`, async () => {
    for (const items of [Object.values(ESTIMATES), RUNS]) {
      const text = String(await write(report(items)));
      const other = String(
        await write(report(items.map((item) => reworded(item)))),
      );
      assertEquals(wordless(other), wordless(text));
    }
  });
}

Deno.test("a report says in other words who claims to offset, and how many devices there were", async () => {
  const items = Object.values(ESTIMATES).map((item) => reworded(item));
  const text = await report(items).markdown();
  assert(text.includes("Google"));
  assert(text.includes("the user"));
  const csv = await report(items).csv({ form: "codecarbon" });
  const [columns = [], ...rows] = csv.trimEnd().split(/\r?\n/)
    .map((line) => line.split(","));
  // Counted from the end, as a name before it holds a comma.
  const at = columns.indexOf("gpu_count") - columns.length;
  const counts = rows.map((row) => row.at(at));
  // Eight cards of the machine type, then as many as each job says; calls say none.
  assertEquals(counts, ["8", "2.5", "1", "", "1"]);
});
