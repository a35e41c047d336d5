import { assert, assertEquals } from "@std/assert";
import { declarations, escapeLatex } from "../../src/document/latex_text.ts";

Deno.test("escapeLatex() leaves nothing that TeX would obey", () => {
  assertEquals(
    escapeLatex("\\a{b}$c$ 5 % & #1_x^2~"),
    "\\textbackslash{}a\\textbraceleft{}b\\textbraceright{}\\$c\\$ 5 \\% \\& \\#1\\_x\\textasciicircum{}2\\textasciitilde{}",
  );
  assertEquals(escapeLatex("a -- b,, c"), "a -{}- b,{}, c");
  assertEquals(escapeLatex("é ï Ş ł"), "\\'{e} \\\"{\\i} \\c{S} \\l{}");
  assertEquals(escapeLatex("two\nlines"), "two lines");
});

Deno.test("pdfTeX sets Chinese and Japanese by a package if there is one, else the numbers", () => {
  const text = declarations("日ж");
  const [before = "", otherwise = ""] = text.split("\\else\n");
  assert(before.includes("\\usepackage{CJKutf8}"), text);
  assert(otherwise.includes("{65E5}{[U+65E5]}"), text);
  assert(before.includes("{0436}{[U+0436]}"), text);
  assert(!declarations("ж").includes("CJK"));
});
