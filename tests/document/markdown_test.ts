import { assertEquals } from "@std/assert";
import { escapeMarkdown, lineStart } from "../../src/document/markdown.ts";

Deno.test("figures stay legible: only what Markdown would read is escaped", () => {
  assertEquals(
    escapeMarkdown("PUE 1.1 (us-central1)"),
    "PUE 1.1 (us-central1)",
  );
  assertEquals(
    escapeMarkdown("[a](b) **c** <d> &amp; $e$ x|y"),
    "\\[a\\](b) \\*\\*c\\*\\* &lt;d\\> &amp;amp; \\$e\\$ x\\|y",
  );
});

Deno.test("lineStart() lets no line begin a list, a heading or a rule", () => {
  assertEquals(lineStart("- a"), "\\- a");
  assertEquals(lineStart("1. a"), "1\\. a");
  assertEquals(lineStart("12) a"), "12\\) a");
  assertEquals(lineStart("=== "), "\\=== ");
  assertEquals(lineStart("1.1 kg"), "1\\.1 kg");
});

Deno.test("escapeMarkdown() makes one line without a heading", () => {
  assertEquals(escapeMarkdown("# no\nheading"), "\\# no heading");
});
