import { receiveMessageOnPort } from "node:worker_threads";
import { hostMachine, messageOf } from "../../machine/machine.ts";
import { need } from "../../machine/permission.ts";
import type { Sensor } from "../../sensors/sensor.ts";
import type { Tick } from "../course/tick.ts";
import { HOST_CLOCK } from "./clock.ts";
import type { MeterTick } from "./meter.ts";
import type { Message, SamplingTask } from "./protocol.ts";
import type { Sampler } from "./sampler.ts";
import type { OpenedMeter } from "./source.ts";
import { TickQueue } from "./tick_queue.ts";

/** How long to wait for the last reading of the thread, in ms. */
const LAST_TICK_MS = 2000;

/** The sampling thread. */
interface Thread {
  readonly worker: Worker;
  readonly port: MessagePort;
  readonly queue: TickQueue;
}

/** Who reads the sensors. */
type State =
  /** This thread, whenever its event loop is free. */
  | { readonly reader: "here" }
  /** This thread, until the sampling thread has started. */
  | { readonly reader: "starting"; readonly thread: Thread }
  /** The sampling thread. */
  | { readonly reader: "thread"; readonly thread: Thread }
  /** None: sampling has stopped. */
  | { readonly reader: "none" };

/** How the machine is sampled. */
export interface HostSamplerOptions {
  /** Time between two samples, in ms. */
  readonly intervalMs: number;
  /**
   * How often samples of the thread are delivered, in ms, unless the run asks for them earlier:
   * waking this thread takes longer than sampling. @default intervalMs
   */
  readonly deliverMs?: number;
  /** Whether ticks give the CPU time of this process, too. @default false */
  readonly asksOwnCpu?: boolean;
  /**
   * The file for ticks that are not taken over yet; called after the first tick.
   * @default none
   */
  readonly unsentFile?: () => string | undefined;
}

/** Reads the sensors here until a thread has started that a blocked event loop does not stop. */
export class HostSampler implements Sampler {
  readonly sensors: readonly Sensor[];
  readonly #opened: OpenedMeter;
  readonly #options: HostSamplerOptions;
  readonly #ownCpuS: () => number;
  readonly #ended = Promise.withResolvers<void>();
  #onTick: (tick: Tick) => void = () => {};
  #state: State = { reader: "here" };
  #timer: ReturnType<typeof setInterval> | undefined;
  #notes: string[] = [];
  #stopping: Promise<void> | undefined;

  /**
   * A sampler of opened sensors.
   * @param opened Closed by `stop`
   * @param options How often, and where to
   */
  constructor(opened: OpenedMeter, options: HostSamplerOptions) {
    this.sensors = opened.sensors;
    this.#opened = opened;
    this.#options = options;
    this.#ownCpuS = options.asksOwnCpu ? hostMachine().ownCpuS : () => 0;
  }

  start(onTick: (tick: Tick) => void): void {
    this.#onTick = onTick;
    this.#emit({ timeS: 0, energyJ: this.sensors.map(() => 0), notes: [] });
    this.#emit(this.#opened.meter.read());
    try {
      this.#state = { reader: "starting", thread: this.#startThread() };
    } catch (error) {
      this.#continueHere(messageOf(error));
    }
    this.#repeat(() => this.#readHere(), this.#options.intervalMs);
  }

  drain(): void {
    if (!("thread" in this.#state)) return;
    const { thread } = this.#state;
    const port = thread.port as unknown as NodePort;
    let received = receiveMessageOnPort(port);
    while (received !== undefined) {
      this.#hear(received.message);
      received = receiveMessageOnPort(port);
    }
    let tick = thread.queue.shift();
    while (tick !== undefined) {
      this.#emit({ ...tick, notes: [] });
      tick = thread.queue.shift();
    }
  }

  stop(): Promise<void> {
    return this.#stopping ??= this.#stop();
  }

  async #stop(): Promise<void> {
    this.#readHere();
    if (this.#state.reader === "thread") {
      await this.#lastTick(this.#state.thread);
      this.#readHere();
    }
    this.#end();
    this.#opened.meter[Symbol.dispose]();
  }

  async #lastTick({ queue }: Thread): Promise<void> {
    const timer = setTimeout(() => {
      this.#notes.push("the sampling thread did not answer at the end");
      this.#ended.resolve();
    }, LAST_TICK_MS);
    queue.stop();
    await this.#ended.promise;
    clearTimeout(timer);
  }

