import { receiveMessageOnPort } from "node:worker_threads";
import { hostMachine, messageOf } from "../sensors/machine.ts";
import type { Sensor } from "../sensors/sensor.ts";
import { HOST_CLOCK } from "./clock.ts";
import { headJ } from "./handover.ts";
import type { PowerAt, Tick } from "./meter.ts";
import type { OpenedMeter } from "./opened_meter.ts";
import type { Message, Order, SamplingTask, SentTick } from "./protocol.ts";
import type { Sampled, Sampler } from "./sampler.ts";

/** How long the last reading of the thread is waited for, in ms. */
const PATIENCE_MS = 2000;

/** The other thread, and what is known of it. */
interface Thread {
  readonly worker: Worker;
  readonly port: MessagePort;
  /** What it said when it began. */
  ready?: Extract<Message, { kind: "ready" }>;
  /** What was read here when it was asked to read too. */
  asked?: Tick;
  /** What its counts have to be added to, in J, of each sensor. */
  headsJ?: readonly number[];
  /** Ticks that came before those were known. */
  readonly early: SentTick[];
}

/**
 * Samples on this thread until another one has taken over, which a blocked event loop
 * does not hold up.
 */
export class HostSampler implements Sampler {
  readonly sensors: readonly Sensor[];
  readonly #opened: OpenedMeter;
  readonly #intervalMs: number;
  readonly #ownCpuS = hostMachine().ownCpuS;
  #onTick: (tick: Sampled) => void = () => {};
  #timer: ReturnType<typeof setInterval> | undefined;
  #thread: Thread | undefined;
  #last: Tick;
  // As of the last tick of this thread.
  #lastPowers: readonly (PowerAt | undefined)[] = [];
  // What the other thread counted and this one could not, in J, of each sensor.
  #missedJ: readonly number[] = [];
  #notes: string[] = [];
  #ended: () => void = () => {};
  #stopping: Promise<void> | undefined;

  /**
   * A sampler of what has been opened.
   * @param opened Closed by `stop`
   * @param intervalMs Time between two samples, in ms
   */
  constructor(opened: OpenedMeter, intervalMs: number) {
    this.sensors = opened.sensors;
    this.#opened = opened;
    this.#intervalMs = intervalMs;
    const energyJ = opened.sensors.map(() => 0);
    this.#last = { timeS: 0, energyJ, notes: [] };
  }

  start(onTick: (tick: Sampled) => void): void {
    this.#onTick = onTick;
    this.#emit(this.#last);
    this.#readHere();
    this.#thread = this.#startThread();
    if (this.#thread !== undefined) this.#startTimer();
  }

  drain(): void {
    const port = this.#thread?.port as unknown as NodePort | undefined;
    if (port === undefined) return;
    let received = receiveMessageOnPort(port);
    while (received !== undefined) {
      this.#take(received.message);
      received = receiveMessageOnPort(port);
    }
  }

  stop(): Promise<void> {
    return this.#stopping ??= this.#stop();
  }

  async #stop(): Promise<void> {
    clearInterval(this.#timer);
    // What waited for a blocked event loop comes first.
    this.drain();
    if (this.#thread?.ready !== undefined) await this.#lastWord(this.#thread);
    const { headsJ } = this.#thread ?? {};
    this.#closeThread();
    if (headsJ === undefined) this.#readHere();
    this.#opened.meter[Symbol.dispose]();
  }

  async #lastWord({ port }: Thread): Promise<void> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const patience = new Promise<void>((resolve) => {
      timer = setTimeout(() => {
        this.#notes.push("the sampling thread did not answer at the end");
        resolve();
      }, PATIENCE_MS);
    });
    const ended = new Promise<void>((resolve) => this.#ended = resolve);
    tell(port, "stop");
    await Promise.race([ended, patience]);
    clearTimeout(timer);
  }

  #startThread(): Thread | undefined {
    try {
      const worker = new Worker(new URL("./worker.ts", import.meta.url), {
        type: "module",
      });
      const { port1: port, port2 } = new MessageChannel();
      const thread: Thread = { worker, port, early: [] };
      worker.onerror = (event) => {
        event.preventDefault();
        this.#threadFailed(event.message);
      };
      port.onmessage = ({ data }: MessageEvent<Message>) => this.#take(data);
      worker.postMessage(this.#task(port2), [port2]);
      return thread;
    } catch (error) {
      this.#threadFailed(messageOf(error));
    }
  }

