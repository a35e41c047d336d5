import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { headerFor, Signer, unsigned } from "../../src/jupyter/signer.ts";
import { within } from "../../src/kernel/inner/within.ts";
import {
  type Cell,
  FrontEnd,
  KEY,
  type OuterKernel,
  startKernel,
} from "./front_end.ts";
import { inFolder } from "../notebooks/notebook.ts";
import { MARK, markedProcesses } from "./soak/processes.ts";

/** Long even for a busy machine, in ms. */
const PATIENCE_MS = 30_000;
const at = (path: string) => JSON.stringify(import.meta.resolve(path));
const MODULE = at("../../mod.ts");
const TURN = "await new Promise((done) => setTimeout(done));";
const BUSY = "{ const from = Date.now(); while (Date.now() - from < 700); }";

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Waits until something holds. */
async function until(holds: () => boolean, what: string): Promise<void> {
  for (const from = performance.now(); !holds(); await pause(5)) {
    assert(performance.now() - from < PATIENCE_MS, what);
  }
}

/** The status of a cell's reply. */
async function statusOf(cell: Cell): Promise<unknown> {
  assert(await within(PATIENCE_MS, cell.ended), "the cell does not end");
  return (await cell.ended)["status"];
}

/** What a cell that ends well shows. */
async function shown(frontEnd: FrontEnd, code: string): Promise<string> {
  const cell = frontEnd.execute(code);
  assertEquals(await statusOf(cell), "ok", code);
  return cell.outputs.join("\n");
}

async function isAlive(frontEnd: FrontEnd): Promise<void> {
  assertEquals(await shown(frontEnd, "kept"), "execute_result: 7");
}

/** Interrupts a cell that has begun, so many times. */
async function interrupted(
  frontEnd: FrontEnd,
  code: string,
  gapsMs: readonly number[] = [],
): Promise<string> {
  const cell = frontEnd.execute(code, { allow_stdin: true });
  await until(() => cell.has("begun"), "the cell does not begin");
  void frontEnd.interrupt();
  for (const gapMs of gapsMs) {
    await pause(gapMs);
    void frontEnd.interrupt();
  }
  assertEquals(await statusOf(cell), "error", code);
  return cell.outputs.at(-1) ?? "";
}

/** Cells that end only if they are interrupted, and the gaps between the interrupts. */
const INTERRUPTED: Readonly<Record<string, readonly number[]>> = {
  'console.log("begun"); prompt("name");': [],
  [`console.log("begun"); for (;;) { ${TURN} ${BUSY} }`]: [50, 30],
  'setTimeout(() => { console.log("begun"); while (true); }); await new Promise(() => {});':
    [],
  'console.log("begun"); await (globalThis.held = (async () => { await null; while (true); })());':
    [0, 0],
};

/** Values and what is shown of them. Each is as JavaScript writes it. */
const VALUES: Readonly<Record<string, string>> = {
  "2 ** 53": "9007199254740992",
  "-(2 ** 53)": "-9007199254740992",
  "1e19": "10000000000000000000",
  "10n ** 20n": "100000000000000000000n",
  "NaN": "NaN",
  "-Infinity": "-Infinity",
  "-0": "-0",
  "Symbol('a')": "Symbol(a)",
  "if (true) { 2 ** 53 } else 5": "9007199254740992",
  "2 ** 53; const after = 1;": "9007199254740992",
  "5 as number, 2 ** 53 as number // last": "9007199254740992",
  "for (const each of [1, 2]) each * 2 ** 53": "18014398509481984",
  "'use strict'": '"use strict"',
};

/** Cells that end well, some of which make it hard to notice. */
const ENDING: readonly string[] = [
  "",
  "// nothing",
  "const one = 1;",
  "2 + 2",
  "({ async [Symbol.for('Jupyter.display')]() { await null; throw new Error('no'); } })",
  "throwing; function throwing() {}",
  "await Promise.resolve({ then: undefined })",
];

/** Counts in `requests` what the Deno kernel is asked to execute. */
const COUNT_REQUESTS = `{
  const { Peer } = await import(${at("../../src/jupyter/zmtp/peer.ts")});
  const { SUBSCRIBE_ALL } = await import(${
  at("../../src/jupyter/zmtp/frame.ts")
});
  const helper = globalThis[Symbol.for("carboncell.helper")];
  const { ip: hostname, iopub_port: port } = helper.address;
  const iopub = await Peer.greet(await Deno.connect({ hostname, port }), "SUB");
  await iopub.send(SUBSCRIBE_ALL);
  const again = setInterval(() => helper.publishTest(), 5);
  await iopub.messages();
  clearInterval(again);
  globalThis.requests = 0;
  void (async () => {
    for (;;) {
      for (const { bytes } of await iopub.messages()) {
        const text = new TextDecoder().decode(bytes);
        if (text.includes('"execution_state":"busy"')) requests += 1;
      }
    }
  })();
}`;

