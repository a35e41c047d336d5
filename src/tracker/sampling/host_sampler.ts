import { receiveMessageOnPort } from "node:worker_threads";
import { hostMachine, messageOf } from "../../machine/machine.ts";
import { need } from "../../machine/permission.ts";
import type { Sensor } from "../../sensors/sensor.ts";
import { HOST_CLOCK } from "./clock.ts";
import { headJ } from "../handover.ts";
import type { PowerAt, Tick } from "./reading_meter.ts";
import type { OpenedMeter } from "./opened_meter.ts";
import type { Message, SamplingTask, SentTick } from "./protocol.ts";
import type { Sampled, Sampler } from "./sampler.ts";
import { TickQueue } from "./tick_queue.ts";

/** How long the last reading of the thread is waited for, in ms. */
const PATIENCE_MS = 2000;

/** The other thread, and what is known of it. */
interface Thread {
  readonly worker: Worker;
  readonly port: MessagePort;
  readonly queue: TickQueue;
  /** What it said when it began. */
  ready?: Ready;
  /** What was read here when it was asked to read too. */
  asked?: Tick;
  /** What its counts have to be added to, in J, of each sensor. */
  headsJ?: readonly number[];
}

type Ready = Extract<Message, { kind: "ready" }>;

/** How the machine is sampled. */
export interface HostSamplerOptions {
  /** Time between two samples, in ms. */
  readonly intervalMs: number;
  /**
   * How long samples of the other thread may wait until somebody asks for them, in ms: to wake this thread
   * takes longer than to sample. @default intervalMs
   */
  readonly handOnMs?: number;
  /** Whether ticks say the CPU time of this process, too. @default false */
  readonly asksOwnCpu?: boolean;
  /** Where the other thread is to write what it counts; asked after the first tick. @default nowhere */
  readonly tape?: () => string | undefined;
}

/**
 * Samples on this thread until another one has taken over, which a blocked event loop
 * does not hold up.
 */
export class HostSampler implements Sampler {
  readonly sensors: readonly Sensor[];
  readonly #opened: OpenedMeter;
  readonly #intervalMs: number;
  readonly #handOnMs: number;
  readonly #tape: () => string | undefined;
  readonly #asksOwnCpu: boolean;
  readonly #ownCpuS: () => number;
  #onTick: (tick: Sampled) => void = () => {};
  #timer: ReturnType<typeof setInterval> | undefined;
  #thread: Thread | undefined;
  #last: Omit<Tick, "notes">;
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
   * @param options How often, and where to
   */
  constructor(opened: OpenedMeter, options: HostSamplerOptions) {
    const {
      intervalMs,
      handOnMs = intervalMs,
      asksOwnCpu = false,
      tape = () => undefined,
    } = options;
    this.sensors = opened.sensors;
    this.#opened = opened;
    this.#intervalMs = intervalMs;
    this.#handOnMs = handOnMs;
    this.#asksOwnCpu = asksOwnCpu;
    this.#ownCpuS = asksOwnCpu ? hostMachine().ownCpuS : () => 0;
    this.#tape = tape;
    const energyJ = opened.sensors.map(() => 0);
    this.#last = { timeS: 0, energyJ };
  }

  start(onTick: (tick: Sampled) => void): void {
    this.#onTick = onTick;
    this.#emit(this.#last);
    this.#readHere();
    this.#thread = this.#startThread();
    if (this.#thread !== undefined) this.#sampleHere();
  }

  drain(): void {
    const thread = this.#thread;
    if (thread === undefined) return;
    const port = thread.port as unknown as NodePort;
    let received = receiveMessageOnPort(port);
    while (received !== undefined) {
      this.#take(received.message);
      received = receiveMessageOnPort(port);
    }
    this.#takeTicks(thread);
  }

  stop(): Promise<void> {
    return this.#stopping ??= this.#stop();
  }

  async #stop(): Promise<void> {
    // What waited for a blocked event loop comes first.
    this.drain();
    if (this.#thread?.ready !== undefined) await this.#lastWord(this.#thread);
    const { headsJ } = this.#thread ?? {};
    this.#closeThread();
    clearInterval(this.#timer);
    if (headsJ === undefined) this.#readHere();
    this.#opened.meter[Symbol.dispose]();
  }

  async #lastWord({ queue }: Thread): Promise<void> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const patience = new Promise<void>((resolve) => {
      timer = setTimeout(() => {
        this.#notes.push("the sampling thread did not answer at the end");
        resolve();
      }, PATIENCE_MS);
    });
    const ended = new Promise<void>((resolve) => this.#ended = resolve);
    queue.give("stop");
    await Promise.race([ended, patience]);
    clearTimeout(timer);
  }

