/**
 * The thread that samples, so that nothing is lost while a cell blocks the main thread.
 * @module
 */

import { hostMachine } from "../../machine/machine.ts";
import { otherKernels } from "../../sensors/other_kernels.ts";
import { alignedClock, HOST_CLOCK } from "./clock.ts";
import { Meter } from "./meter.ts";
import type { Message, SamplingTask, SentTick } from "./protocol.ts";
import { openSensors } from "./source.ts";
import { TickQueue } from "./tick_queue.ts";
import { UnsentTicks } from "./unsent_ticks_file.ts";

/** The part of a worker's global scope that is used here. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<SamplingTask>) => void) | null;
  close(): void;
}

const scope = globalThis as unknown as WorkerScope;

scope.onmessage = ({ data }) => {
  sample(data);
  data.port.postMessage({ kind: "end" } satisfies Message);
  data.port.close();
  scope.close();
};

function sample(task: SamplingTask): void {
  const { ids, intervalMs, port } = task;
  const { nowS, wallMs } = alignedClock(HOST_CLOCK, task.clock);
  const sinceStartS = () => nowS() - task.startS;
  const ownCpuS = task.asksOwnCpu ? hostMachine().ownCpuS : () => 0;
  const queue = new TickQueue(ids.length, task.queue);
  const note = (notes: readonly string[]) => {
    if (notes.length === 0) return;
    port.postMessage({ kind: "notes", notes } satisfies Message);
  };
  using meter = continued(task, sinceStartS, note);
  note(neighbours(task.source));
  using unsent = new UnsentTicks(
    task.unsentFile,
    ids.length,
    (why) => note([`samples taken while a cell blocks are not saved: ${why}`]),
  );
  queue.takeTurn();
  unsent.add(meter.last, queue.isEmpty);
  const tick = (): SentTick => {
    const { timeS, energyJ, notes } = meter.read();
    note(notes);
    return { timeS, energyJ, wallMs: wallMs(), ownCpuS: ownCpuS() };
  };
  do {
    const taken = tick();
    unsent.add(taken, queue.isEmpty);
    queue.push(taken);
  } while (!isOver(queue, intervalMs));
  queue.push(tick());
}

let dueMs = performance.now();

/** Blocks until the next tick is due: a timer would take several times as long as a sample. */
function isOver(queue: TickQueue, intervalMs: number): boolean {
  // Ticks that the machine slept through are not taken later.
  dueMs = Math.max(dueMs + intervalMs, performance.now());
  return queue.waitForStop(dueMs - performance.now());
}

/** The meter of the other thread, continued with this thread's own sensors. */
function continued(
  { source, ids, metered }: SamplingTask,
  nowS: () => number,
  note: (notes: readonly string[]) => void,
): Meter {
  const opened = openSensors(source, nowS);
  const sensors = ids.map((id) => opened.find((sensor) => sensor.id === id));
  for (const sensor of opened) {
    if (!sensors.includes(sensor)) sensor[Symbol.dispose]();
  }
  note(
    ids.filter((_, i) => sensors[i] === undefined).map((id) =>
      `${id} could not be opened a second time and is not counted from here on`
    ),
  );
  return new Meter(sensors, nowS, metered);
}

/** Two kernels that measure the same machine both count all of it. */
function neighbours(source: SamplingTask["source"]): string[] {
  if (source.kind !== "machine" || source.detect.attribution === "process") {
    return [];
  }
  const pids = otherKernels(hostMachine(source.host));
  if (pids.length === 0) return [];
  return [
    `other notebook kernels run on this machine (process ${
      pids.join(", ")
    }), and their energy is included; attribution: "process" counts this kernel only`,
  ];
}
