import { assert, assertEquals } from "@std/assert";
import { textOf } from "../../notebooks/tools/notebook.ts";
import { J_PER_KWH } from "../../src/units.ts";
import { assertClose } from "../close.ts";
import {
  type CellResult,
  type Kernel,
  printedBy,
  shownBy,
  thrownBy,
} from "./kernel.ts";
import {
  assertStatus,
  constantLoad,
  finalBundle,
  kernelTest,
  kindsOf,
  WATTS,
} from "./tracked_cell.ts";

kernelTest("track() in a kernel", {
  "counts nothing twice while it loads the charts": countsOnce,
  "has one output, replaced at most once a second, and prints nothing":
    showsLive,
  "is shown once under its own cell and again under a later one": isShownOnce,
  "without a live view is shown where it is the result and nowhere else":
    isShownAsResult,
  "run again makes another run, which begins at zero": beginsAtZero,
  "throws what its function throws, under a run that failed": throwsOn,
  "is aborted where the budget is spent and keeps all until then": keepsBudget,
  "has the samples of a cell that blocks for six seconds": samplesBlocked,
  "has the calls of a client that was made in an earlier cell": seesCalls,
});

/** Checks the first drawing of a kernel, which blocks the loop while the threads change over. */
async function countsOnce(kernel: Kernel): Promise<void> {
  const options = `{ ${constantLoad()}, intervalMs: 50 }`;
  const { durationS, energyKwh } = await kernel.valueOf<
    { durationS: number; energyKwh: number }
  >(`await track("first", () => sleep(1500), ${options})`);
  assertClose(energyKwh * J_PER_KWH, WATTS * durationS, 1e-2);
}

/** The largest size of a live output. */
const LIVE_BYTES = 60_000;

async function showsLive(kernel: Kernel): Promise<void> {
  const cell = await kernel.execute(`await track("live", async (run) => {
    for (const step of run.steps(14)) {
      console.log("step", step);
      await sleep(250);
    }
  })`);
  const [first, ...updates] = kindsOf(cell);
  assertEquals(first, "display_data");
  assert(updates.every((type) => type === "update_display_data"));
  assert(updates.length >= 3, "another card than the first and the last");
  // Except for the final one, at most one begins in each second.
  assert(updates.length <= cell.toS - cell.fromS + 1);
  const messages = shownBy(cell);
  const ids = messages.map(({ content }) => content.transient?.display_id);
  assert(ids[0] !== undefined);
  assertEquals(new Set(ids).size, 1);
  for (const { content, bytes } of messages.slice(0, -1)) {
    assert(bytes <= LIVE_BYTES);
    assertEquals(Object.keys(content.data), ["text/plain", "text/html"]);
  }
  assertStatus(cell, "finished");
  const html = textOf(finalBundle(cell)["text/html"] ?? "");
  assert(html.length <= LIVE_BYTES);
  const steps = Array.from({ length: 14 }, (_, step) => `step ${step}\n`);
  assertEquals(printedBy(cell), steps.join(""));
  assertEquals(cell.messages.filter(({ isLate }) => isLate), []);
}

async function isShownOnce(kernel: Kernel): Promise<void> {
  const tracked = `await track("once", () => sleep(50))`;
  for (
    const code of [
      tracked,
      `const run = ${tracked}; run`,
      `const _ = ${tracked}`,
    ]
  ) {
    const cell = await kernel.execute(code);
    assertEquals(kindsOf(cell), ["display_data", "update_display_data"], code);
    assertStatus(cell, "finished");
  }
  const later = await kernel.execute("run");
  assertEquals(kindsOf(later), ["execute_result"]);
  assertStatus(later, "finished");
}

async function isShownAsResult(kernel: Kernel): Promise<void> {
  const tracked = `await track("quiet", () => sleep(50), { live: false })`;
  const quiet = await kernel.execute(`const run = ${tracked}`);
  assertEquals(quiet.messages, []);
  const shown = await kernel.execute(tracked);
  assertEquals(kindsOf(shown), ["execute_result"]);
  assertStatus(shown, "finished");
}

