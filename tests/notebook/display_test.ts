import { assert, assertEquals } from "@std/assert";
import {
  charts,
  compare,
  compareRegions,
  estimate,
  type Job,
} from "../../mod.ts";
import { pageOf, plain } from "../page.ts";

const JOB: Job = {
  hardware: "A100 SXM4 80GB",
  count: 8,
  hours: 120,
  provider: "gcp",
  region: "us-central1",
};

type Bundle = Readonly<Record<string, string>>;

const DISPLAY = Symbol.for("Jupyter.display");

/** As the kernel does it. */
async function shown(value: unknown): Promise<Bundle> {
  return await (value as { [DISPLAY](): Promise<Bundle> })[DISPLAY]();
}

const RESULTS: Readonly<Record<string, () => unknown>> = {
  "an estimate": () => estimate(JOB),
  "a comparison of regions": () => compareRegions(JOB),
  "a comparison of jobs": () => compare({ a: JOB, b: { ...JOB, hours: 1 } }),
  "a chart": () => charts.equivalents(estimate(JOB)),
};

for (const [name, make] of Object.entries(RESULTS)) {
  Deno.test(`${name} shows itself as HTML, picture and text`, async () => {
    const bundle = await shown(make());
    assert(/CO[2₂]e/.test(bundle["text/plain"] ?? ""));
    const html = bundle["text/html"] ?? "";
    assert(!/<script|https?:\/\/[^"]*\.(js|css|png)/.test(html));
    const png = Uint8Array.fromBase64(bundle["image/png"] ?? "");
    assertEquals(String.fromCharCode(...png.slice(1, 4)), "PNG");
  });

  Deno.test(`${name} keeps its display out of its fields`, () => {
    const value = make() as object;
    assertEquals(Object.getOwnPropertySymbols({ ...value }), []);
  });
}

Deno.test("the card of an estimate has headline, range, claim, cleanest region and sources", async () => {
  const { "text/html": html = "" } = await shown(estimate(JOB));
  const card = pageOf(html);
  const text = plain(card.querySelector(".carboncell")?.textContent);
  // 8 × 400 W × 120 h × 1.1 × 412.72 g/kWh = 174.3 kg
  const headline = card.querySelector(".cc-headline")?.textContent;
  assertEquals(plain(headline), "174 kg CO2e");
  for (
    const part of [
      "with 90 % probability",
      "Iowa, gcp us-central1",
      "Google matches 100 % of its yearly electricity with renewable purchases (2024)",
      "not subtracted",
      "Stockholm, 1.14 kg", // 2.73 g/kWh, the least of Google's file for 2024
      "utilization 1",
      "km driven by an average US car",
    ]
  ) assert(text.includes(part), part);
  const { sources } = estimate(JOB);
  assertEquals(
    [...card.querySelectorAll("details tbody tr")].length,
    sources.length,
  );
});

Deno.test("the card of an estimate says the same in text, HTML and Markdown", async () => {
  const bundle = await shown(estimate(JOB));
  for (const type of ["text/plain", "text/html", "text/markdown"]) {
    assert(/174[ \u202F]kg.*CO₂e/.test(bundle[type] ?? ""), type);
  }
});

Deno.test("the card of regions holds the chart and every place as a table", async () => {
  const comparison = compareRegions(JOB, { provider: "gcp" });
  const { "text/html": html = "" } = await shown(comparison);
  const card = pageOf(html);
  assert(card.querySelector("figure svg"));
  const places = card.querySelector("details table");
  assertEquals(
    [...places?.querySelectorAll("tbody tr") ?? []].length,
    comparison.rows.length,
  );
});

Deno.test("hostile text shows as text in HTML, Markdown and plain text", async () => {
  const hostile = "<img src=x onerror=alert(1)>";
  const bundle = await shown(
    estimate({
      hardware: { name: hostile, tdpWatts: 300 },
      hours: 1,
      country: "FR",
    }),
  );
  const card = pageOf(bundle["text/html"] ?? "");
  assertEquals([...card.querySelectorAll("img")].length, 0);
  assert(card.querySelector(".cc-title")?.textContent.includes(hostile));
  assert(!bundle["text/markdown"]?.includes("<img"));
  assert(bundle["text/plain"]?.includes(hostile));
  assert((bundle["image/png"]?.length ?? 0) > 1000);
});

Deno.test("a title with a dollar sign keeps it", async () => {
  const entry = "$& costs $1";
  const { "text/html": html = "" } = await shown(
    compare({ [entry]: JOB, b: JOB }),
  );
  assert(pageOf(html).querySelector(".cc-title")?.textContent.includes(entry));
});

Deno.test("a comparison of a thousand jobs keeps its picture small and its table whole", async () => {
  const entries = Object.fromEntries(
    Array.from({ length: 1000 }, (_, i) => [`run ${i}`, { ...JOB, hours: i }]),
  );
  const bundle = await shown(compare(entries));
  assert((bundle["image/png"]?.length ?? 0) < 2_000_000);
  const page = pageOf(bundle["text/html"] ?? "");
  const table = page.querySelector("details table");
  assertEquals([...table?.querySelectorAll("tbody tr") ?? []].length, 1000);
});

Deno.test("an assumption is told in full once a session, and by number on later cards", async () => {
  const job = { hardware: { name: "only here", tdpWatts: 301 }, hours: 1 };
  const first = await shown(estimate({ ...job, country: "PL" }));
  const second = await shown(estimate({ ...job, hours: 2, country: "PL" }));
  const { sources } = estimate({ ...job, country: "PL" });
  const assumed = sources.filter((figure) => figure.assumed);
  const summary = pageOf(second["text/html"] ?? "").querySelector("summary");
  assert(assumed.length > 0);
  assert(summary?.textContent.includes("as above"), summary?.textContent);
  for (const { what } of assumed) {
    // It can be unfolded, and is whole where nothing unfolds.
    assert(second["text/html"]?.includes(what));
    assert(second["text/markdown"]?.includes(what));
    assert(!second["text/plain"]?.includes(what));
  }
  assert(first["image/png"]);
});
