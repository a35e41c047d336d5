import { assert, assertEquals } from "@std/assert";
import { HOST_CLOCK } from "../../src/tracker/sampling/clock.ts";
import { HostSampler } from "../../src/tracker/sampling/host_sampler.ts";
import { Metered } from "./metered.ts";
import { openMeter } from "../../src/tracker/sampling/source.ts";
import type { Tick } from "../../src/tracker/course/tick.ts";
import { assertClose } from "../close.ts";
import { delay } from "../delay.ts";
import {
  LIBRARY,
  type StubNvml,
  stubNvml,
  type StubSettings,
} from "../sensors/stub_nvml.ts";
import { scriptedSensor } from "./scripted_sensor.ts";

// The truth is the integral of the stub's power, from when a run began until its last reading.

const A100 = "NVIDIA A100-SXM4-80GB";
/** From 60 W to 380 W and back, each time for 10 ms to 10 s. */
const BURSTS = "bursts:60,380,3";
const RUN_MS = 8000;
/** Halfway, in s. */
const MIDWAY_S = 4;

/** What was measured of the cards, and what is true. */
interface Outcome {
  readonly ticks: readonly Tick[];
  readonly notes: readonly string[];
  /** Of each card at a tick, in J. */
  cardsJ(tick: Tick | undefined): readonly number[];
  /**
   * The least and the most that a card may have used until a tick, in J: a card counts from when it
   * was opened, which takes a busy machine some time of the run.
   */
  trueJ(card: number, tick: Tick | undefined): readonly [number, number];
  /** When a tick was taken, by the clock of the stub. */
  stubS(tick: Tick): number;
}

async function outcomeOf(
  stub: StubNvml,
  settings: StubSettings,
  intervalMs: number,
): Promise<Outcome> {
  stub.play(settings);
  const aheadS = stub.nowS() - HOST_CLOCK.nowS();
  const opened = await openMeter({
    kind: "machine",
    host: { libraries: { [LIBRARY]: stub.file }, env: {} },
    detect: {},
  });
  const openedS = HOST_CLOCK.nowS() - opened.startS;
  const ticks: Tick[] = [];
  const sampler = new HostSampler(opened, { intervalMs });
  sampler.start((tick) => ticks.push(tick));
  await delay(RUN_MS);
  await sampler.stop();
  const isCard = sampler.sensors.map((s) => s.component === "accelerator");
  const stubS = (timeS: number) => opened.startS + timeS + aheadS;
  return {
    ticks,
    notes: ticks.flatMap((tick) => tick.notes),
    cardsJ: (tick) => tick?.energyJ.filter((_, i) => isCard[i]) ?? [],
    trueJ: (card, tick) => {
      const toS = stubS(tick?.timeS ?? NaN);
      const from = (timeS: number) => stub.trueEnergyJ(card, stubS(timeS), toS);
      return [from(openedS), from(0)];
    },
    stubS: ({ timeS }) => stubS(timeS),
  };
}

function assertWithin(
  actualJ: number | undefined,
  [leastJ, mostJ]: readonly [number, number],
  relative: number,
): void {
  const said = `${actualJ} J, but it is ${leastJ} J to ${mostJ} J`;
  assert(actualJ !== undefined && actualJ >= leastJ * (1 - relative), said);
  assert(actualJ! <= mostJ * (1 + relative), said);
}

function neverFalls({ ticks, cardsJ }: Outcome): boolean {
  return ticks.every((tick, i) => {
    const before = cardsJ(ticks[i - 1]);
    return cardsJ(tick).every((joules, card) => joules >= (before[card] ?? 0));
  });
}

Deno.test("runs on bursty cards measure what these used", async (t) => {
  await using stubs = new AsyncDisposableStack();
  const stub = async () => stubs.use(await stubNvml());
  const one = { cards: [A100], loads: [BURSTS] };
  const [counted, two, powered, lost, reset] = [
    await stub(),
    await stub(),
    await stub(),
    await stub(),
    await stub(),
  ];
  const midwayS = lost.nowS() + MIDWAY_S;
  const [counter, cards, gauge, failing, again] = await Promise.all([
    outcomeOf(counted, one, 1000),
    outcomeOf(
      two,
      { cards: [A100, "Tesla T4"], loads: [BURSTS, "bursts:10,70,9"] },
      1000,
    ),
    // So short a run meets few bursts, and what the samples miss of them does not yet even out.
    outcomeOf(
      powered,
      { cards: [A100], loads: ["bursts:220,280,3"], counter: false },
      100,
    ),
    outcomeOf(
      lost,
      { ...one, failure: { code: 15, atS: midwayS } },
      100,
    ),
    outcomeOf(reset, { ...one, resetAtS: midwayS }, 100),
  ]);

  await t.step("by its counter, to 0.5 %", () => {
    const end = counter.ticks.at(-1);
    assertWithin(counter.cardsJ(end)[0], counter.trueJ(0, end), 0.005);
    assert(!counter.notes.some((note) => note.includes("nvml")));
  });
  await t.step("of two cards each, and so their sum", () => {
    const end = cards.ticks.at(-1);
    assertEquals(cards.cardsJ(end).length, 2);
    cards.cardsJ(end).forEach((joules, card) =>
      assertWithin(joules, cards.trueJ(card, end), 0.005)
    );
  });
  await t.step("by its power every 100 ms, to 2 %", () => {
    const end = gauge.ticks.at(-1);
    assertWithin(gauge.cardsJ(end)[0], gauge.trueJ(0, end), 0.02);
  });
  await t.step("of a card that is lost midway until then, with a note", () => {
    const end = failing.ticks.at(-1);
    const lastGood = failing.ticks.findLast((tick) =>
      failing.stubS(tick) < midwayS
    );
    const firstBad = failing.ticks.find((tick) =>
      failing.stubS(tick) >= midwayS
    );
    assert(failing.notes.some((note) => note.startsWith("nvml:0 ")));
    assertWithin(
      failing.cardsJ(end)[0],
      [failing.trueJ(0, lastGood)[0], failing.trueJ(0, firstBad)[1]],
      0.005,
    );
  });
  await t.step(
    "but for the moment at which its counter starts again, with a note",
    () => {
      const end = again.ticks.at(-1);
      const after = again.ticks.findIndex((tick) =>
        again.stubS(tick) >= midwayS
      );
      const [least, most] = again.trueJ(0, end);
      const lostJ = again.trueJ(0, again.ticks[after])[1] -
        again.trueJ(0, again.ticks[after - 1])[1];
      assertWithin(again.cardsJ(end)[0], [least - lostJ, most], 0.005);
      assert(again.notes.some((note) => note.includes("started again")));
    },
  );
  await t.step("and their energies never fall", () => {
    for (const outcome of [counter, cards, gauge, failing, again]) {
      assert(neverFalls(outcome));
    }
  });
});

Deno.test("the power of a bursty card, read every 100 ms, gives its energy to 2 %", async () => {
  await using stub = await stubNvml();
  for (let seed = 1; seed <= 20; seed++) {
    stub.play({ cards: [A100], loads: [`bursts:60,380,${seed}`] });
    let timeS = 1000 * seed;
    const gauge = scriptedSensor("gauge", () => ({
      powerW: stub.truePowerW(0, timeS),
    }));
    using meter = new Metered([gauge], () => timeS);
    let joules: number | undefined;
    for (let i = 1; i <= 1200; i++) {
      timeS = 1000 * seed + i / 10;
      joules = meter.read().energyJ[0];
    }
    assertClose(joules, stub.trueEnergyJ(0, 1000 * seed, timeS), 0.02);
  }
});
