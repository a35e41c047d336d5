import { assertEquals } from "@std/assert";
import { escapeHtml, safeUrl } from "../../src/document/escape_html.ts";

Deno.test("escapeHtml() leaves no character that HTML would read", () => {
  assertEquals(
    escapeHtml(`<a href="x" id='y'>&amp;\0\ud800</a>`),
    "&lt;a href=&quot;x&quot; id=&#39;y&#39;&gt;&amp;amp;\uFFFD\uFFFD&lt;/a&gt;",
  );
});

Deno.test("safeUrl() follows pages only", () => {
  assertEquals(safeUrl("https://a.org/b c"), "https://a.org/b%20c");
  for (
    const url of ["javascript:alert(1)", "data:text/html,x", "//a.org", ""]
  ) {
    assertEquals(safeUrl(url), undefined);
  }
});

Deno.test("escapeHtml() makes one line, as Markdown takes a blank one for the end", () => {
  assertEquals(escapeHtml("a \r\n\n b\n"), "a b ");
});

Deno.test("marks that turn text around or hide it are made visible", () => {
  for (const mark of "\u061C\u200B\u200E\u200F\u202A\u202E\u2060\u2066\u2069") {
    assertEquals(escapeHtml(`a${mark}b`), "a\uFFFDb");
  }
  // Emoji and Persian need these.
  assertEquals(
    escapeHtml("\u{1F469}\u200D\u{1F52C} می\u200Cخواهم"),
    "\u{1F469}\u200D\u{1F52C} می\u200Cخواهم",
  );
});
