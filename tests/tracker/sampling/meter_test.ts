import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { Metered } from "../metered.ts";
import { assertClose } from "../../close.ts";
import { type Scripted, scriptedSensor } from "../scripted_sensor.ts";

/** A clock that a test moves, and what reads by it. */
function world() {
  let nowS = 0;
  return {
    now: () => nowS,
    pass: (seconds: number) => {
      nowS += seconds;
    },
    /** A gauge whose power depends on the time. */
    gauge: (powerW: (timeS: number) => number, id = "gauge") =>
      scriptedSensor(id, () => ({ powerW: powerW(nowS) })),
    /** A counter whose count depends on the time. */
    counter: (energyJ: (timeS: number) => number, id = "counter") =>
      scriptedSensor(id, () => ({ energyJ: energyJ(nowS) })),
  };
}

/** Reads one after the other; what is no reading is thrown. */
function oneByOne(readings: readonly (Scripted | Error)[], id = "list") {
  let next = 0;
  return scriptedSensor(id, () => {
    const reading = readings[next++] ?? new Error("nothing more to read");
    if (reading instanceof Error) throw reading;
    return reading;
  });
}

const steps = fc.array(fc.double({ min: 1e-3, max: 59, noNaN: true }), {
  minLength: 1,
  maxLength: 50,
});
const watts = fc.double({ min: 0, max: 1000, noNaN: true });

Deno.test("a power that rises on a straight line is integrated exactly, whenever it is read", () => {
  fc.assert(fc.property(steps, watts, watts, (seconds, fromW, slope) => {
    const { now, pass, gauge } = world();
    const meter = new Metered([gauge((t) => fromW + slope * t)], now);
    let energyJ: readonly number[] = [];
    for (const step of seconds) {
      pass(step);
      ({ energyJ } = meter.read());
    }
    // (first + last power) / 2 × time
    const endS = now();
    assertClose(energyJ[0], (fromW + slope * endS / 2) * endS, 1e-9);
  }));
});

Deno.test("a counter's energy is the difference of its readings, however rarely it is read", () => {
  fc.assert(fc.property(steps, watts, (seconds, firstJ) => {
    const { now, pass, counter } = world();
    const bursty = (t: number) => firstJ + 100 * Math.floor(t / 7);
    const meter = new Metered([counter(bursty)], now);
    seconds.forEach(pass);
    assertClose(
      meter.read().energyJ[0],
      100 * Math.floor(now() / 7),
      1e-9,
    );
  }));
});

Deno.test("each sensor has its own energy, in the order that they were given", () => {
  const { now, pass, gauge, counter } = world();
  const meter = new Metered([gauge(() => 50), counter((t) => 20 * t)], now);
  pass(10);
  assertEquals(meter.read(), { timeS: 10, energyJ: [500, 200], notes: [] });
});

Deno.test("a sensor that fails is dropped with a note, and keeps what it had counted", () => {
  const { now, pass, gauge } = world();
  const failing = oneByOne([
    { energyJ: 7 },
    { energyJ: 12 },
    new Error("GPU is lost"),
    { energyJ: 99 },
  ], "nvml:0");
  const meter = new Metered([failing, gauge(() => 1)], now);
  pass(1);
  assertEquals(meter.read().energyJ, [5, 1]);
  pass(1);
  assertEquals(meter.read(), {
    timeS: 2,
    energyJ: [5, 2],
    notes: ["nvml:0 failed and is not counted from here on: GPU is lost"],
  });
  pass(1);
  assertEquals(meter.read(), { timeS: 3, energyJ: [5, 3], notes: [] });
  assertEquals([failing.reads, failing.closes], [3, 1]);
});

Deno.test("a sensor that fails at once counts nothing, and the first tick says so", () => {
  const { now } = world();
  const failing = oneByOne([new Error("no device")]);
  const meter = new Metered([failing], now);
  const said = ["list failed and is not counted from here on: no device"];
  assertEquals(meter.read(), { timeS: 0, energyJ: [0], notes: said });
  assertEquals(meter.read().notes, []);
});

