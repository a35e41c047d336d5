import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import type { CpuTimes } from "../../src/sensors/cpu_time.ts";
import type { Reading, Sensor } from "../../src/sensors/sensor.ts";
import { busyShare, heldShare, sharedSensor } from "../../src/sensors/share.ts";
import { plainMeter } from "../../src/sensors/meter.ts";
import { assertClose } from "../close.ts";
import { energyJ, powerW } from "./fake_machine.ts";

/** A sensor, and a clock of the machine's and the process's CPU time, that a test sets. */
function played(first: Reading) {
  const now = { reading: first, times: { ownS: 3, busyS: 50 } as CpuTimes };
  let closed = 0;
  const close = { [Symbol.dispose]: () => void closed++ };
  const whole: Sensor = {
    id: "rapl:package-0",
    component: "cpu",
    name: "package-0",
    method: "counter",
    source: "/energy_uj",
    figures: [],
    read: () => now.reading,
    ...close,
  };
  const clock = { what: "CPU time", read: () => now.times, ...close };
  const sensor = sharedSensor(whole, busyShare(clock));
  return { now, sensor, closed: () => closed };
}

Deno.test("sharedSensor() is the counted energy × the share of busy time, stretch by stretch", () => {
  const { now, sensor } = played({ energyJ: 0 });
  assertEquals(energyJ(sensor), 0);
  now.reading = { energyJ: 100 };
  now.times = { ownS: 3 + 1, busyS: 50 + 4 };
  assertEquals(energyJ(sensor), 25);
  now.reading = { energyJ: 150 };
  now.times = { ownS: 4 + 3, busyS: 54 + 3 }; // all of it
  assertEquals(energyJ(sensor), 75);
  now.reading = { energyJ: 250 };
  now.times = { ownS: 7, busyS: 60 }; // only others
  assertEquals(energyJ(sensor), 75);
});

Deno.test("sharedSensor() keeps energy for the next share where the time is too short for one", () => {
  const { now, sensor } = played({ energyJ: 0 });
  now.reading = { energyJ: 10 };
  assertEquals(energyJ(sensor), 0);
  now.reading = { energyJ: 20 };
  now.times = { ownS: 3.01, busyS: 50.02 };
  assertClose(energyJ(sensor), 10, 1e-9);
});

Deno.test("sharedSensor() of a gauge is the power now × the share since the last reading", () => {
  const { now, sensor } = played({ powerW: 40 });
  assertEquals(powerW(sensor), 0);
  now.times = { ownS: 4, busyS: 52 };
  assertEquals(powerW(sensor), 20);
  now.reading = { powerW: 60 };
  assertEquals(powerW(sensor), 30); // as before, while no busy time has passed
});

Deno.test("sharedSensor() passes on what happened to the counter, and closes all", () => {
  const { now, sensor, closed } = played({ energyJ: 0 });
  now.reading = { energyJ: 0, note: "it started again" };
  const reading = sensor.read();
  assert("note" in reading && reading.note === "it started again");
  sensor[Symbol.dispose]();
  assertEquals(closed(), 2);
});

Deno.test("the shares of all processes add up to what is counted, and none is more than it", () => {
  const stretch = fc.record({
    joules: fc.nat(1000),
    mineS: fc.nat(100),
    theirsS: fc.nat(100),
  });
  fc.assert(fc.property(fc.array(stretch), (stretches) => {
    const mine = played({ energyJ: 0 });
    const theirs = played({ energyJ: 0 });
    let totalJ = 0;
    let idleJ = 0;
    for (const { joules, mineS, theirsS } of stretches) {
      totalJ += joules;
      const busyS = mine.now.times.busyS + mineS + theirsS;
      idleJ = mineS + theirsS === 0 ? idleJ + joules : 0;
      for (const [one, ownS] of [[mine, mineS], [theirs, theirsS]] as const) {
        one.now.reading = { energyJ: totalJ };
        one.now.times = { ownS: one.now.times.ownS + ownS, busyS };
      }
      const sumJ = energyJ(mine.sensor) + energyJ(theirs.sensor);
      assertClose(sumJ + 1, totalJ - idleJ + 1, 1e-9);
    }
  }));
});

Deno.test("busyShare() is never more than all: what a child brings along counts next time", () => {
  let times = { ownS: 0, busyS: 0 };
  const share = busyShare({
    what: "",
    read: () => times,
    [Symbol.dispose]: () => {},
  });
  times = { ownS: 9, busyS: 2 };
  assertEquals(share.read(), 1);
  times = { ownS: 9, busyS: 2 + 5 };
  assertEquals(share.read(), 1);
  times = { ownS: 9, busyS: 7 + 8 }; // 9 - 2 - 5 of 8
  assertEquals(share.read(), 0.25);
});

Deno.test("heldShare() is the memory held of that in use, and never more than all", () => {
  let held = 2e9;
  const share = heldShare(
    { ...plainMeter(() => held), what: "memory" },
    plainMeter(() => 8e9),
  );
  assertEquals(share.read(), 0.25);
  held = 9e9; // pages shared by several count for each
  assertEquals(share.read(), 1);
});
