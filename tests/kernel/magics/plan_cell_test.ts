import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import {
  type CellContext,
  type CellPlan,
  planCell,
} from "../../../src/kernel/magics/plan_cell.ts";

const PLAIN: CellContext = { tracksAll: false, number: 7 };
const TRACKING: CellContext = { tracksAll: {}, number: 7 };

/** A call of the helper in code: which, and with what. */
interface HelperCall {
  readonly method: string;
  readonly argument: Readonly<Record<string, unknown>>;
}

const CALL =
  /^await globalThis\[Symbol\.for\("[^"]+"\)\]\.(\w+)\((\{.*\})\);?$/;

function helperCall(code = ""): HelperCall {
  const [, method = "", json = "{}"] = CALL.exec(code) ?? [];
  assert(method !== "", code);
  return { method, argument: JSON.parse(json) };
}

/** The lines of a plan's code, with `!` and its magic for each call of the helper. */
function linesOf({ code }: CellPlan): string[] {
  return code.split("\n").map((line) =>
    line.startsWith("await globalThis")
      ? `!${helperCall(line).argument.magic}`
      : line
  );
}

/** Cells with magics in their lines, and the lines that are executed. */
const CELLS: Readonly<Record<string, readonly string[]>> = {
  "%sensors": ["!sensors"],
  "\n// why\n%sensors": ["", "// why", "!sensors"],
  "%sensors\n%lsmagic": ["!sensors", "!text"],
  "%sensors\nconst a = 1;": ["!sensors", "const a = 1;"],
  "const a = 1;\n%sensors\na": ["const a = 1;", "!sensors", "a"],
  "  %sensors": ["!sensors"],
  "?%sensors": ["!text"],
  "%sensors?": ["!text"],
  // These lines belong to an expression, a text or a comment.
  "const carbon = 5; 17\n%carbon": ["const carbon = 5; 17", "%carbon"],
  "`\n%carbon\n`": ["`", "%carbon", "`"],
  "/*\n%carbon\n*/ 5": ["/*", "%carbon", "*/ 5"],
  "// %carbon\n5": ["// %carbon", "5"],
  "%%estimate\nhours: 2\nhardware: A100": ["!estimate", "", ""],
  "\n%%estimate\nhours: 2": ["", "!estimate", ""],
};

for (const [cell, lines] of Object.entries(CELLS)) {
  Deno.test(`planCell() keeps every line of ${JSON.stringify(cell)} in its place`, async () => {
    const plan = await planCell(cell, PLAIN);
    assertEquals(linesOf(plan), lines);
    assertEquals([plan.shown, plan.begin], [cell, undefined]);
  });
}

/** Cells that are tracked: with what, and the code that is executed. */
const TRACKED: readonly (readonly [
  cell: string,
  context: CellContext,
  begin: Readonly<Record<string, unknown>>,
  code: string,
])[] = [
  ["%%track\n6 * 7", PLAIN, {
    name: "cell [7]",
    options: {},
    isDiscreet: false,
  }, "\n6 * 7"],
  ['// why\n%%track "my run" --country FR\n6 * 7', PLAIN, {
    name: "my run",
    options: { country: "FR" },
    isDiscreet: false,
  }, "// why\n\n6 * 7"],
  ["%%track x --budget 1kg\n6 * 7", TRACKING, {
    name: "x",
    options: { budgetKg: 1 },
    isDiscreet: false,
  }, "\n6 * 7"],
  ["6 * 7", TRACKING, {
    name: "cell [7]",
    options: { live: false },
    isDiscreet: true,
  }, "6 * 7"],
];

for (const [cell, context, begin, code] of TRACKED) {
  Deno.test(`planCell() begins a run before ${JSON.stringify(cell)}`, async () => {
    const plan = await planCell(cell, context);
    assertEquals(helperCall(plan.begin), { method: "begin", argument: begin });
    assertEquals([plan.code, plan.shown], [code, cell]);
  });
}

Deno.test("planCell() tracks no cell without code while all are tracked", async () => {
  for (const cell of ["%carbon", "// nothing", "", "%%estimate\nhours: 2"]) {
    assertEquals((await planCell(cell, TRACKING)).begin, undefined, cell);
  }
});

Deno.test("planCell() says from when on every cell is tracked", async () => {
  assertEquals((await planCell("%carbon on", PLAIN)).tracksAll, {});
  assertEquals((await planCell("%carbon off", TRACKING)).tracksAll, false);
  assertEquals((await planCell("%carbon", PLAIN)).tracksAll, undefined);
});

/** Cells whose magics cannot be read, each with its error. */
const WRONG: Readonly<Record<string, readonly [name: string, text: string]>> = {
  "%%trak\n1": ["UnknownNameError", '"%%track"'],
  "%%track --pue none\n1": ["TypeError", "--pue must be a number"],
  "%%track a b\n1": ["TypeError", "one name"],
  "const a = 1;\n%senors": ["UnknownNameError", '"%sensors"'],
  "%track\n1": ["TypeError", "must be written %%track"],
  "%%estimate\nhours: [": ["SyntaxError", "Cannot read the cell as YAML"],
};

for (const [cell, [name, text]] of Object.entries(WRONG)) {
  Deno.test(`planCell() of ${JSON.stringify(cell)} executes only its error`, async () => {
    const plan = await planCell(cell, PLAIN);
    const { method, argument } = helperCall(plan.code);
    assertEquals([method, argument.name], ["fail", name]);
    assertStringIncludes(String(argument.message), text);
    assertEquals([plan.shown, plan.begin], [cell, undefined]);
  });
}