for (const value of [NaN, -1, Infinity, -Infinity]) {
  for (const reading of [{ powerW: value }, { energyJ: value }]) {
    const said = JSON.stringify(Object.keys(reading)[0]);
    Deno.test(`a sensor whose ${said} is ${value} is dropped with a note`, () => {
      const { now, pass } = world();
      const good = "powerW" in reading ? { powerW: 10 } : { energyJ: 10 };
      const sensor = oneByOne([good, good, reading]);
      const meter = new Metered([sensor], now);
      pass(1);
      const before = meter.read().energyJ;
      pass(1);
      const { energyJ, notes } = meter.read();
      assertEquals(energyJ, before);
      assertEquals(notes, [
        `list failed and is not counted from here on: Cannot use its reading: current value is ${value}`,
      ]);
      assertEquals(sensor.closes, 1);
    });
  }
}

Deno.test("a power that was not read for more than a minute is not made up", () => {
  const { now, pass, gauge, counter } = world();
  const meter = new Metered([gauge(() => 100), counter((t) => 100 * t)], now);
  pass(60);
  assertEquals(meter.read().energyJ, [6000, 6000]);
  pass(3600);
  const { energyJ, notes } = meter.read();
  // The counter knows what was used in that hour.
  assertEquals(energyJ, [6000, 366_000]);
  assertEquals(notes, [
    "gauge: not read for 3600 s: as it gives power only, its energy of that time is not counted",
  ]);
  pass(10);
  assertEquals(meter.read(), {
    timeS: 3670,
    energyJ: [7000, 367_000],
    notes: [],
  });
});

Deno.test("what happened to a counter is passed on, once and with its name", () => {
  const { now } = world();
  const sensor = oneByOne([
    { energyJ: 3 },
    { energyJ: 0 },
    { energyJ: 4 },
  ], "nvml:1");
  const meter = new Metered([sensor], now);
  const [note] = meter.read().notes;
  assert(note?.startsWith("nvml:1: the counter started again"));
  assertEquals(meter.read(), { timeS: 0, energyJ: [4], notes: [] });
});

Deno.test("a meter continues where another one was, by sensors of its own", () => {
  const { now, pass, gauge, counter } = world();
  const sensors = () => [gauge((t) => 100 * t), counter((t) => 7 + t * t)];
  const first = new Metered(sensors(), now);
  pass(2);
  first.read();
  const second = new Metered(sensors(), now, first.shared);
  pass(2);
  // (200 W + 400 W) / 2 × 2 s after (0 W + 200 W) / 2 × 2 s; 4² J, whichever thread read before
  assertEquals(second.read().energyJ, [800, 16]);
});

Deno.test("a meter that continues without a sensor keeps what that one had", () => {
  const { now, pass, counter } = world();
  const first = new Metered([counter((t) => 10 * t), counter((t) => t)], now);
  pass(1);
  first.read();
  const second = new Metered([undefined, counter((t) => t)], now, first.shared);
  pass(1);
  assertEquals(second.read(), { timeS: 2, energyJ: [10, 2], notes: [] });
});

Deno.test("two meters take turns with nothing lost and nothing counted twice", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.boolean(), fc.nat(50))), (turns) => {
      const { now, pass, gauge, counter } = world();
      const sensors = () => [gauge((t) => 3 * t), counter((t) => t * t)];
      const first = new Metered(sensors(), now);
      const second = new Metered(sensors(), now, first.shared);
      for (const [isFirst, seconds] of turns) {
        pass(seconds);
        const { energyJ } = (isFirst ? first : second).read();
        // 3 t W integrated, and t² J
        assertClose(energyJ[0]! + 1, 1.5 * now() ** 2 + 1, 1e-9);
        assertEquals(energyJ[1], now() ** 2);
      }
    }),
  );
});

Deno.test("time never runs back, whatever the clock says", () => {
  const { now, pass, gauge } = world();
  const meter = new Metered([gauge(() => 1)], now);
  pass(5);
  assertEquals(meter.read().timeS, 5);
  pass(-3);
  assertEquals(meter.read(), { timeS: 5, energyJ: [5], notes: [] });
});

