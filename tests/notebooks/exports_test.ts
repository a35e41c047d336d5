import { assert, assertEquals } from "@std/assert";
import { dirname, join } from "node:path";
import { rehype } from "rehype";
import {
  bundlesOf,
  codeCells,
  type MimeBundle,
  type Notebook,
  readNotebook,
  textOf,
} from "../../notebooks/tools/notebook.ts";
import { NOTEBOOKS } from "../../notebooks/tools/paths.ts";
import { type Node, pageOf } from "../page.ts";
import { programTest } from "../programs.ts";
import { askPeer } from "../reports/peers.ts";
import { rgbOf } from "../rgb.ts";
import { findChromium } from "./browser.ts";
import { convertAll } from "./exports.ts";
import { committedNotebooks, inFolder } from "./notebook.ts";
import { pdfPictures, pdfText, squeezed } from "./pdf.ts";

// These tests convert the stored notebooks. stored_outputs_test.ts checks that executing them
// gives the same outputs, and pictures_test.ts checks the HTML.

/** The smallest text of a card of width 720, and the smallest legible text on paper, in pt. */
const SMALLEST_TEXT = 10;
const LEGIBLE_PT = 5;
const CARD_WIDTH = 720;
const PT_PER_INCH = 72;

programTest(
  ["pandoc", "xelatex", "pdftotext", "pdfimages"],
  "every notebook as a PDF by LaTeX has each picture and each text, large enough to read",
  async (t) => {
    await inFolder(async (dir) => {
      // one pass is enough, because there is no table of contents whose page numbers must settle
      await convertAll("pdf", dir, ["--PDFExporter.latex_count=1"]);
      for (const name of committedNotebooks()) {
        await t.step(name, async () => {
          const notebook = await read(name);
          const pdf = fileOf(dir, name, "pdf");
          assertTexts(await pdfText(pdf), [
            ...headingsOf(notebook),
            ...outputsOf(notebook).filter(isPlain).flatMap(linesOf),
          ]);
          const pictures = await pdfPictures(pdf, dir);
          const stored = picturesOf(notebook).map(rgbOf);
          assertEquals(pictures.length, stored.length);
          pictures.forEach(({ rgb, widthInches }, i) => {
            assert(isSame(rgb, stored[i]!), `picture ${i} is another`);
            assertLegible(widthInches);
          });
        });
      }
    });
  },
);

programTest(
  [findChromium() ?? "chromium", "pdftotext"],
  "every notebook as a PDF by a browser has each text, also what is folded on the screen",
  async (t) => {
    await inFolder(async (dir) => {
      await convertAll("webpdf", dir);
      for (const name of committedNotebooks()) {
        await t.step(name, async () => {
          const notebook = await read(name);
          const outputs = outputsOf(notebook);
          const pages = outputs.map(htmlOf);
          const printed = await pdfText(fileOf(dir, name, "pdf"));
          for (const page of pages) assertDrawn(printed, page);
          assertTexts(printed, [
            ...headingsOf(notebook),
            ...outputs.filter(isPlain).flatMap(linesOf),
            ...pages.flatMap((page) => textsIn(page, ".cc-headline")),
            // compare word by word, because lines of neighbouring cells are interleaved
            ...pages.flatMap((page) => textsIn(page, "td")).flatMap(wordsOf),
          ]);
        });
      }
    });
  },
);

Deno.test("every notebook as Markdown has each card and chart as HTML that a renderer keeps", async (t) => {
  await inFolder(async (dir) => {
    await convertAll("markdown", dir);
    for (const name of committedNotebooks()) {
      await t.step(name, async () => {
        const page = parsed(
          await askPeer<string>("render_markdown.py", fileOf(dir, name, "md")),
        );
        const outputs = outputsOf(await read(name)).map(htmlOf);
        for (
          const selector of [
            ".cc-headline",
            "svg:not([display]) text",
            ".carboncell td",
          ]
        ) {
          assertEquals(
            textsIn(page, selector),
            outputs.flatMap((output) => textsIn(output, selector)),
          );
        }
      });
    }
  });
});

Deno.test("every notebook as Markdown for GitHub refers to a picture of each card and chart", async (t) => {
  await inFolder(async (dir) => {
    await convertAll("markdown", dir, [
      `--NbConvertBase.display_data_priority=["image/png","text/markdown","text/plain"]`,
    ]);
    for (const name of committedNotebooks()) {
      await t.step(name, async () => {
        const markdown = fileOf(dir, name, "md");
        const text = await Deno.readTextFile(markdown);
        const files = [...text.matchAll(/^!\[png\]\((.+)\)/gm)]
          .map(([, file]) => join(dirname(markdown), file!));
        const pictures = await Promise.all(files.map((f) => Deno.readFile(f)));
        assertEquals(pictures, picturesOf(await read(name)));
        assert(!/<(style|section|figure|svg)/.test(text), "HTML is left");
      });
    }
  });
});

async function read(name: string): Promise<Notebook> {
  return await readNotebook(join(NOTEBOOKS, name));
}

function fileOf(dir: string, name: string, extension: string): string {
  return join(dir, name.replace(/ipynb$/, extension));
}

function outputsOf(notebook: Notebook): MimeBundle[] {
  return codeCells(notebook).flatMap(bundlesOf);
}

function isPlain(bundle: MimeBundle): boolean {
  return Object.keys(bundle).every((type) => type === "text/plain");
}

function linesOf(bundle: MimeBundle): string[] {
  return textOf(bundle["text/plain"] ?? "").split("\n");
}

function htmlOf(bundle: MimeBundle): Node {
  return parsed(textOf(bundle["text/html"] ?? ""));
}

/** Parses HTML as browsers do: a paragraph inside a drawing ends the drawing. */
function parsed(html: string): Node {
  const processor = rehype().data("settings", { fragment: true });
  return pageOf(String(processor.processSync(html)));
}

function picturesOf(notebook: Notebook): Uint8Array[] {
  return outputsOf(notebook)
    .map((bundle) => textOf(bundle["image/png"] ?? ""))
    .filter((png) => png !== "")
    .map((png) => Uint8Array.fromBase64(png));
}

function headingsOf({ cells }: Notebook): string[] {
  return cells.filter((cell) => cell.cell_type === "markdown")
    .flatMap(({ source }) => textOf(source).match(/(?<=^#+ ).+/gm) ?? []);
}

function textsIn(page: Node, selector: string): string[] {
  return [...page.querySelectorAll(selector)].map((node) => node.textContent);
}

function wordsOf(text: string): string[] {
  return text.split(/\s+/);
}

function assertTexts(pages: string, texts: readonly string[]): void {
  assert(texts.length > 0);
  const missing = texts.filter((text) => !pages.includes(squeezed(text)));
  assertEquals(missing, []);
}

/** Checks that each chart is on the pages, by the one of its drawings that fits their width. */
function assertDrawn(pages: string, page: Node): void {
  for (const chart of page.querySelectorAll("figure")) {
    const missing = [...chart.querySelectorAll("svg")]
      .map((drawing) => textsIn(drawing, "text"))
      .filter((texts) => texts.length > 0)
      .map((texts) => texts.filter((text) => !pages.includes(squeezed(text))));
    assert(missing.some(({ length }) => length === 0), missing.join());
  }
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

/** Checks the text size of a card, which follows from its width because it fills the page. */
function assertLegible(widthInches: number): void {
  const pt = SMALLEST_TEXT * widthInches * PT_PER_INCH / CARD_WIDTH;
  assert(pt >= LEGIBLE_PT, `${pt.toFixed(1)} pt`);
}
