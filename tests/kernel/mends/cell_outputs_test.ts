import { assertEquals } from "@std/assert";
import { join } from "node:path";
import { executeNotebook } from "../../../notebooks/tools/execute.ts";
import {
  codeCells,
  type Output,
  readNotebook,
  textOf,
} from "../../../notebooks/tools/notebook.ts";
import { KERNEL_NAME } from "../../../src/kernel/install/kernel_spec.ts";
import {
  inFolder,
  notebookOf,
  writeNotebook,
} from "../../notebooks/notebook.ts";

const SETUP = `const shown = (size) => ({
  [Symbol.for("Jupyter.display")]: () => ({ "text/plain": "x".repeat(size) }),
});
const later = (value) => new Promise((resolve) => setTimeout(resolve, 1, value));`;

/**
 * Cells by what they end in, each with what it must show: kinds of outputs, and characters of each.
 */
const ENDS: readonly (readonly [source: string, outputs: string])[] = [
  ["shown(100)", "execute_result 100"],
  ["shown(10_000)", "execute_result 10000"],
  ["await later(shown(100_000))", "execute_result 100000"],
  ["shown(1_000_000)", "execute_result 1000000"],
  [`console.log("y".repeat(99))`, "stream 100"],
  [
    `for (let i = 0; i < 200; i++) console.log("y".repeat(9))`,
    "stream 2000",
  ],
  [
    "await Deno.jupyter.display(shown(200_000)); shown(100)",
    "display_data 200000, execute_result 100",
  ],
  [
    `console.log("y"); throw new Error("z".repeat(1000))`,
    "stream 2, error 1000",
  ],
  [
    `await Deno.jupyter.display(shown(5), { display_id: "one" });
await Deno.jupyter.display(shown(50_000), { display_id: "one", update: true });`,
    "display_data 50000",
  ],
  [`throw shown(1)`, "error 15"],
];
const CELLS = 125;

Deno.test("125 executions of cells without a pause in them keep all outputs, whole and in their order", async () => {
  const ends = Array.from(
    { length: CELLS },
    (_, i) => ENDS[i % ENDS.length]!,
  );
  const sources = [SETUP, ...ends.map(([source]) => source)];
  await inFolder(async (dir) => {
    const path = join(dir, "outputs.ipynb");
    await writeNotebook(path, notebookOf(sources, KERNEL_NAME));
    const output = join(dir, "executed.ipynb");
    await executeNotebook(path, { output, allowErrors: true });
    const [, ...cells] = codeCells(await readNotebook(output));
    assertEquals(
      cells.map(({ outputs }) => described(outputs)),
      ends.map(([, outputs]) => outputs),
    );
    assertEquals(cells.length, CELLS);
  });
});

/** The kinds of a cell's outputs, and how much each holds; what it prints comes in parts. */
function described(outputs: readonly Output[]): string {
  const found: { kind: string; length: number }[] = [];
  for (const output of outputs) {
    const kind = output.output_type;
    const { length } = shownText(output);
    const last = found.at(-1);
    if (last?.kind === "stream" && kind === "stream") last.length += length;
    else found.push({ kind, length });
  }
  return found.map(({ kind, length }) => `${kind} ${length}`).join(", ");
}

function shownText(output: Output): string {
  switch (output.output_type) {
    case "error":
      return output.evalue;
    case "stream":
      return textOf(output.text);
    default:
      return textOf(output.data["text/plain"] ?? "");
  }
}
