import { assert, assertEquals, assertRejects } from "@std/assert";
import { withoutText } from "../../../src/cards/parts/run_texts.ts";
import { estimateJob } from "../../../src/estimate/estimate.ts";
import { machineOf } from "../../../src/estimate/machine_of.ts";
import { interval90 } from "../../../src/model/interval.ts";
import { compare, type Estimate, estimate, report } from "../../../mod.ts";
import { countedOnce } from "../../../src/tracker/sharing/count_once.ts";
import { trackRun } from "../../../src/tracker/track_run.ts";
import { assertClose } from "../../close.ts";
import { fakeHost, fakeRun, PLACE } from "../fake_run.ts";
import { modelServer } from "./model_server.ts";

/** A fake run by the clock of calls. */
function runNow(options: Parameters<typeof fakeRun>[0] = {}) {
  return fakeRun({
    options: PLACE,
    startS: performance.now() / 1000,
    ...options,
  });
}

/** A call of the test server by the estimate of its tokens. */
const ONE = estimateJob({
  model: "gpt-4o",
  provider: "openai",
  inputTokens: 1000,
  outputTokens: 500,
});

Deno.test("a call is a row of its run, and its energy and emissions add to the machine's", async () => {
  await using server = modelServer();
  const { run, pass } = runNow();
  pass(3600, [1000]);
  await server.call();
  assertClose(run.emissionsKg, 0.6 + ONE.emissionsKg);
  const ended = await run.stop();
  const [call] = ended.calls;
  assertEquals(ended.calls.length, 1);
  assertEquals(
    [call?.provider, call?.model, call?.inputTokens, call?.outputTokens],
    ["openai", "gpt-4o", 1000, 500],
  );
  assertEquals([call?.status, call?.streamed, call?.images], [
    200,
    false,
    undefined,
  ]);
  const { timeS = -1 } = call ?? {};
  assert(timeS >= 0 && timeS < 60);
  assertEquals(call?.energyKwh, ONE.energyKwh);
  assertEquals(call?.place, "United States");
  assertEquals([call?.method, call?.tier], ["modelled", "E"]);
  assertClose(ended.energyKwh, 1.5 + ONE.energyKwh);
  assertClose(ended.emissionsKg, 0.6 + ONE.emissionsKg);
  const parts = ended.components.reduce((sum, c) => sum + c.energyKwh, 0);
  assertClose(parts, ended.itEnergyKwh);
  assertEquals(ended.components.at(-1)?.component, "calls");
});

Deno.test("the machine of a run with calls is the run without them", async () => {
  await using server = modelServer();
  const [one, other] = [runNow(), runNow()];
  one.pass(3600, [1000]);
  other.pass(3600, [1000]);
  const alone = await other.run.stop();
  await server.call();
  await server.call("gpt-4o-mini");
  const machine = machineOf(await one.run.stop());
  for (const field of ["energyKwh", "emissionsKg", "waterL"] as const) {
    assertClose(machine[field], alone[field], 1e-9);
  }
  assertClose(machine.emissionsRangeKg[1], alone.emissionsRangeKg[1], 1e-9);
  assertEquals(machine.components.length, 1);
  assertEquals(machine.sources, alone.sources);
});

Deno.test("the water's range and the market-based figure hold machine and calls, and come apart again", async () => {
  await using server = modelServer();
  const marketBased = { contract: "Wind", intensity: 0 };
  const options = { ...PLACE, marketBased };
  const [one, other, calls] = [
    runNow({ options }),
    runNow({ options }),
    runNow({ options }),
  ];
  one.pass(3600, [1000]);
  other.pass(3600, [1000]);
  const alone = await other.run.stop();
  await server.call();
  const both = await one.run.stop();
  const called = await calls.run.stop();
  // The machine's electricity emits nothing by its contract; the call's is that of its grid.
  assertClose(both.marketBased?.emissionsKg, ONE.emissionsKg);
  const [low, high] = both.marketBased!.emissionsRangeKg;
  assertClose(low, ONE.emissionsRangeKg[0], 1e-9);
  assertClose(high, ONE.emissionsRangeKg[1], 1e-9);
  // A machine that used nothing leaves the range of the call.
  assertClose(called.waterRangeL?.[0], ONE.waterRangeL![0], 1e-9);
  assertClose(called.waterRangeL?.[1], ONE.waterRangeL![1], 1e-9);
  // That of a sum is narrower than the sums of the ends, and holds the sum.
  const [waterLow, waterHigh] = both.waterRangeL!;
  assert(waterLow < both.waterL && both.waterL < waterHigh);
  assert(waterHigh < alone.waterRangeL![1] + ONE.waterRangeL![1]);
  const machine = machineOf(both);
  assert(machine.marketBased!.emissionsKg < 1e-12);
  for (const at of [0, 1] as const) {
    assertClose(machine.waterRangeL?.[at], alone.waterRangeL![at], 1e-9);
  }
});

