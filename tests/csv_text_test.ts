import { assert, assertEquals } from "@std/assert";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { csvText, forExcel } from "../src/csv_text.ts";

Deno.test("csvText() quotes what CSV would read, and leaves numbers whole", () => {
  const row = {
    a: 'x "y", z',
    b: 0.1 + 0.2,
    c: -1,
    d: undefined,
    e: "-1",
    f: false,
    g: "two\nlines",
  };
  assertEquals(
    csvText(Object.keys(row), [row]),
    'a,b,c,d,e,f,g\n"x ""y"", z",0.30000000000000004,-1,,\'-1,false,two lines\n',
  );
});

Deno.test("any text in a cell of CSV comes back as one line, with an apostrophe if it could be misread", () => {
  const text = fc.string({ unit: "grapheme", maxLength: 20 });
  fc.assert(
    fc.property(fc.array(text, { minLength: 1 }), (cells) => {
      const csv = csvText(["a", "b"], cells.map((cell) => ({ a: cell, b: 1 })));
      const rows = parse(csv, { record_delimiter: "\n" });
      const lines = cells.map((cell) => cell.replace(/\s+/g, " "));
      assertEquals(rows.length, lines.length + 1);
      for (const [i, [a = "", b]] of rows.slice(1).entries()) {
        assertEquals(b, "1");
        const isGuarded = a === `'${lines[i]}`;
        assert(isGuarded || a === lines[i]);
        assert(isGuarded || !/^\s*[=+\-@]/.test(a) && a !== "");
      }
    }),
  );
});

Deno.test("marks that turn text around are visible in a CSV", () => {
  assertEquals(
    csvText(["a"], [{ a: "x\u202Ecsv\u2066" }]),
    "a\nx\uFFFDcsv\uFFFD\n",
  );
});

Deno.test("a table for Excel is marked as UTF-8; with semicolons its numbers have commas", () => {
  const csv = csvText(["name", "kg"], [
    { name: "Zürich; 1.5 h", kg: 0.25 },
    { name: "v1.2.3", kg: 3 },
  ]);
  assertEquals(forExcel(csv, "comma"), `\uFEFF${csv}`);
  assertEquals(
    forExcel(csv, "semicolon"),
    '\uFEFFname;kg\n"Zürich; 1.5 h";0,25\nv1.2.3;3\n',
  );
});
