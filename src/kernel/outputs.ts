import type { CellOutputs } from "./cells/cell_outputs.ts";
import { isIdle } from "./idle.ts";
import { OWN_TYPES } from "./own_types.ts";
import {
  contentOf,
  headerOf,
  parentOf,
  splitMessage,
} from "../jupyter/wire.ts";
import type { Message } from "../jupyter/zmtp/frame.ts";
import type { Peer } from "../jupyter/zmtp/peer.ts";

/** What the kernel publishes, on its way to all front ends. */
export class Outputs {
  readonly #subscribers = new Set<Peer>();
  readonly #waiting = new Map<string, () => void>();
  #cell: CellOutputs | undefined;
  #hidden: string | undefined;
  #heard = Promise.withResolvers<void>();
  readonly #acknowledge: (file: string) => void;

  /** @param acknowledge Tells the kernel by a file that all that it has published has gone out */
  constructor(acknowledge: (file: string) => void) {
    this.#acknowledge = acknowledge;
  }

  /** Which cell's outputs are watched; `undefined` for none. */
  set cell(cell: CellOutputs | undefined) {
    this.#cell = cell;
  }

  /** Which request is our own: front ends hear nothing of it. */
  set hidden(requestId: string) {
    this.#hidden = requestId;
  }

  /** Resolves when the kernel next says that it has heard an interrupt. */
  heard(): Promise<void> {
    return this.#heard.promise;
  }

  /** Serves a front end until it is gone. */
  async serve(subscriber: Peer): Promise<void> {
    try {
      // To what it subscribes does not matter: it leaves out itself what it does not want.
      for (;;) {
        await subscriber.messages();
        this.#subscribers.add(subscriber);
      }
    } finally {
      this.#subscribers.delete(subscriber);
    }
  }

  /**
   * Hands on all that the kernel publishes.
   * @param kernel Where it publishes
   * @throws {Error} If it is gone, or what comes is torn
   */
  async pump(kernel: Peer): Promise<void> {
    for (;;) {
      const messages = await kernel.messages();
      const chunks = joined(messages.map((message) => this.#take(message)));
      await this.send(chunks);
      // A cell that prints line by line wakes this process less often, and so has more of the machine itself.
      if (messages.every(isPrinted)) await gathered();
    }
  }

  /** Part of what the kernel has published is lost: nobody shall wait for it. */
  torn(): void {
    this.#cell?.torn();
    for (const resolve of this.#waiting.values()) resolve();
  }

  /**
   * Publishes messages of our own, or of the kernel.
   * @param chunks Handed over at once, so that whatever is published later comes after all of them
   */
  async send(chunks: readonly Uint8Array[]): Promise<void> {
    await Promise.all(
      [...this.#subscribers].flatMap((to) =>
        chunks.map((chunk) => to.send(chunk))
      ),
    );
  }

  /**
   * Waits until the kernel has done with a request.
   * @param requestId Not yet sent
   * @returns Resolves then; to be disposed of
   */
  idleAfter(requestId: string): Disposable & { readonly done: Promise<void> } {
    const { promise: done, resolve } = Promise.withResolvers<void>();
    this.#waiting.set(requestId, resolve);
    return {
      done,
      [Symbol.dispose]: () => void this.#waiting.delete(requestId),
    };
  }

  /** What front ends get of a message: mostly itself. */
  #take(message: Message): Uint8Array | undefined {
    if (isPrinted(message)) return message.bytes;
    const wire = splitMessage(message);
    if (wire === undefined) return message.bytes;
    const { msg_type } = headerOf(wire);
    if (msg_type === OWN_TYPES.large) {
      this.#acknowledge(contentOf<{ file: string }>(wire).file);
      return undefined;
    }
    if (msg_type === OWN_TYPES.test) return undefined;
    if (msg_type === OWN_TYPES.heard) {
      this.#heard.resolve();
      this.#heard = Promise.withResolvers();
      return undefined;
    }
    const requestId = parentOf(wire).msg_id ?? "";
    if (requestId === this.#hidden) return undefined;
    if (this.#cell?.requestId === requestId) {
      return this.#cell.take(msg_type, message, wire);
    }
    if (msg_type === OWN_TYPES.end) return undefined;
    if (isIdle(msg_type, wire)) this.#waiting.get(requestId)?.();
    return message.bytes;
  }
}

const decoder = new TextDecoder();

/** Whether a message is text that a cell prints, as most are by far: told without reading it. */
function isPrinted({ parts: [, , header] }: Message): boolean {
  return decoder.decode(header).includes('"msg_type":"stream"');
}

/** So long messages gather that are only text, in ms. */
const GATHER_MS = 1;

function gathered(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, GATHER_MS));
}

/** Messages that stand one after the other in what was read are sent in one piece. */
function joined(
  messages: readonly (Uint8Array | undefined)[],
): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  for (const message of messages) {
    if (message === undefined) continue;
    const last = chunks.at(-1);
    const follows = last?.buffer === message.buffer &&
      last.byteOffset + last.length === message.byteOffset;
    if (last === undefined || !follows) chunks.push(message);
    else {
      chunks[chunks.length - 1] = new Uint8Array(
        last.buffer,
        last.byteOffset,
        last.length + message.length,
      );
    }
  }
  return chunks;
}