Deno.test("the hardware of calls is known, and that of their run is not, as its machine's is not", async () => {
  await using server = modelServer();
  const { run } = runNow();
  await server.call();
  await server.call();
  const ended = await run.stop();
  assertEquals(ended.embodiedKg, undefined);
  assertClose(ended.components.at(-1)?.embodiedKg, 2 * ONE.embodiedKg!);
  const text = await (await report(ended)).markdown();
  assert(text.includes("that of the machine is not known"), text);
});

Deno.test("a call belongs to every run that is open when it is sent, and counts once in a sum", async () => {
  await using server = modelServer();
  const host = fakeHost();
  const outer = runNow({ host });
  await server.call();
  const inner = runNow({ host });
  await server.call();
  const late = await server.begin();
  const innerRun = await inner.run.stop();
  await late();
  await server.call();
  const outerRun = await outer.run.stop();
  assertEquals([outerRun.calls.length, innerRun.calls.length], [4, 1]);
  assertEquals(innerRun.calls[0]?.id, outerRun.calls[1]?.id);
  assertClose(innerRun.sharedEmissionsKg, ONE.emissionsKg);
  const sumOf = (runs: typeof innerRun[]) =>
    [...countedOnce(runs).values()].reduce(
      (sum, { emissionsKg = 0 }) => sum + emissionsKg,
      0,
    );
  assertClose(sumOf([innerRun, outerRun]), 4 * ONE.emissionsKg);
  assertClose(sumOf([innerRun]), ONE.emissionsKg);
  assertEquals(
    innerRun.notes,
    ["1 call to models had not ended when the run did: not counted"],
  );
});