  #startThread(): Thread | undefined {
    try {
      const code = new URL("./worker.ts", import.meta.url);
      // Asked first, so that Deno never asks the user.
      if (code.protocol === "file:") {
        need({ name: "read", path: code }, "load the thread", "--allow-read");
      }
      const worker = new Worker(code, { type: "module" });
      const { port1: port, port2 } = new MessageChannel();
      const queue = new TickQueue(this.sensors.length);
      worker.onerror = (event) => {
        event.preventDefault();
        this.#threadFailed(event.message);
      };
      port.onmessage = ({ data }: MessageEvent<Message>) => this.#take(data);
      worker.postMessage(this.#task(queue, port2), [port2]);
      return { worker, port, queue };
    } catch (error) {
      this.#threadFailed(messageOf(error));
    }
  }

  #task(queue: TickQueue, port: MessagePort): SamplingTask {
    const { source, startS } = this.#opened;
    const { nowS, wallMs } = HOST_CLOCK;
    return {
      source,
      ids: this.sensors.map((sensor) => sensor.id),
      startS,
      intervalMs: this.#intervalMs,
      clock: { nowS: nowS(), wallMs: wallMs() },
      asksOwnCpu: this.#asksOwnCpu,
      tape: this.#tape(),
      queue: queue.shared,
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
    if (this.#stopping === undefined) this.#sampleHere();
  }

  #closeThread(): void {
    // While it waits for an order, nothing else ends it.
    this.#thread?.queue.give("stop");
    this.#thread?.port.close();
    this.#thread?.worker.terminate();
    this.#thread = undefined;
  }

  #sampleHere(): void {
    clearInterval(this.#timer);
    this.#timer = setInterval(() => this.#readHere(), this.#intervalMs);
  }

  #take(message: Message): void {
    const thread = this.#thread;
    if (thread === undefined) return;
    if (message.kind === "notes") this.#notes.push(...message.notes);
    if (message.kind === "ready") this.#handOver(thread, message);
    if (message.kind === "answer") this.#takeOver(thread, message.tick);
    if (message.kind === "end") {
      this.#takeTicks(thread);
      this.#emitOf(thread, message.tick);
      this.#ended();
    }
  }

  /** Both threads read at the same moment, so that one count can be added to the other. */
  #handOver(thread: Thread, ready: Ready): void {
    clearInterval(this.#timer);
    thread.queue.give("read");
    thread.asked = this.#opened.meter.read("energies");
    thread.ready = ready;
    this.#notes.push(...thread.asked.notes);
    for (const id of ready.missing) {
      this.#notes.push(
        `${id} could not be opened a second time, and counts no more from here on`,
      );
    }
  }

  #takeOver(thread: Thread, { timeS, energyJ }: SentTick): void {
    const here = this.#opened.meter.read("energies");
    this.#notes.push(...here.notes);
    const hereJ = energiesAt(timeS, thread.asked ?? here, here);
    thread.headsJ = hereJ.map((firstJ, i) =>
      headJ({
        firstJ,
        firstPower: this.#lastPowers[i],
        firstPowerJ: this.#last.energyJ[i] ?? 0,
        secondPower: thread.ready?.powers[i],
        secondJ: energyJ[i] ?? 0,
      })
    );
    this.#takeTicks(thread);
    this.#timer = setInterval(() => this.drain(), this.#handOnMs);
  }

  #readHere(): void {
    const { timeS, energyJ, notes } = this.#opened.meter.read();
    this.#notes.push(...notes);
    this.#emit({
      timeS,
      energyJ: energyJ.map((joules, i) => joules + (this.#missedJ[i] ?? 0)),
    });
    this.#lastPowers = this.#opened.meter.lastPowers();
  }

  /** Once it is known what they have to be added to. */
  #takeTicks(thread: Thread): void {
    if (thread.headsJ === undefined) return;
    let tick = thread.queue.shift();
    while (tick !== undefined) {
      this.#emitOf(thread, tick);
      tick = thread.queue.shift();
    }
  }

  #emitOf({ headsJ = [] }: Thread, tick: SentTick): void {
    const energyJ = headsJ.map((joules, i) => joules + (tick.energyJ[i] ?? 0));
    this.#emit({ ...tick, energyJ });
  }

  /** Time and energy never fall, whatever two threads make of the same moment. */
  #emit(tick: Omit<Tick, "notes"> & Partial<SentTick>): void {
    const last = this.#last;
    const timeS = Math.max(tick.timeS, last.timeS);
    const energyJ = tick.energyJ
      .map((joules, i) => Math.max(joules, last.energyJ[i] ?? 0));
    this.#last = { timeS, energyJ };
    this.#onTick({
      ...this.#last,
      notes: this.#notes.splice(0),
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