Deno.test("the kernel under abuse", async (t) => {
  const tmp = await Deno.makeTempDir();
  await using kernel = await startKernel({
    TMPDIR: tmp,
    CARBONCELL_LEDGER: "off",
  });
  using frontEnd = await FrontEnd.connect(kernel);
  await shown(frontEnd, "globalThis.kept = 7;");
  const step = (name: string, fn: () => Promise<void>) =>
    t.step(name, async () => {
      await fn();
      await isAlive(frontEnd);
    });

  await step("shows every value, and the next cell runs", async () => {
    for (const [code, text] of Object.entries(VALUES)) {
      assertEquals(await shown(frontEnd, code), `execute_result: ${text}`);
    }
  });
  await step("ends cells that end well by no code of its own", async () => {
    await shown(frontEnd, COUNT_REQUESTS);
    await shown(frontEnd, "requests = 0;");
    for (const code of ENDING) await shown(frontEnd, code);
    await shown(frontEnd, `${TURN} "turn"`);
    const requests = Number((await shown(frontEnd, "requests")).split(" ")[1]);
    // The cells before and after these count too.
    assert(requests < 2 * ENDING.length, `${requests} requests`);
  });
  await step("ends a cell whose end it cannot notice", async () => {
    const jupyter = "Deno[Deno.internal].jupyter";
    await shown(frontEnd, `globalThis[Symbol.for("carboncell.helper")]`);
    await shown(
      frontEnd,
      `globalThis.publish = ${jupyter}.broadcastResult;
${jupyter}.broadcastResult = () => Promise.resolve();`,
    );
    await shown(frontEnd, "1");
    await shown(frontEnd, `${jupyter}.broadcastResult = publish;`);
  });
  await step(
    "ends a cell that throws what the Deno kernel cannot tell",
    async () => {
      const cell = frontEnd.execute("throw 2 ** 53");
      assertEquals(await statusOf(cell), "error");
      assertStringIncludes(cell.outputs.join(), "integers from 2^53 on");
    },
  );
  await step(
    "ends cells that ask, block and wait, by one interrupt or several",
    async () => {
      for (const [code, gapsMs] of Object.entries(INTERRUPTED)) {
        assertStringIncludes(
          await interrupted(frontEnd, code, gapsMs),
          "AbortError",
          code,
        );
        await isAlive(frontEnd);
      }
    },
  );
  await step("lets a cell print little more than is sent", async () => {
    const [lines, printed] = [10_000, join(tmp, "printed")];
    const cell = frontEnd.execute(
      `for (let line = 0; line < ${lines}; line++) console.log("x");
Deno.writeTextFileSync(${JSON.stringify(printed)}, "");`,
    );
    await until(() => existsSync(printed), "it does not print");
    assert(cell.outputs.length > lines / 2, `${cell.outputs.length} lines`);
    assertEquals(await statusOf(cell), "ok");
    assertEquals(cell.outputs.join("").match(/x/g)?.length, lines);
  });
  await step(
    "closes a run that blocks as aborted, after another run",
    async () => {
      await shown(
        frontEnd,
        `const { track, configure } = await import(${MODULE});
configure({ ledger: false });
await track("one", () => 1, { live: false });`,
      );
      assertStringIncludes(
        await interrupted(
          frontEnd,
          `await track("two", (run) => {
  globalThis.two = run; console.log("begun"); while (true); }, { live: false })`,
          [100],
        ),
        "AbortError",
      );
      assertEquals(
        await shown(frontEnd, "two.snapshot().status"),
        'execute_result: "aborted"',
      );
    },
  );
  await step("says so of a cell that an interrupt does not end", async () => {
    const cell = frontEnd.execute(
      `console.log("begun"); try { await new Promise(() => {}); } catch { await new Promise((done) => setTimeout(done, 6000)); }`,
    );
    await until(() => cell.has("begun"), "begun");
    void frontEnd.interrupt();
    await statusOf(cell);
    assertStringIncludes(cell.outputs.join(), "restart the kernel");
  });
  await step("answers one question with one answer", async () => {
    using other = await FrontEnd.connect(kernel);
    for (const each of [frontEnd, other]) each.answer = "Ada";
    const code = 'console.log(prompt("one")); ';
    const cell = frontEnd.execute(code, { allow_stdin: true });
    assertEquals(await statusOf(cell), "ok");
    assertStringIncludes(cell.outputs.join(), "Ada");
    for (const each of [frontEnd, other]) each.answer = "Grace";
    const next = frontEnd.execute(code, { allow_stdin: true });
    assertEquals(await statusOf(next), "ok");
    assertStringIncludes(next.outputs.join(), "Grace");
    frontEnd.answer = undefined;
  });
  await step(
    "shows errors that nothing catches, and the next cell runs",
    async () => {
      const code = `setTimeout(() => { throw new Error("later"); }, 20);
await new Promise((done) => setTimeout(done, 300)); 5`;
      const text = await shown(frontEnd, code);
      assertStringIncludes(text, "Error: later");
      assertStringIncludes(text, "execute_result: 5");
      const rejected = await shown(
        frontEnd,
        `void Promise.reject(new Error("never awaited")); ${TURN} 6`,
      );
      assertStringIncludes(rejected, "Error: never awaited");
      // The runs that are open say so, too.
      const runs = `const { startRun, track } = await import(${MODULE});
const open = startRun("left open", { country: "FR", live: false }); await open;
const at = (ms) => new Promise((done) => setTimeout(done, ms));
const { notes } = await track("inner", () => {
  void Promise.reject(new Error("not awaited"));
}, { country: "FR", live: false });
setTimeout(() => { throw new Error("too late"); }, 50); notes`;
      assertStringIncludes(await shown(frontEnd, runs), "Error: not awaited");
      assertStringIncludes(await shown(frontEnd, "await at(100)"), "too late");
      assertStringIncludes(
        await shown(frontEnd, "%carbon"),
        "so far: left open; in the sum once it has ended",
      );
      const { length } = (await shown(frontEnd, "(await open.stop()).notes"))
        .match(/nothing caught this error: Error: (?:not awaited|too late)/g) ??
        [];
      assertEquals(length, 2);
    },
  );
  await step("executes a request once, however often it comes", async () => {
    const request = new Signer(KEY).changed(
      unsigned(headerFor("execute_request")),
      { code: "globalThis.times = (globalThis.times ?? 0) + 1;" },
    );
    for (let time = 0; time < 3; time++) await frontEnd.send("shell", request);
    assertEquals(await shown(frontEnd, "times"), "execute_result: 1");
  });
  await step(
    "shows a large output though the temporary folder is gone",
    async () => {
      await Deno.remove(tmp, { recursive: true });
      const code =
        `({ [Symbol.for("Jupyter.display")]: () => ({ "text/plain": "x".repeat(600_000) }) })`;
      assert((await shown(frontEnd, code)).length > 600_000);
    },
  );
});

