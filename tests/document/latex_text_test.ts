import { assertEquals } from "@std/assert";
import { escapeLatex } from "../../src/document/latex_text.ts";

Deno.test("escapeLatex() leaves nothing that TeX would obey", () => {
  assertEquals(
    escapeLatex("\\a{b}$c$ 5 % & #1_x^2~"),
    "\\textbackslash{}a\\textbraceleft{}b\\textbraceright{}\\$c\\$ 5 \\% \\& \\#1\\_x\\textasciicircum{}2\\textasciitilde{}",
  );
  assertEquals(escapeLatex("a -- b,, c"), "a -{}- b,{}, c");
  assertEquals(escapeLatex("é ï Ş ł"), "\\'{e} \\\"{\\i} \\c{S} \\l{}");
  assertEquals(escapeLatex("two\nlines"), "two lines");
});
