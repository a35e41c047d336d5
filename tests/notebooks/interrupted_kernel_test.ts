import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { textOf } from "../../notebooks/tools/notebook.ts";
import { KERNEL_NAME } from "../../src/kernel/install/kernel_spec.ts";
import type { Idle } from "../../src/tracker/run.ts";
import { J_PER_KWH } from "../../src/units.ts";
import { assertClose } from "../close.ts";
import { type Kernel, thrownBy, withKernel } from "./kernel.ts";
import {
  assertStatus,
  constantLoad,
  finalBundle,
  kernelTest,
  kindsOf,
  SETUP,
  WATTS,
} from "./tracked_cell.ts";

for (const [name, which] of [["deno", "the plain"], [KERNEL_NAME, "our"]]) {
  kernelTest(`an interrupt in ${which} kernel`, {
    "ends the cell with its run aborted, and the kernel keeps running": ofCell,
    "of a cell that blocks ends it with its run aborted afterwards":
      ofBlockedCell,
    "between the cells of a run aborts it, and the kernel keeps running":
      betweenCells,
  }, name);

  kernelTest(`a run over several cells in ${which} kernel`, {
    "counts the pauses between them separately": keepsPausesApart,
    "is closed by its cell when that is executed again": isClosedByItsCell,
    "that is open lets the kernel shut down by itself": shutsDown,
  }, name);
}

/** The time within which an interrupted cell has to end, even on a busy machine. */
const SOON_S = 5;

async function ofCell(kernel: Kernel): Promise<void> {
  const code = `await track("long", async (run) => {
    console.log("begun");
    for (const _ of run.steps(100)) await sleep(600);
  })`;
  for (let time = 1; time <= 2; time++) {
    const cell = await kernel.execute(code, "begun");
    assertStringIncludes(thrownBy(cell) ?? "", "AbortError");
    assert(cell.toS - (cell.interruptedS ?? 0) < SOON_S);
    assertStatus(cell, "aborted", "interrupted");
    assertEquals(await kernel.valueOf("1 + 1"), 2);
  }
  const again = await kernel.execute(code.replace("600", "1"));
  assertEquals(thrownBy(again), undefined);
  assertStatus(again, "finished");
}

async function ofBlockedCell(kernel: Kernel): Promise<void> {
  const cell = await kernel.execute(
    `await track("blocked", async () => {
      console.log("begun");
      await sleep(50); // until the message is sent
      block(2000);
    })`,
    "begun",
  );
  assert(cell.toS - cell.fromS >= 2);
  assertStringIncludes(thrownBy(cell) ?? "", "AbortError");
  assertStatus(cell, "aborted", "interrupted");
  assertEquals(await kernel.valueOf("1 + 1"), 2);
}

async function betweenCells(kernel: Kernel): Promise<void> {
  await kernel.execute(`const run = await startRun("cells")`);
  Deno.kill(kernel.pid, "SIGINT");
  const next = await kernel.execute("await sleep(100)");
  assertEquals(thrownBy(next), undefined);
  const last = await kernel.execute("await run.stop()");
  assertEquals(thrownBy(last), undefined);
  assertStatus(last, "aborted", "interrupted");
}

const PAUSE_MS = 1500;

async function keepsPausesApart(kernel: Kernel): Promise<void> {
  const pause = () => new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  const first = await kernel.execute(
    `const run = await startRun("cells", { ${constantLoad()}, intervalMs: 100 })`,
  );
  await pause();
  const work = await kernel.execute("await sleep(1000)");
  await pause();
  const last = await kernel.execute("const ended = await run.stop(); ended");
  // The run's own output is under the first cell, and the result under this one.
  assertEquals(
    [...new Set(kindsOf(last))],
    ["update_display_data", "execute_result"],
  );
  assertStatus(last, "finished");
  const html = textOf(finalBundle(last)["text/html"] ?? "");
  assertStringIncludes(html, "Between its cells");

  assert(await kernel.valueOf("ended === await run.stop()"));
  const { idle, durationS, energyKwh } = await kernel.valueOf<
    { idle: Idle; durationS: number; energyKwh: number }
  >("ended");
  const pausedS = work.fromS - first.toS + last.fromS - work.toS;
  const activeS = last.toS - first.fromS - pausedS;
  assert(Math.abs(idle.durationS - pausedS) < 1);
  // The first cell opens the sensors before the run begins, which may take some time.
  assert(durationS < activeS + 1);
  assert(durationS > work.toS - work.fromS - 0.1);
  assertClose(idle.energyKwh * J_PER_KWH, WATTS * idle.durationS, 1e-3);
  assertClose(energyKwh * J_PER_KWH, WATTS * durationS, 1e-3);
}

async function isClosedByItsCell(kernel: Kernel): Promise<void> {
  await kernel.execute("var runs = []");
  const options = `{ ${constantLoad()}, live: false }`;
  const begins = `runs.push(startRun("again", ${options}))`;
  // Two in one cell are two runs.
  const first = await kernel.execute(
    `${begins}; ${begins}; runs[0].log({ a: 1 })`,
  );
  assertEquals(thrownBy(first), undefined);
  await kernel.execute("await sleep(300)");
  const other = await kernel.execute(
    `runs.push(startRun("other", ${options}))`,
  );
  assertEquals(thrownBy(other), undefined);
  await kernel.execute(`throw new Error("a cell that fails")`);
  await kernel.execute(`${begins}; await runs[3]`);
  type Ended = { status: string; notes: string[]; metrics: unknown[] };
  const closed = await kernel.valueOf<Ended[]>(
    "await Promise.all(runs.slice(0, 2).map((run) => run.stop()))",
  );
  const note = "a cell has begun a run of the same name, which closed this one";
  for (const { status, notes } of closed) {
    assertEquals(status, "finished");
    assert(notes.includes(note), notes.join("\n"));
  }
  assertEquals(closed[0]?.metrics.length, 1);
  const open = await kernel.valueOf<Ended[]>(
    "await Promise.all(runs.slice(2).map((run) => run.stop()))",
  );
  for (const { notes } of open) assert(!notes.includes(note));
}

async function shutsDown(kernel: Kernel): Promise<void> {
  await kernel.execute(`const open = await startRun("open")`);
  assert(await kernel.shutDown());
}

/** Counts the open files (sockets included) and the threads of the kernel's process. */
const OPEN = `({
  files: [...Deno.readDirSync("/proc/self/fd")].length,
  threads: [...Deno.readDirSync("/proc/self/task")].length,
})`;

Deno.test({
  name: "twenty runs in a kernel leave neither a file nor a thread open",
  ignore: Deno.build.os !== "linux", // only Linux lists open files in a folder
  fn: () =>
    withKernel(async (kernel) => {
      await kernel.execute(SETUP);
      // every fifth run lasts until the other thread samples
      const run = (times: number) =>
        kernel.execute(`for (let time = 0; time < ${times}; time++) {
          const live = time % 5 === 0;
          const lasting = () => sleep(live ? 800 : 20);
          await track("run", lasting, { live, intervalMs: 20 });
        }`);
      await run(5);
      const before = await kernel.valueOf<Record<string, number>>(OPEN);
      await run(20);
      const more = async () => {
        const after = await kernel.valueOf<Record<string, number>>(OPEN);
        return Object.entries(after)
          .filter(([kind, count]) => count > (before[kind] ?? 0));
      };
      // A thread that is stopped while it is still starting takes a moment to end.
      for (let time = 0; time < 50 && (await more()).length > 0; time++) {
        await kernel.execute("await sleep(200)");
      }
      assertEquals(await more(), []);
    }),
});
