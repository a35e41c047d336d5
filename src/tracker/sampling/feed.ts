import { hostMachine } from "../../machine/machine.ts";
import { inTime } from "../../machine/asking.ts";
import { otherKernels } from "../../sensors/other_kernels.ts";
import type { Sensor } from "../../sensors/parts/sensor.ts";
import { HOST_CLOCK } from "./clock.ts";
import type { SampledRun } from "./sampled_run.ts";
import type { SamplingTask } from "./protocol.ts";
import { Reader } from "./reader.ts";
import { Schedule } from "./schedule.ts";
import { openSensors, type SensorSource } from "./source.ts";

/** How long it is known which other kernels run, in s: the search costs more than a sample. */
const NEIGHBOURS_FOR_S = 60;

/** The sensors of a source, and the runs that they are read for at the same moments. */
export class Feed {
  readonly sensors: readonly Sensor[];
  readonly #source: SensorSource;
  readonly #reader: Reader;
  readonly #schedule: Schedule;
  readonly #runs = new Set<SampledRun>();
  #neighbours: readonly string[] = [];
  #neighboursS = -Infinity;

  private constructor(
    { source, intervalMs }: SamplingTask,
    sensors: readonly Sensor[],
  ) {
    this.#source = source;
    this.sensors = sensors;
    this.#reader = new Reader(sensors);
    const nowMs = performance.now();
    this.#schedule = new Schedule(intervalMs, this.#reader.hasGauges, nowMs);
  }

  /**
   * Opens the sensors for a run, and for later ones with the same source and interval.
   * @param task The run
   * @param nowS Time by which its sensors go, in s
   */
  static async open(task: SamplingTask, nowS: () => number): Promise<Feed> {
    const { sensors } = await inTime(openSensors(task.source, nowS));
    return new Feed(task, sensors);
  }

  /** Which runs may share a feed; `undefined` for one that must have its own. */
  static keyOf({ source, intervalMs }: SamplingTask): string | undefined {
    return source.kind === "replay"
      ? undefined
      : JSON.stringify([source, intervalMs]);
  }

  /** Whether no run needs it any more. */
  get isIdle(): boolean {
    return this.#runs.size === 0;
  }

  /** When something is due, by `performance.now()`. */
  get dueMs(): number {
    return this.#schedule.dueMs;
  }

  /** Adds a run, and tells it what else it measures. */
  add(run: SampledRun): void {
    this.#runs.add(run);
    const nowS = HOST_CLOCK.nowS();
    if (nowS - this.#neighboursS > NEIGHBOURS_FOR_S) {
      this.#neighbours = neighbours(this.#source);
      this.#neighboursS = nowS;
    }
    run.note(this.#neighbours);
  }

  /**
   * Does what is due, and reads for the last time for the runs that end.
   * @returns The runs that have ended
   */
  async advance(): Promise<readonly SampledRun[]> {
    const runs = [...this.#runs];
    const nowMs = performance.now();
    if (nowMs >= this.dueMs) {
      const due = this.#schedule.take(nowMs);
      if (due === "glance") {
        const hasChanged = await inTime(this.#reader.glance());
        if (hasChanged) this.#schedule.changed(nowMs);
      } else await this.#read(runs, due === "tick");
    }
    const ending = runs.filter((run) => run.isStopped);
    if (ending.length > 0) await this.#read(ending, true, true);
    for (const run of ending) this.#runs.delete(run);
    return ending;
  }

  /** Closes the sensors. */
  async close(): Promise<void> {
    await inTime(this.#reader.close());
  }

  async #read(
    runs: readonly SampledRun[],
    isTick: boolean,
    keepsGlances = false,
  ): Promise<void> {
    const read = inTime(this.#reader.read(keepsGlances));
    const readings = read instanceof Promise ? await read : read;
    for (const run of runs) run.add(readings, isTick);
  }
}

/** Two kernels that measure the same machine both count the whole machine. */
function neighbours(source: SensorSource): readonly string[] {
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
