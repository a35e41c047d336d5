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
import { type Node, pageOf } from "../page.ts";
import { committedNotebooks } from "./notebook.ts";

// GitHub shows HTML after it has taken away what is not on its list of elements and attributes: drawings and styles
// among others. rehype-sanitize does so by that list.

for (const name of committedNotebooks()) {
  Deno.test(`${name} on GitHub has every headline, every table and what each chart says`, async () => {
    for (const bundle of await richBundles(name)) {
      const shown = shownOnGitHub(htmlOf(bundle));
      const [title = "", second = ""] = textOf(bundle["text/plain"]!)
        .split("\n");
      // of a card the headline with its range behind it, of a chart its description
      const [headline = ""] = second.split("  (");
      // of a report its authors, too, which stand by themselves
      for (const text of [...title.split(", "), headline]) {
        assert(shown.textContent.includes(text), `${text} is missing`);
      }
      assertEquals(cellsOf(shown), cellsOf(pageOf(htmlOf(bundle))));
    }
  });

  Deno.test(`${name} has neither scripts nor anything from elsewhere, and a picture beside all HTML`, async () => {
    for (const bundle of await richBundles(name)) {
      const html = htmlOf(bundle);
      assert(!/<(script|link|iframe|object|embed|img|image|use)\b/.test(html));
      assert(!/\b(src|srcset|xlink:href|on\w+)=|url\(|@import/.test(html));
      const links = [...pageOf(html).querySelectorAll("a")]
        .map((link) => link.getAttribute("href") ?? "");
      assert(links.every((address) => /^https?:/.test(address)));
      const png = Uint8Array.fromBase64(textOf(bundle["image/png"]!));
      assert(decode(png).width >= 480);
    }
  });
}

Deno.test("what is taken away on GitHub is what the tests say", () => {
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

/** The outputs of a notebook that are shown as HTML. */
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