/** Ends a kernel while a cell computes; what its processes say, and whether any is left. */
async function ended(
  how: (kernel: OuterKernel, frontEnd: FrontEnd) => void,
): Promise<void> {
  const mark = crypto.randomUUID();
  await inFolder(async (tmp) => {
    const kernel = await startKernel({ [MARK]: mark, TMPDIR: tmp });
    using frontEnd = await FrontEnd.connect(kernel);
    const cell = frontEnd.execute(`console.log("begun"); while (true);`);
    await until(() => cell.has("begun"), "the cell does not begin");
    how(kernel, frontEnd);
    assert(await within(PATIENCE_MS, kernel.ended), "it does not end");
    await until(() => markedProcesses(mark).length === 0, "a process is left");
    assertEquals([...Deno.readDirSync(tmp)], []);
    assert(!(await kernel.said).includes("Uncaught"));
    await kernel.file[Symbol.asyncDispose]();
  });
}

Deno.test({
  name:
    "a kernel whose cell computes, or that is stopped, ends quietly with all its processes and files",
  ignore: Deno.build.os !== "linux", // which alone says in files which processes there are
  fn: async (t) => {
    await t.step(
      "at a restart",
      () =>
        ended((_, frontEnd) =>
          void frontEnd.ask("control", "shutdown_request", { restart: true })
        ),
    );
    await t.step(
      "when it is killed",
      () => ended((kernel) => kernel.signal("SIGKILL")),
    );
    await t.step(
      "when it is terminated while the Deno kernel is stopped",
      () =>
        ended((kernel) => {
          const path = `/proc/${kernel.pid}/task/${kernel.pid}/children`;
          Deno.kill(Number(Deno.readTextFileSync(path).trim()), "SIGSTOP");
          kernel.signal("SIGTERM");
        }),
    );
    await t.step("when it is killed as it starts", async () => {
      for (const ms of [50, 400, 900]) {
        const mark = crypto.randomUUID();
        const kernel = await startKernel({ [MARK]: mark });
        await pause(ms);
        kernel.signal("SIGKILL");
        await kernel.ended;
        await until(
          () => markedProcesses(mark).length === 0,
          "a process is left",
        );
        await kernel.said;
        await kernel.file[Symbol.asyncDispose]();
      }
    });
  },
});
