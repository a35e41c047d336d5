import { inTime } from "../../machine/asking.ts";
import { hostMachine, messageOf } from "../../machine/machine.ts";
import type { Sensor } from "../../sensors/parts/sensor.ts";
import type { Tick } from "../course/tick.ts";
import { HOST_CLOCK } from "./clock.ts";
import type { MeterTick } from "./meter.ts";
import type { Message, SamplingTask } from "./protocol.ts";
import type { Sampler } from "./sampler.ts";
import { SamplingThread } from "./sampling_thread.ts";
import { type Due, Schedule } from "./schedule.ts";
import type { OpenedMeter } from "./source.ts";
import { TickQueue } from "./tick_queue.ts";

/** How long to wait for the last reading of the thread, in ms. */
const LAST_TICK_MS = 2000;

/** The sampling thread, and what this run shares with it. */
interface Joined {
  readonly thread: SamplingThread;
  readonly run: number;
  readonly queue: TickQueue;
}

/** Who reads the sensors. */
type State =
  /** This thread, whenever its event loop is free. */
  | { readonly reader: "here" }
  /** This thread, until the sampling thread takes over. */
  | { readonly reader: "starting"; readonly joined: Joined }
  /** The sampling thread. */
  | { readonly reader: "thread"; readonly joined: Joined }
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

/** Reads the sensors here until a thread takes over that a blocked event loop does not stop. */
export class HostSampler implements Sampler {
  readonly sensors: readonly Sensor[];
  readonly uncounted: OpenedMeter["uncounted"];
  readonly #opened: OpenedMeter;
  readonly #options: HostSamplerOptions;
  readonly #schedule: Schedule;
  readonly #ownCpuS: () => number;
  readonly #ended = Promise.withResolvers<void>();
  #onTick: (tick: Tick) => void = () => {};
  #state: State = { reader: "here" };
  #timer: ReturnType<typeof setTimeout> | undefined;
  #notes: string[];
  /** The reading here that is under way, or the last one. */
  #reading: Promise<void> = Promise.resolve();
  #stopping: Promise<void> | undefined;

