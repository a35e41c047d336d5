import { assert, assertEquals } from "@std/assert";
import { documentBundle } from "../../src/document/bundle.ts";
import type { ResultDocument } from "../../src/document/document.ts";
import { documentHtml, pageHtml } from "../../src/document/html.ts";
import { sectionLatex } from "../../src/document/latex.ts";
import { documentMarkdown } from "../../src/document/markdown.ts";
import { documentText } from "../../src/document/text.ts";
import { pageOf } from "../page.ts";

/** A table whose columns differ in their keys alone. */
const TABLE = {
  columns: { run: "run", low: "90 % range", high: "90 % range" },
  rows: [
    { run: "first", low: "1 kg", high: "2 kg" },
    { high: "4 kg", run: { text: "second", url: "https://example.org/a" } },
  ],
  total: { run: "all", low: "3 kg" },
  onPaper: ["run", "high"],
};

const SECTION = {
  id: "runs",
  title: "Runs",
  paragraphs: [["Two runs", { cite: [2] }, "."]],
  lines: ["a line"],
  tables: [TABLE],
};

const CARD: ResultDocument = {
  title: "a job",
  state: "finished in 4 s",
  place: "at home",
  headline: "6 kg",
  meaning: "CO2e",
  range: { low: 5, value: 6, high: 7 },
  subline: "5 to 7 kg",
  facts: ["Energy", "second", "third", "fourth", "fifth"].map((label) => ({
    label,
    value: "15 kWh",
    note: "in all",
  })),
  assumptions: ["a guess"],
  notes: ["a sensor was lost"],
  sections: [SECTION],
  sources: [{
    role: "intensity",
    publication: undefined,
    given: false,
    what: "carbon intensity",
    value: 400,
    unit: "gCO2e/kWh",
    source: "the grid",
    url: "javascript:alert(1)",
    year: 2024,
    assumed: false,
  }],
  footer: "made by a test",
};

const PAGE: ResultDocument = {
  ...CARD,
  form: "page",
  authors: ["A. Author"],
  summary: [["It was done."]],
};

Deno.test("a document says the same in every form", async () => {
  for (const document of [CARD, PAGE]) {
    const { "image/png": png, ...texts } = await documentBundle(document);
    assert((png?.length ?? 0) > 1000);
    for (const text of Object.values(texts)) {
      for (
        const part of [
          "a job",
          "6 kg",
          "CO₂e",
          "5 to 7 kg",
          "15 kWh",
          "a guess",
          "a sensor was lost",
          "second",
          "4 kg",
        ]
      ) {
        const plain = text.replaceAll("\u202F", " ");
        assert(plain.includes(part), `${part} is not in ${text}`);
      }
    }
  }
});

Deno.test("a card folds its sections and lists its sources, a page has headings", async () => {
  const card = pageOf(await documentHtml(CARD));
  assertEquals([...card.querySelectorAll("h1,h2")].length, 0);
  assertEquals(
    [...card.querySelectorAll("summary")].map((node) => node.textContent),
    ["1 assumption · 1 note · Runs · 1 more figure · 1 source"],
  );
  const shown = [...card.querySelectorAll(".cc-facts > div")];
  assertEquals(shown.length, 4);
  assertEquals(
    card.querySelector("details .cc-rows")?.textContent,
    "fifth 15\u202FkWh in all",
  );
  const page = pageOf(await pageHtml(PAGE));
  assertEquals([...page.querySelectorAll("details")].length, 0);
  assertEquals(
    [...page.querySelectorAll("h1,h2")].map((node) => node.textContent),
    ["a job", "Runs"],
  );
  assert(documentMarkdown(PAGE).startsWith("# a job, finished in 4"));
  assert(documentMarkdown(CARD).startsWith("a job, finished in 4"));
});

Deno.test("the cells of a table are below the heading of their key", async () => {
  const page = pageOf(await documentHtml(PAGE));
  const rows = [...page.querySelectorAll("table tr")].map((row) =>
    [...row.querySelectorAll("th,td")].map((cell) =>
      cell.textContent.replaceAll("\u202F", " ")
    )
  );
  assertEquals(rows, [
    ["run", "90 % range", "90 % range"],
    ["first", "1 kg", "2 kg"],
    ["second", "", "4 kg"],
    ["all", "3 kg", ""],
  ]);
  assert(
    documentMarkdown(PAGE).replaceAll("\u202F", " ").includes(
      "| [second](<https://example.org/a>) |  | 4 kg |\n| **all** | **3 kg** |  |",
    ),
  );
  assert(documentText(PAGE).includes("  second              4 kg\n"));
});

Deno.test("LaTeX has the columns that fit on paper, by their keys", () => {
  const tex = sectionLatex(SECTION, (number) => `key${number}`);
  assert(tex.includes("first & 2 kg \\\\"), tex);
  assert(tex.includes("second & 4 kg \\\\"), tex);
  assert(tex.includes("all &  \\\\"), tex);
  assert(!tex.includes("1 kg"), tex);
  assert(tex.includes("Two runs~\\cite{key2}."), tex);
});

Deno.test("no form of a document links to a script", async () => {
  const { "text/html": html = "", "text/markdown": markdown = "" } =
    await documentBundle(CARD);
  assertEquals([...pageOf(html).querySelectorAll("a")].length, 1);
  assert(!html.includes("javascript:"));
  assert(!markdown.includes("javascript:"));
});
