/**
 * The thread that samples, so that nothing is lost while a cell blocks the main thread. One thread
 * samples all runs of the process.
 * @module
 */

import { Bell } from "./bell.ts";
import { Feed } from "./feed.ts";
import type { Message, SamplingTask, ThreadStart } from "./protocol.ts";
import { SampledRun } from "./sampled_run.ts";

/** The part of a worker's global scope that is used here. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<ThreadStart | SamplingTask>) => void) | null;
  close(): void;
}

const scope = globalThis as unknown as WorkerScope;
let sampling: Sampling | undefined;

scope.onmessage = async ({ data }) => {
  if (!("bell" in data)) return sampling?.order(data);
  sampling = new Sampling(data);
  await sampling.go();
  scope.close();
};

/** A run that has not taken over yet. */
interface Joining {
  readonly run: SampledRun;
  readonly feed: Feed;
}

class Sampling {
  readonly #port: MessagePort;
  readonly #bell: Bell;
  readonly #feeds = new Map<unknown, Feed>();
  #joining: Joining[] = [];
  readonly #ordered: SamplingTask[] = [];
  #received = 0;
  #onOrder: () => void = () => {};

  constructor({ port, bell }: ThreadStart) {
    this.#port = port;
    this.#bell = new Bell(bell);
  }

  /** Samples until the main thread ends it. */
  async go(): Promise<void> {
    while (!this.#bell.isOver) {
      const heard = this.#bell.rings;
      await this.#takeOrders();
      this.#takeTurns();
      for (const [key, feed] of this.#feeds) await this.#advance(key, feed);
      // It blocks, since a timer would take several times as long as a sample.
      this.#bell.wait(heard, this.#dueMs() - performance.now());
    }
    this.#port.close();
  }

  /** A run is to be sampled. */
  order(task: SamplingTask): void {
    this.#received += 1;
    this.#ordered.push(task);
    this.#onOrder();
  }

  /** Takes the orders that the bell has told of. They come as messages, so it waits for them. */
  async #takeOrders(): Promise<void> {
    while (this.#received < this.#bell.orders) {
      await new Promise<void>((resolve) => this.#onOrder = resolve);
    }
    for (const task of this.#ordered.splice(0)) await this.#begin(task);
  }

  async #begin(task: SamplingTask): Promise<void> {
    const clock = SampledRun.clockOf(task);
    const key = Feed.keyOf(task) ?? task.run;
    const feed = this.#feeds.get(key) ?? await Feed.open(task, clock.nowS);
    this.#feeds.set(key, feed);
    const run = new SampledRun(
      task,
      clock,
      feed.sensors,
      (notes) => this.#say({ run: task.run, kind: "notes", notes }),
    );
    this.#joining.push({ run, feed });
  }

  /** Continues the runs that the main thread does not read at this moment. */
  #takeTurns(): void {
    this.#joining = this.#joining.filter(({ run, feed }) => {
      if (run.takeTurn()) feed.add(run);
      else if (run.isStopped) run.close(); // the main thread has read it to its end
      else return true;
      return false;
    });
  }

  async #advance(key: unknown, feed: Feed): Promise<void> {
    const ended = await feed.advance();
    const isNeeded = !feed.isIdle ||
      this.#joining.some((joining) => joining.feed === feed);
    if (!isNeeded) {
      this.#feeds.delete(key);
      await feed.close();
    }
    for (const run of ended) {
      run.close();
      this.#say({ run: run.number, kind: "end" });
    }
  }

  #dueMs(): number {
    return Math.min(...[...this.#feeds.values()].map((feed) => feed.dueMs));
  }

  #say(message: Message): void {
    this.#port.postMessage(message);
  }
}
