import { unasked } from "../../../src/machine/asking.ts";
import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import type { CpuTimes } from "../../../src/sensors/models/cpu_time.ts";
import {
  countedBetween,
  integratedBetween,
} from "../../../src/sensors/parts/energy_used.ts";
import type { Sensor } from "../../../src/sensors/parts/sensor.ts";
import { Metered } from "../../tracker/metered.ts";
import {
  busyShare,
  heldShare,
  sharedSensor,
} from "../../../src/sensors/models/share.ts";
import { plainProbe } from "../../../src/sensors/parts/probe.ts";
import { assertClose } from "../../close.ts";

type Whole = Pick<Sensor, "method" | "usedBetween">;

const COUNTER: Whole = { method: "counter", usedBetween: countedBetween };
const GAUGE: Whole = { method: "gauge", usedBetween: integratedBetween };

/** A sensor, and a clock of the machine's and the process's CPU time, that a test sets. */
function played(of: Whole, first: number) {
  const now = {
    value: first,
    timeS: 0,
    times: { ownS: 3, busyS: 50 } as CpuTimes,
  };
  let closed = 0;
  const close = { [Symbol.dispose]: () => void closed++ };
  const whole: Sensor = {
    close: () => unasked(() => void closed++),
    id: "rapl:package-0",
    component: "cpu",
    name: "package-0",
    source: "/energy_uj",
    figures: [],
    read: () => unasked(() => [now.value]),
    ...of,
  };
  const clock = { what: "CPU time", read: () => now.times, ...close };
  const sensor = sharedSensor(whole, busyShare(clock));
  const meter = new Metered([sensor], () => now.timeS);
  const energyJ = () => meter.read().energyJ[0]!;
  return { now, meter, energyJ, closed: () => closed };
}

Deno.test("sharedSensor() is the counted energy × the share of busy time, stretch by stretch", () => {
  const { now, energyJ } = played(COUNTER, 0);
  assertEquals(energyJ(), 0);
  now.value = 100;
  now.times = { ownS: 3 + 1, busyS: 50 + 4 };
  assertEquals(energyJ(), 25);
  now.value = 150;
  now.times = { ownS: 4 + 3, busyS: 54 + 3 }; // all of it
  assertEquals(energyJ(), 75);
  now.value = 250;
  now.times = { ownS: 7, busyS: 60 }; // only others
  assertEquals(energyJ(), 75);
});

Deno.test("sharedSensor() keeps energy for the next share where the time is too short for one", () => {
  const { now, energyJ } = played(COUNTER, 0);
  now.value = 10;
  assertEquals(energyJ(), 0);
  now.value = 20;
  now.times = { ownS: 3.01, busyS: 50.02 };
  assertClose(energyJ(), 10, 1e-9);
});

Deno.test("sharedSensor() of a gauge is the energy of its powers × the share of busy time", () => {
  const { now, energyJ } = played(GAUGE, 40);
  now.timeS = 1;
  now.times = { ownS: 4, busyS: 52 };
  assertEquals(energyJ(), 20); // half of 40 W × 1 s
  now.timeS = 2;
  now.value = 60;
  assertEquals(energyJ(), 20); // no busy time has passed: it waits
  now.timeS = 3;
  now.times = { ownS: 5, busyS: 56 };
  assertEquals(energyJ(), 20 + 25); // a quarter of (40 W + 60 W) / 2 × 2 s
});

Deno.test("sharedSensor() passes on what happened to the counter, and closes all", () => {
  const { now, meter, closed } = played(COUNTER, 1e6);
  now.timeS = 1;
  now.value = 0;
  now.times = { ownS: 4, busyS: 52 };
  assert(meter.read().notes[0]?.includes("started again"));
  meter[Symbol.dispose]();
  assertEquals(closed(), 2);
});

Deno.test("the shares of all processes add up to what is counted, and none is more than it", () => {
  const stretch = fc.record({
    joules: fc.nat(1000),
    mineS: fc.nat(100),
    theirsS: fc.nat(100),
  });
  fc.assert(fc.property(fc.array(stretch), (stretches) => {
    const mine = played(COUNTER, 0);
    const theirs = played(COUNTER, 0);
    let totalJ = 0;
    let idleJ = 0;
    for (const { joules, mineS, theirsS } of stretches) {
      totalJ += joules;
      const busyS = mine.now.times.busyS + mineS + theirsS;
      idleJ = mineS + theirsS === 0 ? idleJ + joules : 0;
      for (const [one, ownS] of [[mine, mineS], [theirs, theirsS]] as const) {
        one.now.value = totalJ;
        one.now.times = { ownS: one.now.times.ownS + ownS, busyS };
      }
      const sumJ = mine.energyJ() + theirs.energyJ();
      assertClose(sumJ + 1, totalJ - idleJ + 1, 1e-9);
    }
  }));
});

Deno.test("busyShare() is never more than all: what a child brings along counts next time", () => {
  const share = busyShare({
    what: "",
    read: () => ({ ownS: 0, busyS: 0 }),
    [Symbol.dispose]: () => {},
  });
  const first = share.between([0, 0], [9, 2]);
  assertEquals(first?.share, 1);
  const second = share.between(first?.next ?? [], [9, 2 + 5]);
  assertEquals(second?.share, 1);
  const third = share.between(second?.next ?? [], [9, 7 + 8]); // 9 - 2 - 5 of 8
  assertEquals(third?.share, 0.25);
});

Deno.test("busyShare() is 0 after a child took its time along, and continues from the new reading", () => {
  const share = busyShare({
    what: "",
    read: () => ({ ownS: 0, busyS: 0 }),
    [Symbol.dispose]: () => {},
  });
  const gone = share.between([9, 10], [2, 12]);
  assertEquals(gone, { share: 0, next: [2, 12] });
});

Deno.test("heldShare() is the memory held of that in use, and never more than all", () => {
  let held = 2e9;
  const share = heldShare(
    { ...plainProbe(() => held), what: "memory" },
    plainProbe(() => 8e9),
  );
  const now = () => share.between([], share.read())?.share;
  assertEquals(now(), 0.25);
  held = 9e9; // pages shared by several count for each
  assertEquals(now(), 1);
});