  /**
   * A sampler of opened sensors.
   * @param opened Closed by `stop`
   * @param options How often, and where to
   */
  constructor(opened: OpenedMeter, options: HostSamplerOptions) {
    this.sensors = opened.sensors;
    this.uncounted = opened.uncounted;
    this.#opened = opened;
    this.#options = options;
    this.#notes = [...opened.notes];
    this.#ownCpuS = options.asksOwnCpu ? hostMachine().ownCpuS : () => 0;
    this.#schedule = new Schedule(
      options.intervalMs,
      opened.reader.hasGauges,
      performance.now(),
    );
  }

  start(onTick: (tick: Tick) => void): void {
    this.#onTick = onTick;
    const passedS = HOST_CLOCK.nowS() - this.#opened.startS;
    this.#emit({
      timeS: 0,
      energyJ: this.sensors.map(() => 0),
      wallMs: HOST_CLOCK.wallMs() - passedS * 1000,
      notes: [],
    });
    try {
      this.#state = { reader: "starting", joined: this.#join() };
    } catch (error) {
      this.#continueHere(messageOf(error));
    }
    this.#wait();
  }

  drain(): void {
    if (!("joined" in this.#state)) return;
    const { thread, queue } = this.#state.joined;
    thread.listen();
    let tick = queue.shift();
    while (tick !== undefined) {
      this.#emit({ ...tick, notes: [] });
      tick = queue.shift();
    }
  }

  stop(): Promise<void> {
    return this.#stopping ??= this.#stop();
  }

  async #stop(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#readHere("tick");
    if (this.#state.reader === "thread") {
      await this.#lastTick(this.#state.joined);
      await this.#readHere("tick");
    }
    this.#end();
    await inTime(this.#opened.reader.close());
  }

  async #lastTick({ thread, queue }: Joined): Promise<void> {
    const timer = setTimeout(() => {
      this.#notes.push("the sampling thread did not answer at the end");
      this.#ended.resolve();
    }, LAST_TICK_MS);
    queue.stop();
    thread.ring();
    await this.#ended.promise;
    clearTimeout(timer);
  }

  #join(): Joined {
    const queue = new TickQueue(this.sensors.length);
    const member = {
      heard: (message: Message) => this.#hear(message),
      lost: (why: string) => this.#continueHere(why),
    };
    const joined = SamplingThread.join(member, (run) => this.#task(run, queue));
    return { ...joined, queue };
  }

  #task(run: number, queue: TickQueue): SamplingTask {
    const { source, startS, meter } = this.#opened;
    const { intervalMs, asksOwnCpu = false, unsentFile } = this.#options;
    return {
      run,
      source,
      ids: this.sensors.map((sensor) => sensor.id),
      metered: meter.shared,
      startS,
      intervalMs,
      clock: { nowS: HOST_CLOCK.nowS(), wallMs: HOST_CLOCK.wallMs() },
      asksOwnCpu,
      unsentFile: unsentFile?.(),
      queue: queue.shared,
    };
  }

  /** Without a thread this one reads, whenever no cell blocks it. */
  #continueHere(why: string): void {
    this.#notes.push(
      `the sampling thread could not run, so nothing is sampled while a cell blocks: ${why}`,
    );
    this.drain();
    this.#state = { reader: "here" };
    this.#ended.resolve();
    if (this.#stopping === undefined) this.#wait();
  }

  /** Waits until something is due here. It does not keep the program alive. */
  #wait(): void {
    clearTimeout(this.#timer);
    const { intervalMs, deliverMs = intervalMs } = this.#options;
    const waitMs = this.#state.reader === "thread"
      ? deliverMs
      : Math.max(0, this.#schedule.dueMs - performance.now());
    const timer = setTimeout(() => void this.#pass(), waitMs);
    Deno.unrefTimer(timer);
    this.#timer = timer;
  }

  async #pass(): Promise<void> {
    if (this.#state.reader === "thread") this.drain();
    else await this.#readHere(this.#schedule.take(performance.now()));
    if (this.#stopping === undefined) this.#wait();
  }

  /** Leaves the thread, and ends the timer. */
  #end(): void {
    clearTimeout(this.#timer);
    if ("joined" in this.#state) {
      const { thread, run, queue } = this.#state.joined;
      queue.stop();
      thread.leave(run);
    }
    this.#state = { reader: "none" };
  }

  #hear(message: Message): void {
    if (message.kind === "notes") this.#notes.push(...message.notes);
    else this.#ended.resolve();
  }

  /** Reads here, unless the sampling thread does. */
  #readHere(due: Due): Promise<void> {
    return this.#reading = this.#reading.then(() => this.#readNext(due));
  }

  async #readNext(due: Due): Promise<void> {
    if (this.#state.reader === "here") return await this.#read(due);
    if (this.#state.reader === "starting") {
      const { joined } = this.#state;
      const isMine = await joined.queue.inTurn(async () => {
        await this.#read(due);
        return true;
      });
      joined.thread.ring();
      if (isMine) return;
      this.#state = { reader: "thread", joined };
    }
    this.drain();
  }

  async #read(due: Due): Promise<void> {
    const { reader, meter, startS } = this.#opened;
    if (due === "glance") {
      const hasChanged = await inTime(reader.glance());
      if (hasChanged) this.#schedule.changed(performance.now());
      return;
    }
    const readings = await inTime(reader.read());
    // Both clocks at once: a busy machine may stop this thread at any place.
    const [nowS, wallMs] = [HOST_CLOCK.nowS(), HOST_CLOCK.wallMs()];
    const tick = meter.add(nowS - startS, readings);
    if (due === "tick") this.#emit({ ...tick, wallMs });
    else this.#notes.push(...tick.notes);
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