  #startThread(): Thread {
    const code = new URL("./worker.ts", import.meta.url);
    // Checked first, so that Deno never asks the user.
    if (code.protocol === "file:") {
      need({ name: "read", path: code }, "load the thread", "--allow-read");
    }
    const worker = new Worker(code, { type: "module" });
    const { port1: port, port2 } = new MessageChannel();
    const queue = new TickQueue(this.sensors.length);
    worker.onerror = (event) => {
      event.preventDefault();
      this.#continueHere(event.message);
    };
    port.onmessage = ({ data }: MessageEvent<Message>) => this.#hear(data);
    worker.postMessage(this.#task(queue, port2), [port2]);
    return { worker, port, queue };
  }

  #task(queue: TickQueue, port: MessagePort): SamplingTask {
    const { source, startS, meter } = this.#opened;
    const { intervalMs, asksOwnCpu = false, unsentFile } = this.#options;
    return {
      source,
      ids: this.sensors.map((sensor) => sensor.id),
      metered: meter.shared,
      startS,
      intervalMs,
      clock: { nowS: HOST_CLOCK.nowS(), wallMs: HOST_CLOCK.wallMs() },
      asksOwnCpu,
      unsentFile: unsentFile?.(),
      queue: queue.shared,
      port,
    };
  }

  /** Without a thread this one reads, whenever no cell blocks it. */
  #continueHere(why: string): void {
    this.#notes.push(
      `the sampling thread could not run, so nothing is sampled while a cell blocks: ${why}`,
    );
    this.drain();
    this.#end();
    this.#state = { reader: "here" };
    this.#ended.resolve();
    if (this.#stopping !== undefined) return;
    this.#repeat(() => this.#readHere(), this.#options.intervalMs);
  }

  #repeat(does: () => void, everyMs: number): void {
    clearInterval(this.#timer);
    this.#timer = setInterval(does, everyMs);
  }

  /** Ends the thread, if there is one, and the timer. */
  #end(): void {
    clearInterval(this.#timer);
    if ("thread" in this.#state) {
      const { queue, port, worker } = this.#state.thread;
      // The thread is blocked until it is told to stop.
      queue.stop();
      port.close();
      worker.terminate();
    }
    this.#state = { reader: "none" };
  }

  #hear(message: Message): void {
    if (message.kind === "notes") this.#notes.push(...message.notes);
    else this.#ended.resolve();
  }

  /** Reads here, unless the sampling thread does. */
  #readHere(): void {
    const { meter } = this.#opened;
    if (this.#state.reader === "here") return this.#emit(meter.read());
    if (this.#state.reader === "starting") {
      const { thread } = this.#state;
      const tick = thread.queue.inTurn(() => meter.read());
      if (tick !== undefined) return this.#emit(tick);
      this.#state = { reader: "thread", thread };
      const { intervalMs, deliverMs = intervalMs } = this.#options;
      this.#repeat(() => this.drain(), deliverMs);
    }
    this.drain();
  }

  #emit(tick: MeterTick & Partial<Tick>): void {
    this.#notes.push(...tick.notes);
    this.#onTick({
      wallMs: HOST_CLOCK.wallMs(),
      ownCpuS: this.#ownCpuS(),
      ...tick,
      notes: this.#notes.splice(0),
    });
  }
}

type NodePort = Parameters<typeof receiveMessageOnPort>[0];