async function beginsAtZero(kernel: Kernel): Promise<void> {
  const code =
    `const run = await track("again", () => sleep(300), { ${constantLoad()} })`;
  const ids = new Set<string>();
  for (let time = 1; time <= 3; time++) {
    const cell = await kernel.execute(code);
    const { id, durationS, energyKwh } = await kernel.valueOf<
      { id: string; durationS: number; energyKwh: number }
    >("run");
    ids.add(id);
    assert(durationS >= 0.3 && durationS < cell.toS - cell.fromS);
    assertClose(energyKwh * J_PER_KWH, WATTS * durationS, 1e-3);
  }
  assertEquals(ids.size, 3);
}

async function throwsOn(kernel: Kernel): Promise<void> {
  for (const before of ["", "await sleep(50);"]) {
    const cell = await kernel.execute(`await track("hot", async () => {
      ${before}
      throw new RangeError("too hot");
    })`);
    assertEquals(thrownBy(cell), "RangeError: too hot");
    assertEquals(cell.messages.at(-1)?.type, "error");
    assertStatus(cell, "failed", "too hot");
    assertOwnFramesOnly(cell);
  }
  const wrong = await kernel.execute(`await track("x", () => {}, { pue: 0 })`);
  assertEquals(
    thrownBy(wrong)?.slice(0, 32),
    "RangeError: Cannot track the run",
  );
  assertOwnFramesOnly(wrong);
}

/** The frames of an error are those of the user's cell, and none of this module. */
function assertOwnFramesOnly(cell: CellResult): void {
  const [traceback = []] = cell.messages.flatMap(({ content }) =>
    "traceback" in content ? [content.traceback as readonly string[]] : []
  );
  assertEquals(traceback.filter((line) => line.includes("/src/")), []);
}

async function keepsBudget(kernel: Kernel): Promise<void> {
  // 1 MW × 1000 gCO2e/kWh emit 1 kg in 3.6 s
  const budgetKg = 0.1;
  const cell = await kernel.execute(
    `const run = await track("budget", async (run) => {
      for (const step of run.steps(1000)) {
        await sleep(20);
        run.log({ step });
      }
    }, { ${constantLoad(1e6)}, budgetKg: ${budgetKg}, intervalMs: 50 });
    const lastKg = run.samples.at(-1).emissionsKg;`,
  );
  assertEquals(thrownBy(cell), undefined);
  assertStatus(cell, "aborted", "budget");
  const { emissionsKg, metrics, lastKg } = await kernel.valueOf<
    { emissionsKg: number; metrics: { step: number }[]; lastKg: number }
  >("{ ...run, lastKg }");
  assert(emissionsKg > budgetKg);
  assertClose(lastKg, emissionsKg, 1e-9);
  assert(metrics.length > 0 && metrics.length < 1000);
  assertEquals(metrics.map(({ step }) => step), [...metrics.keys()]);
}

async function samplesBlocked(kernel: Kernel): Promise<void> {
  await kernel.execute(`const run = await track("blocked", async () => {
    await sleep(1000); // until the other thread samples
    block(6000);
  }, { intervalMs: 200 })`);
  const times = await kernel.valueOf<number[]>(
    "run.samples.map((sample) => sample.timeS)",
  );
  const blocked = times.filter((timeS) => timeS > 1 && timeS < 7);
  assert(blocked.length >= 20, `${blocked.length} samples`);
}

/** A client keeps the `fetch` that it finds, which the import of the module has wrapped. */
async function seesCalls(kernel: Kernel): Promise<void> {
  await kernel.execute(`const client = { fetch };
    const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, () =>
      Response.json({ model: "m", usage: { prompt_tokens: 7, completion_tokens: 5 } }));
    const url = "http://127.0.0.1:" + server.addr.port + "/v1/chat/completions";`);
  const calls = await kernel.valueOf<unknown>(
    `await track("calls", async () => {
    await (await client.fetch(url, { method: "POST" })).json();
  }, { live: false }).then(async (run) => {
    await server.shutdown();
    return run.calls.map((call) => [call.model, call.inputTokens, call.outputTokens]);
  })`,
  );
  assertEquals(calls, [["m", 7, 5]]);
}
