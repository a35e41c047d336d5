import { assertEquals } from "@std/assert";
import type { SentTick } from "../../../src/tracker/sampling/protocol.ts";
import { TickQueue } from "../../../src/tracker/sampling/tick_queue.ts";

/** The number of ticks that wait to be read. */
const MOST = 2 ** 15;

function tickAt(timeS: number): SentTick {
  const energyJ = [100 * timeS, 7 * timeS];
  return { timeS, wallMs: 1e12 + 1000 * timeS, ownCpuS: timeS / 2, energyJ };
}

/** Both ends of a queue, as two threads have them. */
function ends(): readonly [TickQueue, TickQueue] {
  const here = new TickQueue(2);
  return [here, new TickQueue(2, here.shared)];
}

Deno.test("ticks come out as they went in, at the other end", () => {
  const [here, there] = ends();
  assertEquals(here.shift(), undefined);
  there.push(tickAt(1));
  there.push(tickAt(2.5));
  assertEquals(here.shift(), tickAt(1));
  there.push(tickAt(3));
  assertEquals(here.shift(), tickAt(2.5));
  assertEquals(here.shift(), tickAt(3));
  assertEquals(here.shift(), undefined);
});

Deno.test("a queue is never full for one who reads in time", () => {
  const [here, there] = ends();
  for (let i = 0; i < 2.5 * MOST; i++) {
    there.push(tickAt(i));
    if (i % 2 === 1) continue;
    assertEquals(here.shift()?.timeS, i / 2);
  }
});

Deno.test("what finds no room is left out, and the next tick brings its energy", () => {
  const [here, there] = ends();
  for (let i = 0; i < MOST + 1000; i++) there.push(tickAt(i));
  for (let i = 0; i < MOST; i++) assertEquals(here.shift()?.timeS, i);
  assertEquals(here.shift(), undefined);
  there.push(tickAt(50_000));
  assertEquals(here.shift(), tickAt(50_000));
});

Deno.test("the order to stop stands from when it is given", () => {
  const [here, there] = ends();
  assertEquals(there.isStopped, false);
  here.stop();
  assertEquals([there.isStopped, there.isStopped], [true, true]);
});

Deno.test("the main thread reads in its turn until the sampling thread has begun to", async () => {
  const [here, there] = ends();
  assertEquals(await here.inTurn(() => here.inTurn(() => 1)), undefined);
  assertEquals(await here.inTurn(() => there.takeTurn()), false);
  assertEquals(await here.inTurn(() => 2), 2);
  assertEquals(there.takeTurn(), true);
  assertEquals(await here.inTurn(() => 3), undefined);
});
