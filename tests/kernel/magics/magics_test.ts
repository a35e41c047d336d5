import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import {
  helpOf,
  listOfMagics,
  MAGICS,
} from "../../../src/kernel/magics/magics.ts";

Deno.test("a magic has one percent sign in a line, and two at the head of a cell", () => {
  assertEquals(
    Object.fromEntries(
      MAGICS.map(({ name, forms }) => [name, forms]),
    ),
    {
      track: ["%%track"],
      estimate: ["%estimate", "%%estimate"],
      configure: ["%configure"],
      carbon: ["%carbon"],
      report: ["%report"],
      sensors: ["%sensors"],
      lsmagic: ["%lsmagic"],
    },
  );
});

for (const magic of MAGICS) {
  Deno.test(`the help of ${magic.name} has its usage and one line for each option`, () => {
    const lines = helpOf(magic).split("\n");
    assert(magic.usage.every((line) => lines.includes(line)));
    for (const { name, says } of magic.options) {
      const own = lines.filter((line) => line.includes(`--${name} `));
      assert(own.some((line) => line.startsWith("  --")), name);
      assert(own.some((line) => line.endsWith(says)), name);
    }
    assert(lines.every((line) => line.length <= 80), "wider than paper");
  });
}

Deno.test("the list of magics has each once, in one column, with one sentence", () => {
  const [...rows] = listOfMagics().split("\n\n")[0]!.split("\n");
  assertEquals(rows.length, MAGICS.length);
  for (const [index, magic] of MAGICS.entries()) {
    assertStringIncludes(rows[index]!, magic.forms.join(", "));
    assert(rows[index]!.endsWith("."));
  }
  const columns = rows.map((row) => /^.*?\S(?= {2}) {2,}/.exec(row)![0].length);
  assertEquals(new Set(columns).size, 1);
});
