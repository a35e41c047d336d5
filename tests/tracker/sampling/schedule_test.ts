import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import { type Due, Schedule } from "../../../src/tracker/sampling/schedule.ts";
import { Metered } from "../metered.ts";
import { scriptedSensor } from "../scripted_sensor.ts";

/** Numbers from 0 to 1 that look random, by their seed: mulberry32. */
function randomBy(seed: number): () => number {
  let state = seed;
  return () => {
    state = state + 0x6d2b79f5 | 0;
    let mixed = Math.imul(state ^ state >>> 15, 1 | state);
    mixed ^= mixed + Math.imul(mixed ^ mixed >>> 7, 61 | mixed);
    return ((mixed ^ mixed >>> 14) >>> 0) / 2 ** 32;
  };
}

const HIGH_W = 600;
const LOW_W = 80;

/** The relative error of the energy of a load of 600 W and 80 W by turns, sampled every 100 ms. */
function errorOf(periodS: number, seconds: number, seed: number): number {
  const random = randomBy(seed);
  const aheadS = random() * periodS;
  let nowS = 0;
  const isHigh = () => (nowS + aheadS) % periodS < periodS / 2;
  const gauge = scriptedSensor("gauge", () => ({
    powerW: isHigh() ? HIGH_W : LOW_W,
  }));
  const metered = new Metered([gauge], () => nowS);
  const schedule = new Schedule(100, true, 0, random);
  let energyJ = 0;
  while (nowS < seconds - 1e-9) {
    const { dueMs } = schedule;
    nowS = dueMs / 1000;
    if (schedule.take(dueMs) === "glance") {
      if (metered.glance()) schedule.changed(dueMs);
    } else [energyJ = NaN] = metered.read().energyJ;
  }
  const highS = (timeS: number) =>
    Math.floor(timeS / periodS) * periodS / 2 +
    Math.min(timeS % periodS, periodS / 2);
  const trueHighS = highS(aheadS + nowS) - highS(aheadS);
  const trueJ = LOW_W * nowS + (HIGH_W - LOW_W) * trueHighS;
  return energyJ / trueJ - 1;
}

function rms(errors: readonly number[]): number {
  return Math.sqrt(
    errors.reduce((sum, error) => sum + error ** 2, 0) / errors.length,
  );
}

const SEEDS = Array.from({ length: 16 }, (_, i) => i + 1);

Deno.test("a load of 600 W and 80 W by turns, with a period of 1.9 s, is right within 0.5 % after 40 s at 100 ms", () => {
  for (const seed of SEEDS) {
    const error = errorOf(1.9, 40, seed);
    assert(Math.abs(error) < 0.005, `seed ${seed}: ${error * 100} %`);
  }
});

// Within one stratum h the variance is at most h² J² / 4 for each jump of J watts.
for (const periodS of [0.1, 0.2, 1, 1.9, 15]) {
  Deno.test(`a load with a period of ${periodS} s has an error without a bias, as small as its formula says`, () => {
    const jumps = 2 * 40 / periodS;
    const boundJ = Math.sqrt(jumps / 4) * (HIGH_W - LOW_W) * 0.1 / 6;
    const bound = boundJ / ((HIGH_W + LOW_W) / 2 * 40);
    const errors = SEEDS.map((seed) => errorOf(periodS, 40, seed));
    // Of 16 draws, the root of the mean square lies within a half in 99.7 % of the cases.
    assert(rms(errors) < 1.5 * bound, `${rms(errors)} and not ${bound}`);
    assert(rms(errors) < 0.01);
    const mean = errors.reduce((sum, error) => sum + error) / errors.length;
    assert(Math.abs(mean) < 4 * bound / Math.sqrt(errors.length), `${mean}`);
  });
}

Deno.test("the error falls with the square root of the time", () => {
  const errorAfter = (seconds: number) =>
    rms(SEEDS.map((seed) => errorOf(1.9, seconds, seed)));
  const ratio = errorAfter(5) / errorAfter(80);
  // Sixteen times as long: a quarter of the error.
  assert(ratio > 2 && ratio < 8, `${ratio}`);
});

Deno.test("each part of an interval has one moment, and counters need none", () => {
  const intervals = fc.double({ min: 20, max: 3_600_000, noNaN: true });
  fc.assert(fc.property(intervals, fc.nat(), (intervalMs, seed) => {
    const schedule = new Schedule(intervalMs, true, 1000, randomBy(seed));
    const seen: { atMs: number; due: Due }[] = [];
    while (seen.filter(({ due }) => due === "tick").length < 2) {
      const atMs = schedule.dueMs;
      seen.push({ atMs, due: schedule.take(atMs) });
    }
    const readings = seen.filter(({ due }) => due !== "glance");
    const stepMs = readings[0]!.atMs - 1000;
    assert(stepMs <= 30_000 * (1 + 1e-9));
    const glances = seen.filter(({ due }) => due === "glance");
    const each = glances.length / readings.length;
    assert(each >= 1 && each <= 6);
    glances.forEach(({ atMs }, i) => {
      const part = (atMs - 1000) / (stepMs / each);
      assert(part > i - 1e-6 && part < i + 1 + 1e-6);
    });
    assert(Math.abs(seen.at(-1)!.atMs - 1000 - 2 * intervalMs) < 1e-3);
  }));
  const counters = new Schedule(100, false, 0);
  assertEquals(counters.dueMs, 100);
  assertEquals(counters.take(100), "tick");
});

Deno.test("gauges that show the same for ten seconds are asked once an interval until one changes", () => {
  let powerW = 300;
  let nowS = 0;
  const gauge = scriptedSensor("gauge", () => ({ powerW }));
  const metered = new Metered([gauge], () => nowS);
  const schedule = new Schedule(100, true, 0, randomBy(1));
  const glancesUntil = (endS: number) => {
    let glances = 0;
    while (schedule.dueMs < endS * 1000) {
      const { dueMs } = schedule;
      nowS = dueMs / 1000;
      if (schedule.take(dueMs) !== "glance") metered.read();
      else {
        glances += 1;
        if (metered.glance()) schedule.changed(dueMs);
      }
    }
    return glances;
  };
  const first = glancesUntil(10);
  assert(first > 590 && first <= 600, `${first}`);
  glancesUntil(11);
  const calm = glancesUntil(21);
  assert(calm >= 99 && calm <= 101, `${calm}`);
  powerW = 320; // the same within a tenth
  assert(glancesUntil(26) <= 51);
  powerW = 500;
  glancesUntil(27);
  const busy = glancesUntil(35);
  assert(busy > 470, `${busy}`);
});

Deno.test("what a busy machine has missed is not made up for", () => {
  const schedule = new Schedule(100, true, 0, () => 0.5);
  assertEquals(schedule.take(45), "glance"); // those at 8.3, 25 and 41.7
  assertAlmostEquals(schedule.dueMs, 3.5 / 6 * 100);
  assertEquals(schedule.take(5000), "tick"); // the machine slept
  assertAlmostEquals(schedule.dueMs, 5000 + 0.5 / 6 * 100);
});
