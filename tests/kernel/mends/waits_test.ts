import { assertEquals, assertStringIncludes } from "@std/assert";
import { type Kernel, thrownBy } from "../../notebooks/kernel.ts";
import { magicsTest, ran } from "../kernel.ts";

magicsTest(
  "an interrupt at the moment at which a cell says that it has begun",
  {
    "ends what it is doing, and the kernel keeps running": async (kernel) => {
      await ran(kernel, "const kept = 1 + 1;");
      for (const code of CELLS) await isEnded(kernel, code);
    },
  },
);

/** Longer than the wait for an interrupt that has no effect. */
const BUSY = "{ const from = Date.now(); while (Date.now() - from < 700); }";
const TURN = "await new Promise((resolve) => setTimeout(resolve));";

/** Cells that wait, block, or do both in turn; an interrupt may come between. */
const CELLS = [
  "await new Promise(() => {});",
  "while (true);",
  `${TURN} while (true);`,
  `for (;;) { ${TURN} ${BUSY} }`,
  `for (;;) { await null; ${BUSY} }`,
  `async function turns() { for (;;) { ${TURN} ${BUSY} } } await turns();`,
  `for await (const _ of [1, 2]) while (true);`,
];

async function isEnded(kernel: Kernel, code: string): Promise<void> {
  const cell = await kernel.execute(`console.log("begun");\n${code}`, "begun");
  assertStringIncludes(thrownBy(cell) ?? "", "AbortError", code);
  assertEquals(await kernel.valueOf("kept"), 2, code);
}
