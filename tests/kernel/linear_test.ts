import { assert } from "@std/assert";
import { magicAnswer } from "../../src/kernel/magics/magic_answers.ts";
import { hasMagic } from "../../src/kernel/magics/has_magic.ts";
import { planCell } from "../../src/kernel/magics/plan_cell.ts";
import { ErrorPlaces } from "../../src/kernel/mends/error_places.ts";

/** So many characters; a reader that is not linear takes minutes for them. */
const LENGTH = 150_000;

function long(piece: string): string {
  return piece.repeat(LENGTH / piece.length);
}

/** Cells that readers of magics and of code find hard. */
const CELLS: Readonly<Record<string, string>> = {
  "blank lines before code": `${long("\n")}1`,
  "blank lines after code": `1${long("\n")}`,
  "blank lines in a magic": `%%track\n${long("\n")}x`,
  "other ends of lines": `${long("\r")}x${long("\u2028")}x`,
  "blanks": `${long(" ")}x`,
  "blanks after a magic": `%%track${long(" ")}x`,
  "lines of blanks in a template": "`" + long(`${" ".repeat(80)}\n`) + "`",
  "lines of percent signs": "`" + long(`${" ".repeat(80)}%a\n`) + "`",
  "a text without an end": `"${long("a")}`,
  "a template without an end": "`" + long("a\n"),
  "a comment without an end": `/*${long("a\n")}`,
  "a line of numbers": `[${long("1,")}]`,
  "an object in one line": `{${long("a:1,")}}`,
  "question marks": `%${long("?")}a`,
  "many names": Array.from({ length: LENGTH / 8 }, (_, i) => `let a${i}`).join(
    "\n",
  ),
  "a long name": `%%${long("a")}?`,
  "words": `%%track ${long("a ")}`,
  "options": `%%track ${long("--budget 1kg ")}`,
  "signs of options": `%%track ${long("-")}`,
  "quotation marks": `%%track ${long(`'a" `)}`,
  "a number without an end": `%%track --budget ${long("e")}1`,
  "points": `%%track --budget ${long("1.")}x!`,
  "a long body": `%%estimate\n${long("hours: 1\n")}`,
  "blanks in a body": `%%estimate\na = ${long(" ")}b`,
  "brackets in a body": `%%estimate\n${long("[")}`,
  "many magics": long("%sensors\n"),
  "many magics below %%track": `%%track\n${long("%sensors\n")}`,
  "comments before a magic": `${long("// a\n")}%sensors`,
  "blanks before a decorator": `${long(" ")}@a`,
  "decorators in comments": long("* \n @a"),
  "brackets": `${long("(")}${long(")")}`,
};

for (const [what, code] of Object.entries(CELLS)) {
  Deno.test(`a cell with ${what} is read in linear time`, async () => {
    const startedMs = performance.now();
    hasMagic(code);
    const plan = await planCell(code, { tracksAll: {}, number: 1 });
    for (const type of ["complete", "inspect", "is_complete"]) {
      const content = { code, cursor_pos: code.length };
      await magicAnswer(`${type}_request`, content);
    }
    await new ErrorPlaces().add(1, plan.code);
    const tookMs = performance.now() - startedMs;
    assert(tookMs < 10_000, `${Math.round(tookMs)} ms`);
  });
}
