import { assert, assertEquals } from "@std/assert";
import { join } from "node:path";
import { estimateJob } from "../../../src/estimate/estimate.ts";
import { estimate } from "../../../src/notebook/estimate.ts";
import { report } from "../../../src/notebook/report.ts";
import { everyCard } from "../../cards/every_card.ts";
import { axeFindings } from "../../notebooks/axe.ts";
import { browserTest } from "../../notebooks/browser.ts";
import { pageOf, plain } from "../../page.ts";
import {
  everywhereAtGoogle,
  JOB,
  scratchAgainstFineTuning,
  shortRun,
  trainingRun,
} from "../experiments.ts";
import { HOSTILE } from "../hostile.ts";
import { inFolder } from "../written.ts";

function fullReport() {
  return report([
    trainingRun(),
    shortRun(),
    estimateJob({ ...JOB, embodied: true }),
    scratchAgainstFineTuning(),
    everywhereAtGoogle(),
  ], {
    title: "Three experiments",
    author: ["A. Researcher", "B. Müller"],
    per: { unit: "epoch", count: 20 },
  });
}

Deno.test("a page names title, authors, total, range and every section", async () => {
  const page = pageOf(await fullReport().html());
  assertEquals(page.querySelector("h1")?.textContent, "Three experiments");
  assertEquals(
    page.querySelector(".cc-by")?.textContent,
    "A. Researcher, B. Müller",
  );
  // 6.165 kWh × 41.5 g + 0.11 kWh × 412.72 g = 301.2 g
  const headline = page.querySelector(".cc-headline")?.textContent;
  assertEquals(plain(headline), "300 g CO2e");
  const headings = [...page.querySelectorAll("h2")];
  assertEquals(headings.map((h) => plain(h.textContent)), [
    "Runs and estimates",
    "from scratch vs fine-tuned",
    "The same 380 kWh in 44 places",
    "Software carbon intensity",
    "In everyday things",
    "Measured and modelled",
    "Location-based emissions and claims",
    "Assumptions and notes",
    "Data",
    "Method and versions",
  ]);
});

