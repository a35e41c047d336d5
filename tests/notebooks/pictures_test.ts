import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { executeNotebook, exportHtml } from "../../notebooks/tools/execute.ts";
import {
  codeCells,
  type Notebook,
  readNotebook,
} from "../../notebooks/tools/notebook.ts";
import { NOTEBOOKS } from "../../notebooks/tools/paths.ts";
import { browserTest, type OpenPage } from "./browser.ts";
import { convertAll } from "./exports.ts";
import {
  committedNotebooks,
  IMPORT_ALL,
  inFolder,
  notebookOf,
  writeNotebook,
} from "./notebook.ts";
import { takePicture } from "./picture.ts";
import { chartHtml } from "../../src/document/figure_html.ts";
import { randomCharts } from "../charts/random_charts.ts";

const THEMES = ["light", "dark"] as const;

const LEGIBILITY = fileURLToPath(import.meta.resolve("./legibility.js"));

browserTest(
  "every notebook can be read in the light and the dark theme",
  async (open, t) => {
    await inFolder(async (dir) => {
      // It uses the stored outputs; stored_outputs_test.ts checks that they are current.
      for (const theme of THEMES) {
        await convertAll("html", join(dir, theme), [`--theme=${theme}`]);
      }
      for (const name of committedNotebooks()) {
        await t.step(name, async () => {
          for (const theme of THEMES) {
            const page = join(dir, theme, name.replace(/ipynb$/, "html"));
            await assertLegible(open, page, theme, name);
          }
        });
      }
    });
  },
);

async function assertLegible(
  open: OpenPage,
  html: string,
  theme: "light" | "dark",
  name: string,
): Promise<void> {
  const notebook = join(NOTEBOOKS, name);
  const { page, errors, requests } = await open(html, theme);
  await takePicture(page, `${name.replace(/\.ipynb$/, "")}-${theme}.png`);
  assertEquals(errors, [], `${theme}: the console`);
  assertEquals(requests, [], `${theme}: other addresses`);
  assertEquals(await emptyCells(page, await readNotebook(notebook)), []);
  const { texts, faults } = await legibility(page);
  assertEquals(faults, [], theme);
  assert(texts > 0);
  for (const width of [390, 1000]) {
    await page.setViewportSize({ width, height: 800 });
    const { faults } = await page.evaluate<Legibility>("carboncellCharts()");
    assertEquals(faults, [], `${width} px`);
  }
  await page.close();
}

/** Seed of the random charts, and how many of them are drawn. */
const [SEED, COUNT] = [7, 50];

/** A telephone, a notebook beside others, a cell of a notebook, a large screen. */
const WIDTHS = [360, 560, 760, 1000, 1400];

browserTest(
  "no text of a chart is over another, too small or out of its chart, on screens of any width",
  async (open) => {
    await inFolder(async (dir) => {
      const figures = await Promise.all(
        randomCharts(COUNT, SEED).map((chart) => chartHtml(chart)),
      );
      const html = join(dir, "charts.html");
      await Deno.writeTextFile(
        html,
        `<!doctype html><meta charset="utf-8"><body style="margin:0">${
          figures.join("")
        }`,
      );
      const { page } = await open(html, "light");
      await page.addScriptTag({ path: LEGIBILITY });
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 800 });
        const { texts, faults } = await page.evaluate<Legibility>(
          "carboncellCharts(true)",
        );
        assertEquals(faults, [], `${width} px`);
        assert(texts > 10 * COUNT);
        await takePicture(page, `charts-${width}.png`);
      }
    });
  },
);

/** What the script finds on a page. */
interface Legibility {
  readonly texts: number;
  readonly faults: string[];
}

async function legibility(
  page: Page,
): Promise<Legibility> {
  await page.addScriptTag({ path: LEGIBILITY });
  return await page.evaluate("carboncellLegibility()");
}

/** Gives the cells whose outputs the page does not show, or not completely. */
async function emptyCells(page: Page, notebook: Notebook): Promise<string[]> {
  const empty: string[] = [];
  for (const { id, outputs } of codeCells(notebook)) {
    const shown = page.locator(`[id="cell-id=${id}"] .jp-OutputArea-output`);
    const boxes = await Promise.all(
      (await shown.all()).map((output) => output.boundingBox()),
    );
    const visible = boxes.filter((box) =>
      box !== null && box.width > 0 && box.height > 0
    );
    if (visible.length < outputs.length) empty.push(id);
  }
  return empty;
}

const ATTACK = "<img src=x onerror=alert(1)>";

const ATTACK_CELLS = [
  `${IMPORT_ALL}
const attack = ${JSON.stringify(ATTACK)};
const place = { provider: "gcp", region: "us-central1" };
const job = { hardware: { name: attack, tdpWatts: 300 }, hours: 2, ...place };`,
  "estimate(job)",
  "compareRegions(job)",
  "compare({ [attack]: job, plain: job })",
  "charts.breakdown(compare({ [attack]: job, plain: job }))",
  "charts.regions(compareRegions(job))",
  "charts.equivalents(estimate(job))",
];

browserTest(
  "a name with HTML in it is shown as text and runs nothing",
  async (open) => {
    await inFolder(async (dir) => {
      const notebook = join(dir, "attack.ipynb");
      await writeNotebook(notebook, notebookOf(ATTACK_CELLS));
      await executeNotebook(notebook);
      const html = join(dir, "attack.html");
      await exportHtml(notebook, { output: html });
      const { page, dialogs, errors } = await open(html, "light");
      await page.waitForTimeout(500); // an image takes a moment to fail
      assertEquals([...dialogs, ...errors], []);
      assertEquals(
        await page.locator(".jp-OutputArea-output img[src='x']").count(),
        0,
      );
      for (const cell of [1, 3]) {
        const output = page.locator(
          `[id="cell-id=cell-${cell}"] .jp-OutputArea-output`,
        );
        assertStringIncludes(await output.innerText(), ATTACK);
      }
    });
  },
);

const FAULTY_PAGE = `<!doctype html><body style="background: #111">
<div class="jp-OutputArea-output jp-RenderedHTMLCommon">
  ${ATTACK}
  <p style="color: #eee">light on dark</p>
  <p style="color: #444">dark on dark</p>
  <p style="color: #fff; background: rgb(255 255 255 / 60%)">white on grey</p>
  <details><summary>folded</summary><p style="color: #000">black</p></details>
  <svg width="200" height="100" fill="white">
    <line x1="60" x2="60" y2="100" stroke="white"></line>
    <rect width="100" height="50" fill="#cca"></rect>
    <text x="5" y="30">on a bar</text>
    <text x="5" y="80">beside it</text>
    <text x="170" y="80">too long for it</text>
  </svg>
</div>`;

browserTest(
  "the checks of the pictures find the faults of a faulty page",
  async (open) => {
    await inFolder(async (dir) => {
      const html = join(dir, "faulty.html");
      await Deno.writeTextFile(html, FAULTY_PAGE);
      const { page, dialogs, errors } = await open(html, "light");
      await page.waitForTimeout(500);
      assertEquals(dialogs, ["1"]);
      assert(errors.length > 0);
      const { texts, faults } = await legibility(page);
      assertEquals(texts, 8);
      assertEquals(faults.map((fault) => fault.split(":")[0]), [
        '"dark on dark"',
        '"white on grey"',
        '"folded"',
        '"black"',
        '"on a bar"',
        '"too long for it"',
      ]);
    });
  },
);
