/**
 * The thread that samples, so that a cell that blocks loses nothing.
 * @module
 */

import { hostMachine } from "../../machine/machine.ts";
import { otherKernels } from "../../sensors/other_kernels.ts";
import { CarefulTape } from "../careful_tape.ts";
import { alignedClock, HOST_CLOCK } from "./clock.ts";
import { Meter } from "./reading_meter.ts";
import type { Message, SamplingTask, SentTick } from "./protocol.ts";
import { openSensors } from "./source.ts";
import { TickQueue } from "./tick_queue.ts";

/** The part of a worker's global scope that is used here. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<SamplingTask>) => void) | null;
  close(): void;
}

const scope = globalThis as unknown as WorkerScope;

scope.onmessage = ({ data }) => sample(data);

function sample(task: SamplingTask): void {
  const { source, ids, intervalMs, startS, clock, port } = task;
  const { nowS, wallMs } = alignedClock(HOST_CLOCK, clock);
  const sinceStartS = () => nowS() - startS;
  const { sensors } = openSensors(source, sinceStartS);
  const meter = new Meter(sensors, sinceStartS);
  const ownCpuS = task.asksOwnCpu ? hostMachine().ownCpuS : () => 0;
  const opened = sensors.map((sensor) => sensor.id);
  const places = ids.map((id) => opened.indexOf(id));
  const say = (message: Message) => port.postMessage(message);
  const note = (notes: readonly string[]) => {
    if (notes.length > 0) say({ kind: "notes", notes });
  };
  const tick = (): SentTick => {
    const { timeS, energyJ, notes } = meter.read();
    note(notes);
    return {
      timeS,
      wallMs: wallMs(),
      ownCpuS: ownCpuS(),
      energyJ: places.map((place) => energyJ[place] ?? 0),
    };
  };
  const powers = meter.lastPowers();
  note(neighbours(source));
  say({
    kind: "ready",
    missing: ids.filter((id) => !opened.includes(id)),
    powers: places.map((place) => powers[place]),
  });
  const queue = new TickQueue(ids.length, task.queue);
  using tape = new CarefulTape(
    task.tape,
    ids.length,
    (why) => note([`what is sampled while a cell blocks is not kept: ${why}`]),
  );
  const taped = (): SentTick => {
    const taken = tick();
    tape.add(taken, queue.isEmpty);
    return taken;
  };
  taped();
  repeat(queue, intervalMs, {
    tick: () => queue.push(taped()),
    read: () => say({ kind: "answer", tick: taped() }),
  });
  say({ kind: "end", tick: tick() });
  meter[Symbol.dispose]();
  port.close();
  scope.close();
}

/** Until it is told to stop. It blocks this thread, as a timer takes several times as long as a sample. */
function repeat(
  queue: TickQueue,
  intervalMs: number,
  does: { readonly tick: () => void; readonly read: () => void },
): void {
  let dueMs = performance.now() + intervalMs;
  for (;;) {
    const order = queue.waitForOrder(dueMs - performance.now());
    if (order === "stop") return;
    if (order === "read") {
      does.read();
      continue;
    }
    does.tick();
    // What the machine has slept through is not made up for.
    dueMs = Math.max(dueMs + intervalMs, performance.now());
  }
}

/** Two kernels that measure the machine both count all of it. */
function neighbours(source: SamplingTask["source"]): string[] {
  if (source.kind !== "machine" || source.detect.attribution === "process") {
    return [];
  }
  const pids = otherKernels(hostMachine(source.host));
  if (pids.length === 0) return [];
  return [
    `other notebook kernels run on this machine (process ${
      pids.join(", ")
    }), and what they use is counted too; attribution: "process" counts this one alone`,
  ];
}
