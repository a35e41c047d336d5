/**
 * Shows each fault of the plain Deno kernel that a file of `src/kernel/mends/` mends. A test that
 * fails says that Deno has mended the fault, so that file can go.
 * @module
 */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { within } from "../../../src/kernel/inner/within.ts";
import {
  type PlainKernel,
  UNREADABLE,
  withPlainKernel,
} from "../plain_kernel.ts";

/** A cell that ends at all has ended by then, in ms. */
const ENDED_MS = 2000;

function fault(
  name: string,
  shows: (kernel: PlainKernel) => Promise<void>,
): void {
  Deno.test(`in the plain kernel, ${name}`, () => withPlainKernel(shows));
}

fault("an interrupt signal ends the kernel", async (kernel) => {
  await kernel.execute("1");
  await kernel.reply();
  kernel.process.signal("SIGINT");
  assert(await within(ENDED_MS, kernel.process.ended));
});

fault("a cell that waits is not interrupted", async (kernel) => {
  await kernel.execute(`console.log("begun"); await new Promise(() => {});`);
  await kernel.seen("stream");
  await kernel.interrupt();
  assert(!await within(ENDED_MS, kernel.reply().catch(() => {})));
});

fault(
  "a cell that is stopped after a wait never ends",
  async (kernel) => {
    await kernel.execute(
      `await Promise.resolve(); console.log("begun"); while (true);`,
    );
    await kernel.seen("stream");
    await kernel.interrupt();
    assert(!await within(ENDED_MS, kernel.reply().catch(() => {})));
  },
);

fault("a traceback has lines of the compiled code", async (kernel) => {
  await kernel.execute(
    `interface Point {\n  x: number;\n}\nconst point: Point = { x: 1 };\nthrow new Error("in line 5")`,
  );
  const { traceback = [] } = await kernel.reply();
  assertMatch(traceback[1] ?? "", /<anonymous>:[^5]\d*:/);
});

fault("an error from a timer hangs the cell that waits", async (kernel) => {
  await kernel.execute(
    `setTimeout(() => { throw new Error("late"); }, 20);
    await new Promise((done) => setTimeout(done, 100));`,
  );
  assert(!await within(ENDED_MS, kernel.reply().catch(() => {})));
});

fault("a cell whose value is 2^53 has no reply", async (kernel) => {
  await kernel.execute("2 ** 53");
  assert(!await within(ENDED_MS, kernel.reply().catch(() => {})));
});

fault("a cell that does not parse has no error", async (kernel) => {
  await kernel.execute("const a = 1;\nconst b = ;");
  const { status, evalue, traceback } = await kernel.reply();
  assertEquals([status, evalue, traceback], ["error", "Execution failed", []]);
});

fault("a name that is declared twice has no place", async (kernel) => {
  await kernel.execute("let a = 1;\n\nlet a = 2;");
  const { ename, traceback } = await kernel.reply();
  assertEquals([ename, traceback?.length], ["SyntaxError", 1]);
});

fault("a cell ends before its outputs", async (kernel) => {
  let late = 0;
  for (let times = 0; times < 20; times++) {
    const from = kernel.published.length;
    await kernel.execute(
      `for (let line = 1; line <= 100; line++) console.log("line " + line);`,
    );
    await kernel.reply();
    await kernel.seen("line 100\\n");
    const own = kernel.published.slice(from);
    const idle = own.findIndex((each) => each.endsWith("idle"));
    if (own.slice(idle).some((each) => each.startsWith("stream"))) late += 1;
  }
  assert(late > 0);
});

fault("a large output is torn", async (kernel) => {
  await kernel.execute(
    `await Deno.jupyter.display({ "text/plain": "x".repeat(30_000_000) }, {
      raw: true,
    });
    await new Promise((resolve) => setTimeout(resolve, 3000));`,
  );
  await kernel.reply(); // nothing is read before, so the kernel is still writing
  await kernel.seen("status: idle");
  assert(kernel.published.includes(UNREADABLE));
});

fault("a cell prints more than is sent", async (kernel) => {
  const lines = 20_000;
  const reading = kernel.seen(`line ${lines}\\n`);
  await kernel.execute(
    `for (let line = 1; line <= ${lines}; line++) console.log("line " + line);`,
  );
  await kernel.reply();
  assert(kernel.published.length < lines / 2);
  await kernel.process[Symbol.asyncDispose]();
  await reading;
});