  #task(port: MessagePort): SamplingTask {
    const { source, startS } = this.#opened;
    const { nowS, wallMs } = HOST_CLOCK;
    return {
      source,
      startS,
      intervalMs: this.#intervalMs,
      clock: { nowS: nowS(), wallMs: wallMs() },
      port,
    };
  }

  /** Without the other thread there is this one, whenever it is not blocked. */
  #threadFailed(why: string): void {
    this.#notes.push(
      `no thread could be had for sampling, so none is taken while a cell blocks: ${why}`,
    );
    this.#closeThread();
    this.#ended();
    const { energyJ } = this.#opened.meter.read();
    this.#missedJ = this.#last.energyJ
      .map((joules, i) => Math.max(0, joules - (energyJ[i] ?? 0)));
    if (this.#stopping === undefined) this.#startTimer();
  }

  #closeThread(): void {
    this.#thread?.port.close();
    this.#thread?.worker.terminate();
    this.#thread = undefined;
  }

  #startTimer(): void {
    clearInterval(this.#timer);
    this.#timer = setInterval(() => this.#readHere(), this.#intervalMs);
  }

  #take(message: Message): void {
    const thread = this.#thread;
    if (thread === undefined) return;
    if (message.kind === "ready") {
      this.#handOver(thread, message);
      return;
    }
    if (message.kind === "answer") this.#takeOver(thread, message.tick);
    this.#emitOf(thread, message.tick);
    if (message.kind === "end") this.#ended();
  }

  /** Both threads read at the same moment, so that one count can be added to the other. */
  #handOver(thread: Thread, ready: Thread["ready"] & object): void {
    clearInterval(this.#timer);
    tell(thread.port, "read");
    thread.asked = this.#opened.meter.read("energies");
    thread.ready = ready;
    this.#notes.push(...thread.asked.notes, ...ready.notes);
    for (const { id } of this.sensors) {
      if (ready.ids.includes(id)) continue;
      this.#notes.push(
        `${id} could not be opened a second time, and counts no more from here on`,
      );
    }
  }

  #takeOver(thread: Thread, { timeS, energyJ }: SentTick): void {
    const here = this.#opened.meter.read("energies");
    this.#notes.push(...here.notes);
    const hereJ = energiesAt(timeS, thread.asked ?? here, here);
    thread.headsJ = this.sensors.map(({ id }, i) => {
      const there = thread.ready?.ids.indexOf(id) ?? -1;
      const firstJ = hereJ[i] ?? 0;
      return there < 0 ? firstJ : headJ({
        firstJ,
        firstPower: this.#lastPowers[i],
        firstPowerJ: this.#last.energyJ[i] ?? 0,
        secondPower: thread.ready?.powers[there],
        secondJ: energyJ[there] ?? 0,
      });
    });
    for (const tick of thread.early.splice(0)) this.#emitOf(thread, tick);
  }

  #readHere(): void {
    const { timeS, energyJ, notes } = this.#opened.meter.read();
    this.#emit({
      timeS,
      energyJ: energyJ.map((joules, i) => joules + (this.#missedJ[i] ?? 0)),
      notes,
    });
    this.#lastPowers = this.#opened.meter.lastPowers();
  }

  #emitOf(thread: Thread, tick: SentTick): void {
    const { headsJ, ready, early } = thread;
    if (headsJ === undefined) {
      early.push(tick);
      return;
    }
    const energyJ = this.sensors.map(({ id }, i) => {
      const there = ready?.ids.indexOf(id) ?? -1;
      return (headsJ[i] ?? 0) + (there < 0 ? 0 : tick.energyJ[there] ?? 0);
    });
    this.#emit({ ...tick, energyJ });
  }

  /** Time and energy never fall, whatever two threads make of the same moment. */
  #emit(tick: Tick & Partial<Sampled>): void {
    const last = this.#last;
    const timeS = Math.max(tick.timeS, last.timeS);
    const energyJ = tick.energyJ
      .map((joules, i) => Math.max(joules, last.energyJ[i] ?? 0));
    const notes = [...this.#notes.splice(0), ...tick.notes];
    this.#last = { timeS, energyJ, notes };
    this.#onTick({
      ...this.#last,
      wallMs: tick.wallMs ?? HOST_CLOCK.wallMs(),
      ownCpuS: tick.ownCpuS ?? this.#ownCpuS(),
    });
  }
}

/** Energies at a moment between two readings, on a straight line: the moment is a millisecond from the first. */
function energiesAt(timeS: number, from: Tick, to: Tick): number[] {
  const spanS = to.timeS - from.timeS;
  const part = spanS > 0
    ? Math.min(1, Math.max(0, (timeS - from.timeS) / spanS))
    : 0;
  return from.energyJ.map((joules, i) =>
    joules + ((to.energyJ[i] ?? joules) - joules) * part
  );
}

type NodePort = Parameters<typeof receiveMessageOnPort>[0];

function tell(port: MessagePort, order: Order): void {
  port.postMessage(order);
}
