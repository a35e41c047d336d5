/**
 * The thread that samples, so that a cell that blocks loses nothing.
 * @module
 */

import { hostMachine } from "../sensors/machine.ts";
import { otherKernels } from "../sensors/other_kernels.ts";
import { alignedClock, HOST_CLOCK } from "./clock.ts";
import { Meter } from "./meter.ts";
import type { Message, Order, SamplingTask, SentTick } from "./protocol.ts";
import { openSensors } from "./source.ts";

/** The part of a worker's global scope that is used here. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<SamplingTask>) => void) | null;
  close(): void;
}

const scope = globalThis as unknown as WorkerScope;

scope.onmessage = ({ data }) => sample(data);

function sample({ source, intervalMs, startS, clock, port }: SamplingTask) {
  const { nowS, wallMs } = alignedClock(HOST_CLOCK, clock);
  const sinceStartS = () => nowS() - startS;
  const { sensors } = openSensors(source, sinceStartS);
  const meter = new Meter(sensors, sinceStartS);
  const { ownCpuS } = hostMachine();
  const say = (message: Message) => port.postMessage(message);
  const tick = (): SentTick => ({
    ...meter.read(),
    wallMs: wallMs(),
    ownCpuS: ownCpuS(),
  });
  say({
    kind: "ready",
    ids: sensors.map((sensor) => sensor.id),
    powers: meter.lastPowers(),
    notes: neighbours(source),
  });
  const timer = setInterval(
    () => say({ kind: "tick", tick: tick() }),
    intervalMs,
  );
  port.onmessage = ({ data }: MessageEvent<Order>) => {
    if (data === "read") {
      say({ kind: "answer", tick: tick() });
      return;
    }
    clearInterval(timer);
    say({ kind: "end", tick: tick() });
    meter[Symbol.dispose]();
    port.close();
    scope.close();
  };
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
