import { hostMachine } from "../../machine/machine.ts";
import { alignedClock, type Clock, HOST_CLOCK } from "./clock.ts";
import { Meter } from "./meter.ts";
import type { SamplingTask } from "./protocol.ts";
import type { Readings } from "./reader.ts";
import type { Sensor } from "../../sensors/parts/sensor.ts";
import { TickQueue } from "./tick_queue.ts";
import { UnsentTicks } from "./unsent_ticks_file.ts";

/** A run as the thread that samples has it. */
export class SampledRun {
  readonly #task: SamplingTask;
  readonly #clock: Clock;
  readonly #ownCpuS: () => number;
  readonly #say: (notes: readonly string[]) => void;
  readonly #queue: TickQueue;
  readonly #meter: Meter;
  readonly #unsent: UnsentTicks;
  /** The places of its sensors among those that are read. */
  readonly #places: readonly number[];

  /**
   * A run that the main thread has begun to measure.
   * @param task What it asks for
   * @param clock Its time
   * @param sensors What is read
   * @param say Passes notes on
   */
  constructor(
    task: SamplingTask,
    clock: Clock,
    sensors: readonly Sensor[],
    say: (notes: readonly string[]) => void,
  ) {
    const { ids, metered, queue, unsentFile, asksOwnCpu } = task;
    this.#task = task;
    this.#clock = clock;
    this.#say = say;
    this.#ownCpuS = asksOwnCpu ? hostMachine().ownCpuS : () => 0;
    this.#queue = new TickQueue(ids.length, queue);
    this.#places = ids.map((id) => sensors.findIndex((s) => s.id === id));
    const own = this.#places.map((place) => sensors[place]);
    this.#meter = new Meter(own, metered);
    this.#unsent = new UnsentTicks(
      unsentFile,
      ids.length,
      (why) =>
        this.note([`samples taken while a cell blocks are not saved: ${why}`]),
    );
    this.note(
      ids.filter((_, i) => own[i] === undefined).map((id) =>
        `${id} could not be opened a second time and is not counted from here on`
      ),
    );
  }

  /** Time since the start of the run, by the clock of the thread that began it, in s. */
  static clockOf({ clock, startS }: SamplingTask): Clock {
    const { nowS, wallMs } = alignedClock(HOST_CLOCK, clock);
    return { nowS: () => nowS() - startS, wallMs };
  }

  /** Its number. */
  get number(): number {
    return this.#task.run;
  }

  /** Whether it is to end. */
  get isStopped(): boolean {
    return this.#queue.isStopped;
  }

  /**
   * Takes over from the main thread.
   * @returns Whether it does: not while that one reads
   */
  takeTurn(): boolean {
    if (!this.#queue.takeTurn()) return false;
    this.#unsent.add(this.#meter.last, this.#queue.isEmpty);
    return true;
  }

  /** Passes notes on. */
  note(notes: readonly string[]): void {
    if (notes.length > 0) this.#say(notes);
  }

  /**
   * Adds what was read.
   * @param readings Of all sensors
   * @param isTick Whether the main thread is told
   */
  add({ reads, notes }: Readings, isTick: boolean): void {
    const own = { reads: this.#places.map((place) => reads[place]), notes };
    const [nowS, wallMs] = [this.#clock.nowS(), this.#clock.wallMs()];
    const { timeS, energyJ, ...added } = this.#meter.add(nowS, own);
    this.note(added.notes);
    if (!isTick) return;
    const tick = { timeS, energyJ, wallMs, ownCpuS: this.#ownCpuS() };
    this.#unsent.add(tick, this.#queue.isEmpty);
    this.#queue.push(tick);
  }

  /** Closes its file. */
  close(): void {
    this.#unsent[Symbol.dispose]();
  }
}
