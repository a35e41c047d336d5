import { receiveMessageOnPort } from "node:worker_threads";
import { need } from "../../machine/permission.ts";
import { Bell } from "./bell.ts";
import type { Message, SamplingTask, ThreadStart } from "./protocol.ts";

/** A run that the thread samples, as the main thread has it. */
export interface Member {
  /** Told what the thread says. */
  heard(message: Message): void;
  /** Told that there is no thread any more, and why. */
  lost(why: string): void;
}

type NodePort = Parameters<typeof receiveMessageOnPort>[0];

/** The thread that samples all runs of this process; it lives as long as one of them. */
export class SamplingThread {
  static #current: SamplingThread | undefined;
  static #runs = 0;
  readonly #worker: Worker;
  readonly #port: MessagePort;
  readonly #bell = new Bell();
  readonly #members = new Map<number, Member>();

  /**
   * Lets the thread sample a run; the first one starts it.
   * @param member Told what it says
   * @param task What to sample, for the number that the run gets
   * @returns The thread, and the number
   * @throws {Error} If no thread can be started
   */
  static join(
    member: Member,
    task: (run: number) => SamplingTask,
  ): { readonly thread: SamplingThread; readonly run: number } {
    const thread = SamplingThread.#current ??= new SamplingThread();
    const run = SamplingThread.#runs++;
    thread.#members.set(run, member);
    thread.#worker.postMessage(task(run));
    thread.#bell.order();
    return { thread, run };
  }

  private constructor() {
    const code = new URL("./worker.ts", import.meta.url);
    // Checked first, so that Deno never asks the user.
    if (code.protocol === "file:") {
      need({ name: "read", path: code }, "load the thread", "--allow-read");
    }
    this.#worker = new Worker(code, { type: "module" });
    const { port1, port2: port } = new MessageChannel();
    this.#port = port1;
    this.#worker.onerror = (event) => {
      event.preventDefault();
      this.#fail(event.message);
    };
    port1.onmessage = ({ data }: MessageEvent<Message>) => this.#hear(data);
    const start: ThreadStart = { port, bell: this.#bell.shared };
    this.#worker.postMessage(start, [port]);
    unref(this.#worker);
    (this.#port as unknown as { unref?(): void }).unref?.();
  }

  /** Wakes it, as there is something to do. */
  ring(): void {
    this.#bell.ring();
  }

  /** Hears what it has said while this thread was blocked. */
  listen(): void {
    const port = this.#port as unknown as NodePort;
    let received = receiveMessageOnPort(port);
    while (received !== undefined) {
      this.#hear(received.message);
      received = receiveMessageOnPort(port);
    }
  }

  /**
   * A run has ended; the thread ends with the last one.
   * @param run Its number
   */
  leave(run: number): void {
    this.#members.delete(run);
    this.#bell.ring();
    if (this.#members.size === 0) this.#end();
  }

  #hear(message: Message): void {
    this.#members.get(message.run)?.heard(message);
  }

  #fail(why: string): void {
    this.listen();
    const members = [...this.#members.values()];
    this.#members.clear();
    this.#end();
    for (const member of members) member.lost(why);
  }

  #end(): void {
    if (SamplingThread.#current === this) SamplingThread.#current = undefined;
    // The thread is blocked until it is told to end.
    this.#bell.end();
    this.#port.close();
    this.#worker.terminate();
  }
}

/**
 * Lets a program end although a thread is running: the ledger then has its runs as interrupted.
 * Deno offers this for Node's workers only, which take twice as long to start. If the method is
 * gone one day, a program that forgets to stop a run does not end.
 */
function unref(worker: Worker): void {
  const methods = Object.getOwnPropertySymbols(Worker.prototype)
    .map((key) => (worker as unknown as Record<symbol, unknown>)[key])
    .filter((method) => typeof method === "function" && method.length === 1);
  const [setRef] = methods as ((isRefd: boolean) => void)[];
  setRef?.call(worker, false);
}