Deno.test("what has no usage or an unknown model is not counted, and the run says so", async () => {
  await using server = modelServer();
  const { run } = runNow();
  await server.call("silent");
  await server.call("gpt-99");
  await server.call("gpt-99");
  await server.call("busy");
  const ended = await run.stop();
  assertEquals(ended.calls.map(({ energyKwh }) => energyKwh), [
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
  assertEquals(ended.emissionsKg, 0);
  const left = ended.uncounted?.map(({ component, count }) => [
    component,
    count,
  ]);
  assertEquals(left, [["calls", 1], ["calls", 2]]);
  assertEquals(withoutText(ended), " without 3 calls");
  assert(ended.notes.some((note) => note.includes("2 calls to gpt-99")));
  assertEquals(ended.calls.at(-1)?.outcome, "failed");
});

Deno.test("many calls of one model share what is not known about it: the range does not shrink", async () => {
  await using server = modelServer();
  const { run } = runNow();
  for (let i = 0; i < 20; i += 1) await server.call();
  const { emissionsRangeKg: [low, high], emissionsKg } = await run.stop();
  const [oneLow, oneHigh] = ONE.emissionsRangeKg;
  assertClose(low / emissionsKg, oneLow / ONE.emissionsKg, 1e-9);
  assertClose(high / emissionsKg, oneHigh / ONE.emissionsKg, 1e-9);
});

// The same tokens, model and place: the model is as wrong in one as in the other.
Deno.test("compare() of a run and an estimate of the model that it calls share its error", async () => {
  await using server = modelServer();
  const { run } = runNow();
  await server.call();
  const ended = await run.stop();
  const width = (other: Estimate) => {
    const [, row] = compare([ended, other]).rows;
    const [low, high] = row?.ratioRange ?? [0, 0];
    return Math.log(high / low);
  };
  const [low, high] = ONE.emissionsRangeKg;
  const alone = Math.log(high / low);
  const { job } = ONE;
  const twice = estimate({ ...job, calls: 2 });
  assert(width(ONE) < alone / 4, `${width(ONE)} of ${alone}`);
  assertClose(width(twice), width(ONE), 1e-6);
  // Elsewhere the grid is off in its own way, the model in the same one.
  const elsewhere = estimate({ ...job, country: "FR" });
  assert(width(elsewhere) < alone * 0.75, `${width(elsewhere)}`);
  assert(width(elsewhere) > width(ONE));
  // Another model's error is its own.
  assert(width(estimate({ ...job, model: "gpt-4o-mini" })) > alone);
  assert(width(estimate({ ...job, provider: "azure" })) > alone);
});

Deno.test("compare() of runs that call one model is far closer than their ranges", async () => {
  await using server = modelServer();
  const called = async (...models: string[]) => {
    const { run } = runNow();
    for (const model of models) await server.call(model);
    return await run.stop();
  };
  const one = await called("gpt-4o");
  const two = await called("gpt-4o", "gpt-4o");
  const other = await called("gpt-4o-mini");
  const widths = compare([one, two, other]).rows.map(({ ratioRange }) =>
    Math.log(ratioRange![1] / ratioRange![0])
  );
  const [low, high] = one.emissionsRangeKg;
  assertEquals(widths[0], 0);
  assert(widths[1]! < Math.log(high / low) / 4);
  assert(widths[2]! > Math.log(high / low));
});

Deno.test("a spent budget refuses the next call before it is sent, and aborts the run", async () => {
  await using server = modelServer();
  const budgetKg = 1.5 * ONE.emissionsKg;
  const { run } = runNow({ options: { ...PLACE, budgetKg } });
  const ended = await trackRun(run, async () => {
    for (let i = 0; i < 5; i += 1) await server.call();
    return "all";
  });
  assertEquals([ended.status, server.requests], ["aborted", 2]);
  assert(ended.reason?.startsWith("the budget of"));
  assertEquals(ended.calls.length, 2);
  await server.call(); // the run has ended
  const other = runNow({ options: { ...PLACE, budgetKg } });
  await server.call();
  await server.call();
  await assertRejects(() => server.call(), Error, "the budget of");
  assertEquals((await other.run.stop()).status, "aborted");
});

Deno.test("with onBudget warn no call is refused", async () => {
  await using server = modelServer();
  const options = { ...PLACE, budgetKg: 1e-9, onBudget: "warn" } as const;
  const { run } = runNow({ options });
  await server.call();
  await server.call();
  const { calls, status, notes } = await run.stop();
  assertEquals([calls.length, status, notes.length], [2, "finished", 1]);
});

Deno.test("energy that a provider measured wins over the model, and one that cannot be right does not", async () => {
  await using server = modelServer();
  const { run } = runNow();
  // 3.6 kJ are 1 Wh, and 0.387 Wh is what the model says; 1 GJ is 700,000 times as much.
  const energy = (energy_joules: number) => ({
    energy: {
      energy_joules,
      attribution_method: "prorated_multi_gpu_8",
      duration_seconds: 1,
    },
  });
  await server.call("gpt-4o", energy(3600));
  await server.call("gpt-4o", energy(1e9));
  const { calls: [measured, odd], notes, measuredShare } = await run.stop();
  assertEquals(measured?.method, "measured by the provider");
  assertClose(measured?.itEnergyKwh, 0.001);
  assertEquals(measured?.reported?.attribution, "prorated_multi_gpu_8");
  assertClose(measured?.energyKwh, 0.001 * ONE.pue, 1e-9);
  const [low, high] = measured?.emissionsRangeKg ?? [0, 0];
  const [, widest] = interval90({
    value: measured?.emissionsKg ?? 0,
    factor: ONE.uncertainty.energy,
  });
  assert(low > 0 && high < widest);
  assertEquals([odd?.method, odd?.reported?.isUsed], ["modelled", false]);
  assertEquals(odd?.energyKwh, ONE.energyKwh);
  assert(notes.some((note) => note.includes("more than 30 times")));
  assert(measuredShare > 0.5 && measuredShare < 1);
});

Deno.test("nothing is added for a server of this machine, which is measured as a whole", async () => {
  await using server = modelServer(undefined, true);
  const { run, pass } = runNow();
  pass(3600, [1000]);
  await server.call("llama3.1:8b");
  const { calls, emissionsKg, uncounted } = await run.stop();
  assertEquals(calls.map(({ isLocal }) => isLocal), [true]);
  assertEquals([calls[0]?.energyKwh, uncounted], [undefined, undefined]);
  assertClose(emissionsKg, 0.6);
});

Deno.test("metrics, phases and samples: what was emitted until then has the calls, the samples have not", async () => {
  await using server = modelServer();
  const { run, pass } = runNow();
  {
    using _phase = run.phase("ask");
    await server.call();
    pass(1800, [1000]);
    run.log({ accuracy: 1 });
  }
  pass(1800, [1000]);
  const { phases, metrics, samples } = await run.stop();
  assertClose(phases[0]?.emissionsKg, 0.3 + ONE.emissionsKg);
  assertClose(metrics[0]?.emissionsKg, 0.3 + ONE.emissionsKg);
  assertClose(samples.at(-1)?.emissionsKg, 0.6);
});
