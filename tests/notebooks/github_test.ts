import { assert, assertEquals } from "@std/assert";
import { decode } from "fast-png";
import { join } from "node:path";
import { rehype } from "rehype";
import rehypeSanitize from "rehype-sanitize";
import {
  bundlesOf,
  codeCells,
  type MimeBundle,
  readNotebook,
  textOf,
} from "../../notebooks/tools/notebook.ts";
import { NOTEBOOKS } from "../../notebooks/tools/paths.ts";
import { type Node, pageOf, plain } from "../page.ts";
import { committedNotebooks, isTable } from "./notebook.ts";

// GitHub removes all HTML elements and attributes that are not on its list, such as drawings
// and styles. rehype-sanitize uses the same list.

for (const name of committedNotebooks()) {
  Deno.test(`${name} on GitHub has every headline, every table and what each chart says`, async () => {
    for (const bundle of await richBundles(name)) {
      const shown = shownOnGitHub(htmlOf(bundle));
      const words = plain(shown.textContent);
      const [title = "", second = ""] = plain(textOf(bundle["text/plain"]!))
        .split("\n");
      // a card has its headline with the range; a chart has its description
      const [headline = ""] = second.split("  (");
      // a report also has its authors in a separate line
      for (const text of [...title.split(", "), headline]) {
        assert(words.includes(text), `${text} is missing`);
      }
      assertEquals(cellsOf(shown), cellsOf(pageOf(htmlOf(bundle))));
    }
  });

  Deno.test(`${name} has no scripts and no outside content, and a picture for all HTML`, async () => {
    for (const bundle of await richBundles(name)) {
      const html = htmlOf(bundle);
      assert(!/<(script|link|iframe|object|embed|img|image|use)\b/.test(html));
      assert(!/\b(src|srcset|xlink:href|on\w+)=|url\(|@import/.test(html));
      const links = [...pageOf(html).querySelectorAll("a")]
        .map((link) => link.getAttribute("href") ?? "");
      assert(links.every((address) => /^https?:/.test(address)));
      if (isTable(bundle)) continue;
      const png = Uint8Array.fromBase64(textOf(bundle["image/png"]!));
      assert(decode(png).width >= 480);
    }
  });
}

Deno.test("the tests remove the same HTML as GitHub does", () => {
  const shown = shownOnGitHub(
    `<p style="display:none" onclick="alert(1)">words</p><script>1</script>` +
      `<a href="javascript:alert(1)">link</a><svg><circle r="1"/></svg>`,
  );
  assertEquals(shown.querySelector("p")?.getAttribute("style"), null);
  assertEquals(shown.querySelector("p")?.getAttribute("onclick"), null);
  assertEquals(shown.querySelector("a")?.getAttribute("href"), null);
  assertEquals([...shown.querySelectorAll("script, svg, circle")], []);
  assertEquals(shown.textContent, "wordslink");
});

/** Gives the outputs of a notebook that are shown as HTML. */
async function richBundles(name: string): Promise<MimeBundle[]> {
  const notebook = await readNotebook(join(NOTEBOOKS, name));
  const rich = codeCells(notebook).flatMap(bundlesOf)
    .filter((bundle) => "text/html" in bundle);
  assert(rich.length > 0);
  return rich;
}

function htmlOf(bundle: MimeBundle): string {
  return textOf(bundle["text/html"]!);
}

function shownOnGitHub(html: string): Node {
  const shown = rehype().data("settings", { fragment: true })
    .use(rehypeSanitize).processSync(html);
  return pageOf(String(shown)).querySelector("body") as Node;
}

function cellsOf(page: Node): string[][] {
  return [...page.querySelectorAll("tr")].map((row) =>
    [...row.querySelectorAll("th, td")].map((cell) => cell.textContent)
  );
}
