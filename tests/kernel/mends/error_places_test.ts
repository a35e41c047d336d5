import { assertEquals, assertMatch } from "@std/assert";
import { ErrorPlaces } from "../../../src/kernel/mends/error_places.ts";
import { magicsTest, ran, textsOf, traceback } from "../kernel.ts";

/** Cells of all kinds that end in an error, each in its last line. */
const CELLS = [
  `throw new Error("plain")`,
  `

// a comment, and blank lines
throw new Error("after blank lines")`,
  `interface Shape {
  sides: number;
}
type Sides = Pick<Shape, "sides">;
const one: Sides = { sides: 1 }; const two = { a: 1, b: 2,
  c: 3 };
throw new Error("after types")`,
  `import { join } from "node:path";
import type { Dirent } from "node:fs";
enum Colour { Red, Green }
const text = \`of
several
lines\`;
/* of
   several lines */
throw new Error(join("after", "imports"))`,
  `await Promise.resolve();
for await (const value of [1, Promise.resolve(2)]) void value;
const [first, second] = await Promise.all([1, await Promise.resolve(2)]);
await Promise.reject(new Error("awaited"))`,
  `class Thing { #own = 1; constructor(readonly given: number) { this.#own += given; } }
if (new Thing(1).given) {
  const later = async () => {
    await Promise.resolve();
  };
  await later();
}
throw new Error("after a class")`,
  `/** @jsx element */
function element(name: string, props: unknown, ...children: unknown[]) {
  return { name, props, children };
}
const page = (
  <section
    title="a">
    five {await Promise.resolve(5)}
  </section>
);
throw new Error("after elements")`,
  `function kept(_: unknown, context: ClassMemberDecoratorContext) {
  return void context.name;
}
class Decorated {
  @kept
  method(): number { return 1; }
}
await Promise.reject(new Error("after decorators"))`,
];

magicsTest("the place of an error", {
  "is the user's line, whatever the cell holds": async (kernel) => {
    for (const code of CELLS) {
      const [, place = ""] = await traceback(kernel, code);
      const line = code.split("\n").length;
      assertMatch(place, new RegExp(`cell \\[\\d+\\]:${line}:\\d+`), code);
    }
  },
  "is in the cell that the function comes from": async (kernel) => {
    await ran(kernel, "\n\nfunction outer(inner) {\n  inner();\n}");
    await ran(
      kernel,
      "const inner = () => {\n\n\n  throw new Error('deep');\n};",
    );
    const [, ...places] = await traceback(kernel, "\n\n\n\nouter(inner)");
    assertEquals(
      places.map((place) => /cell \[(\d+)\]:(\d+):/.exec(place)?.slice(1)),
      [["10", "4"], ["9", "4"], ["11", "5"]],
    );
  },
  "of code that does not parse is said, with its line": async (kernel) => {
    const wrong = {
      "const a = 1;\n  const x: number = ;": ["(2:21)", "  const x"],
      "let b = 1;\n\nlet b = 2;": ["(3:5)", "let b = 2;"],
      "return 5": ["(1:1)", "return 5"],
      "%%track\n\nconst c = );": ["(3:11)", "const c = );"],
      // the formatter accepts these
      "let d;\nd ?? 1 || 2": ["(2:8)", "d ?? 1 || 2"],
      "010": ["(1:1)", "010"],
      "\n08.5": ["(2:1)", "08.5"],
      "1++": ["(1:1)", "1++"],
      "eval = 1": ["(1:1)", "eval = 1"],
      "let e: any = 5;\ne?.f = 1": ["(2:1)", "e?.f = 1"],
    };
    for (const [code, [place, line]] of Object.entries(wrong)) {
      const [said = "", shown = ""] = await traceback(kernel, code);
      assertMatch(said, /^SyntaxError: /);
      assertEquals(
        [said.endsWith(place!), shown.includes(line!)],
        [true, true],
        said,
      );
    }
  },
  "of code that is nested too deep is said, and the kernel lives on": async (
    kernel,
  ) => {
    for (const [open, close] of ["()", "[]", ["1+", ""], ["()=>", "1"]]) {
      const code = open!.repeat(5000) + "1" + close!.repeat(5000);
      assertMatch(
        (await traceback(kernel, code))[0]!,
        /^RangeError: Cannot run the cell as it is nested too deep/,
      );
    }
    assertEquals(textsOf(await ran(kernel, "1 + 1")), ["2"]);
  },
  "costs no cell its value": async (kernel) => {
    const values = {
      "{ a: 1 }": "{ a: 1 }",
      "{ a: 1, b: [1, 2] }": "{ a: 1, b: [ 1, 2 ] }",
      "{ a: await Promise.resolve(1) } // why": "{ a: 1 }",
      "{ const inner = 4; inner }": "4",
      "({ a: 1 })": "{ a: 1 }",
      "/* c */ 5 as number": "5",
      "(await Promise.resolve(6))!": "6",
      "enum Size { Small = 7 }; Size.Small": "7",
      "<number> (await Promise.resolve(9))": "9",
      "/** @jsx tag */ const tag = (...given) => given[0]; <b>{await Promise.resolve(1)}</b>":
        '"b"',
      "await (1, Promise.resolve(2))": "2",
      "await (await Promise.resolve(Promise.resolve(3)))": "3",
      "(async () => await (1, 4))() instanceof Promise": "true",
      'await import("node:path").then(({ join }) => join("a", "b"))': '"a/b"',
      "let sum = 0; for await (const n of [1, Promise.resolve(2)]) sum += n; sum":
        "3",
      [
        `async function* endless() { try { for (;;) yield 8; } finally { ended = 9; } }
let ended = 0; for await (const n of endless()) if (n === 8) break; ended`
      ]: "9",
    };
    for (const [code, value] of Object.entries(values)) {
      assertEquals(textsOf(await ran(kernel, code)), [value], code);
    }
  },
});

Deno.test("a traceback of no cell stays as it is", async () => {
  const lines = [
    "Error: x",
    "    at f (<anonymous>:3:4)",
    "    at file:///a.ts:1:2",
  ];
  assertEquals(await new ErrorPlaces().traceback(lines), lines);
});

Deno.test("the code of a cell grows by its name alone, however many cells were before it", async () => {
  const places = new ErrorPlaces();
  const code = "const a: number = 1;";
  let last = "";
  for (let number = 1; number <= 4000; number += 1) {
    last = await places.add(number, code);
  }
  assertEquals(last, `//# sourceURL=cell[4000]\n${code}`);
  // A cell that is not counted has the number of the one before, and another name.
  const uncounted = await places.add(4000, code);
  assertMatch(uncounted, /^\/\/# sourceURL=cell\[4000\.\d+\]\n/);
  assertEquals(
    await places.traceback([
      "Error: x",
      "    at f (cell[4000]:2:1)",
      "    at g (cell[7]:2:7)",
      "    at h (cell[5000]:2:7)",
    ]),
    [
      "Error: x",
      "    at f (cell [4000]:1:1)",
      "    at g (cell [7]:1:7)",
      "    at h (cell[5000]:2:7)",
    ],
  );
});