Deno.test("energies never fall, whatever sensors and clocks say", () => {
  const readings = fc.array(
    fc.record({
      passedS: fc.double({ min: -100, max: 100, noNaN: true }),
      powerW: fc.double({ min: 0, max: 1e4, noNaN: true }),
      energyJ: fc.double({ min: 0, max: 1e9, noNaN: true }),
    }),
    { minLength: 1 },
  );
  fc.assert(fc.property(readings, (list) => {
    const { now, pass } = world();
    let current = list[0]!;
    const meter = new Metered([
      scriptedSensor("power", () => ({ powerW: current.powerW })),
      scriptedSensor("energy", () => ({ energyJ: current.energyJ })),
    ], now);
    let before: readonly number[] = [0, 0];
    for (current of list) {
      pass(current.passedS);
      const { energyJ } = meter.read();
      assert(energyJ.every((joules, i) => joules >= (before[i] ?? 0)));
      before = energyJ;
    }
  }));
});

Deno.test("a meter closes each of its sensors once", () => {
  const { now, gauge } = world();
  const failing = oneByOne([]);
  const sensors = [failing, gauge(() => 1)];
  const meter = new Metered(sensors, now);
  meter[Symbol.dispose]();
  meter[Symbol.dispose]();
  assertEquals(sensors.map(({ closes }) => closes), [1, 1]);
  const { energyJ } = meter.read();
  assertEquals(energyJ, [0, 0]);
});

/** A counter of a device that can draw 1000 W at the most. */
function limited(readings: readonly number[]) {
  const counter = oneByOne(readings.map((energyJ) => ({ energyJ })), "nvml:0");
  return { ...counter, mostW: 1000 };
}

Deno.test("more energy than a device can use is left out with a note, and what follows counts", () => {
  const { now, pass } = world();
  // A counter that says 2^64 - 1 mJ for a moment, and one that jumps by its 32 bits.
  const metered = new Metered([
    limited([100, 400, (2 ** 64 - 1) / 1000, 1000, 1300]),
    limited([100, 400, 400 + 2 ** 32 / 1000, 700 + 2 ** 32 / 1000, 1e12]),
  ], now);
  const joules: (readonly number[])[] = [];
  const notes: string[] = [];
  for (let i = 0; i < 4; i += 1) {
    pass(1);
    const tick = metered.read();
    joules.push(tick.energyJ);
    notes.push(...tick.notes);
  }
  assertEquals(joules, [[300, 300], [300, 300], [300, 600], [600, 600]]);
  const refused =
    "nvml:0: more energy than it can use (1000 W): that of 1.0 s is unknown and left out";
  assertEquals(notes.filter((note) => note === refused).length, 3);
  assert(notes.some((note) => note.includes("started again")));
});

Deno.test("a device at its limit is counted, though its counter is brought up to date late", () => {
  const { now, pass } = world();
  const metered = new Metered([limited([0, 1500, 2000])], now);
  pass(0.6); // and 0.9 s before
  assertEquals(metered.read(), { timeS: 0.6, energyJ: [1500], notes: [] });
});

Deno.test("a power that no device draws is left out, of a gauge as well", () => {
  const { now, pass } = world();
  // What NVML gives for an unknown power: 2^32 - 1 mW.
  const watts = [{ powerW: 100 }, { powerW: (2 ** 32 - 1) / 1000 }];
  const gauge = { ...oneByOne([...watts, ...watts]), mostW: 1000 };
  const metered = new Metered([gauge], now);
  pass(1);
  const { energyJ, notes } = metered.read();
  assertEquals(energyJ, [0]);
  assert(notes[0]?.startsWith("list: more energy than it can use (1000 W)"));
});

Deno.test("a counter that stands still is noted once, and counts again when it moves", () => {
  const { now, pass } = world();
  const still = Array.from({ length: 40 }, () => 50);
  const metered = new Metered([limited([0, ...still, 60])], now);
  const notes: string[] = [];
  for (let i = 0; i < 40; i += 1) {
    pass(1);
    notes.push(...metered.read().notes);
  }
  assertEquals(notes, [
    "nvml:0: its counter has not moved for 10 s, so its energy may be missing",
  ]);
  pass(1);
  assertEquals(metered.read().energyJ, [60]);
});