Deno.test("a page needs nothing but itself", async () => {
  const html = await fullReport().html();
  assert(!/<script|<link|<iframe|<img|@import|url\(/.test(html));
  const page = pageOf(html);
  const addresses = [...page.querySelectorAll("[src],[href]")];
  for (const element of addresses) {
    assert(element.getAttribute("href")?.startsWith("https://"));
  }
  assert(html.includes("default-src 'none'"));
});

Deno.test("each chart of a page has a title and a description", async () => {
  const page = pageOf(await fullReport().html());
  const charts = [...page.querySelectorAll("figure")];
  // bars of the runs and of the estimate, two courses, two comparisons
  assertEquals(charts.length, 6);
  for (const chart of charts) {
    assertEquals(chart.getAttribute("role"), "img");
    assert((chart.getAttribute("aria-label")?.length ?? 0) > 5);
    assert((chart.getAttribute("aria-description")?.length ?? 0) > 20);
  }
});

Deno.test("hostile text shows as text in a page", async () => {
  const html = await hostileReport().html();
  const page = pageOf(html);
  assertEquals([...page.querySelectorAll("script,img")].length, 0);
  assertEquals([...page.querySelectorAll("figure")].length, 5);
  assertEquals([...page.querySelectorAll("[onerror],[onload]")].length, 0);
  assertEquals([...page.querySelectorAll("[onmouseover]")].length, 0);
  assertEquals([...page.querySelectorAll("article")].length, 1);
  assert(page.querySelector("h1")?.textContent.includes(HOSTILE[1] as string));
  for (const link of page.querySelectorAll("a")) {
    assert(link.getAttribute("href")?.startsWith("https://"));
  }
});

/** Whatever can come from outside, hostile: names, notes, places, sources, titles, units. */
function hostileReport() {
  const runs = HOSTILE.map((name, i) => ({
    ...shortRun(),
    id: `run ${i}`,
    name,
    notes: [name],
    place: { name, provider: name, region: name, country: name },
    sources: [{
      role: "power" as const,
      what: name,
      value: i,
      publication: undefined,
      given: false,
      unit: name,
      source: name,
      url: i % 2 === 0 ? "javascript:alert(1)" : name,
      year: 2024,
      assumed: true,
    }],
  }));
  return report(runs, {
    title: HOSTILE.join(" "),
    author: HOSTILE.filter((name) => name !== ""),
    per: { unit: HOSTILE[2] as string, count: 1 },
  });
}

/** The least contrast of text to its ground that people with weak eyes read, by WCAG 2. */
const LEAST_CONTRAST = 4.5;

browserTest(
  "a page is legible in light and in dark, asks for nothing and says nothing wrong",
  async (open) => {
    await inFolder(async (folder) => {
      for (
        const [name, page] of [["full", fullReport()], [
          "hostile",
          hostileReport(),
        ]] as const
      ) {
        const file = join(folder, `${name}.html`);
        await page.save(file);
        for (const theme of ["light", "dark"] as const) {
          const opened = await open(file, theme);
          assertEquals(opened.errors, []);
          assertEquals(opened.dialogs, []);
          assertEquals(opened.requests, []);
          const contrasts = await opened.page.evaluate(contrastsOf);
          assert(contrasts.length > 50);
          for (const { text, contrast } of contrasts) {
            assert(
              contrast >= LEAST_CONTRAST,
              `${text}: ${contrast} in ${theme}`,
            );
          }
          const overflow = await opened.page.evaluate(overflowOf);
          assertEquals(overflow, 0, `${name} is wider than the window`);
          await opened.page.close();
        }
      }
    });
  },
);

/** A page with a part, in the colours of a notebook. */
function notebookOf(html: string, theme: "light" | "dark"): string {
  const colours = theme === "light"
    ? "background:#fff;color:#1a1a1a"
    : "background:#111;color:#e3e3e3";
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>t</title><style>body{margin:14px;${colours}}</style></head><body><main><h1>t</h1><div id="card">${html}</div></main></body></html>`;
}

/** The most that cards may be high in a notebook 900 px wide, in px. */
const MOST_PX = { live: 420, ended: 480, estimate: 300 };

browserTest(
  "axe-core finds nothing on any card or report, in light and in dark, and no card is too high",
  async (open) => {
    await inFolder(async (folder) => {
      const file = join(folder, "page.html");
      const check = async (
        html: string,
        theme: "light" | "dark",
        what: string,
      ) => {
        await Deno.writeTextFile(file, html);
        const { page, errors } = await open(file, theme);
        const findings = await axeFindings(page);
        assertEquals([...findings, ...errors], [], `${what} in ${theme}`);
        await page.close();
      };
      const { live, ended, others } = await everyCard();
      const cards = { ...live, ...ended, ...others };
      // Few rows, as each cell takes its time.
      const small = await report([shortRun(), scratchAgainstFineTuning()])
        .html();
      for (const theme of ["light", "dark"] as const) {
        const all = Object.values(cards).join("");
        await check(notebookOf(all, theme), theme, "the cards");
        await check(small, theme, "a report");
      }
      const { page } = await open(file, "light");
      const heightsOf = async (html: Record<string, string>, width: number) => {
        await page.setViewportSize({ width, height: 800 });
        const heights: number[] = [];
        for (const card of Object.values(html)) {
          await page.setContent(notebookOf(card, "light"));
          const box = await page.locator("#card").boundingBox();
          heights.push(Math.round(box?.height ?? NaN));
        }
        return heights;
      };
      for (const width of [390, 900, 1400]) {
        const frames = await heightsOf(live, width);
        assertEquals(new Set(frames).size, 1, `${frames} px at ${width} px`);
      }
      const most = async (html: Record<string, string>) =>
        Math.max(...await heightsOf(html, 900));
      assert(await most(live) <= MOST_PX.live);
      assert(await most(ended) <= MOST_PX.ended);
      const { "an estimate": estimate = "" } = others;
      assert(await most({ estimate }) <= MOST_PX.estimate);
      await page.close();
    });
  },
);

browserTest(
  "a card below a report does not change how the report looks",
  async (open) => {
    await inFolder(async (folder) => {
      const file = join(folder, "notebook.html");
      const shown = [fullReport(), estimate(JOB)] as unknown as Record<
        symbol,
        () => Promise<Record<string, string>>
      >[];
      const outputs = await Promise.all(
        shown.map((value) => value[Symbol.for("Jupyter.display")]!()),
      );
      await Deno.writeTextFile(
        file,
        outputs.map((output) => output["text/html"]).join(""),
      );
      const { page } = await open(file, "light");
      assertEquals(await page.evaluate(headlineSizesOf), ["34px", "28px"]);
      await page.close();
    });
  },
);

// The following run in the browser, whose types are not those of Deno.
// deno-lint-ignore no-explicit-any
declare const globalThis: any;

function headlineSizesOf(): string[] {
  const { document, getComputedStyle } = globalThis;
  return [...document.querySelectorAll(".cc-headline b")].map((headline) =>
    getComputedStyle(headline).fontSize
  );
}

function overflowOf(): number {
  const { scrollWidth, clientWidth } = globalThis.document.documentElement;
  return scrollWidth - clientWidth;
}

function contrastsOf(): { text: string; contrast: number }[] {
  const { document, getComputedStyle } = globalThis;
  const luminance = (colour: string) => {
    const [r = 0, g = 0, b = 0] = (colour.match(/[\d.]+/g) ?? []).map(Number)
      .map((part) => part / 255)
      .map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = luminance(getComputedStyle(document.body).backgroundColor);
  const elements = document.querySelectorAll(
    "h1,h2,p,td,th,li,a,span,b,.cc-headline,svg text",
  );
  return [...elements].map((element) => {
    const style = getComputedStyle(element);
    const isDrawn = element.localName === "text";
    const ink = luminance(isDrawn ? style.fill : style.color);
    const [dark, light] = [ink, ground].sort((a, b) => a - b) as [
      number,
      number,
    ];
    return {
      text: element.textContent.slice(0, 40),
      contrast: (light + 0.05) / (dark + 0.05),
    };
  });
}
