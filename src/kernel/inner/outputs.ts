import { OWN_TYPES } from "../../jupyter/kernel_helper.ts";
import {
  contentOf,
  headerOf,
  isIdle,
  parentOf,
  splitMessage,
  type WireMessage,
} from "../../jupyter/wire.ts";
import type { Message } from "../../jupyter/zmtp/frame.ts";
import type { Peer } from "../../jupyter/zmtp/peer.ts";

/** A cell whose outputs are changed on their way. */
export interface WatchedCell {
  /** Id of the front end's request. */
  readonly requestId: string;
  /** What front ends get in place of a message of the cell; `undefined` for nothing yet. */
  take(
    type: string,
    message: Message,
    wire: WireMessage,
  ): Uint8Array | undefined;
  /** Some messages of the cell are lost. */
  torn(): void;
}

/** Sends what the kernel publishes to all front ends. */
export class Outputs {
  readonly #subscribers = new Set<Peer>();
  readonly #waiting = new Map<string, () => void>();
  /** The cell whose outputs are watched; `undefined` for none. */
  cell: WatchedCell | undefined;
  /** The request that front ends hear nothing about. */
  hidden: string | undefined;
  #heard = Promise.withResolvers<void>();
  readonly #acknowledge: (file: string) => void;

  /** @param acknowledge Makes the file that says that everything was sent */
  constructor(acknowledge: (file: string) => void) {
    this.#acknowledge = acknowledge;
  }

  /** Resolves when the helper next says that it has heard an interrupt. */
  heard(): Promise<void> {
    return this.#heard.promise;
  }

  /** Serves a front end until it is gone. */
  async serve(subscriber: Peer): Promise<void> {
    try {
      // Each gets everything: a front end drops what it has not subscribed to.
      for (;;) {
        await subscriber.messages();
        this.#subscribers.add(subscriber);
      }
    } finally {
      this.#subscribers.delete(subscriber);
    }
  }

  /**
   * Passes on everything that the kernel publishes.
   * @param kernel Where it publishes
   * @throws {Error} If the kernel is gone, or a message is torn
   */
  async pump(kernel: Peer): Promise<void> {
    for (;;) {
      const messages = await kernel.messages();
      const chunks = joined(messages.map((message) => this.#take(message)));
      await this.send(chunks);
      // A cell that prints line by line then wakes this process less often, and so runs faster.
      if (messages.every(isPrinted)) {
        await new Promise((resolve) => setTimeout(resolve, GATHER_MS));
      }
    }
  }

  /** Some of what the kernel has published is lost; stop waiting for it. */
  torn(): void {
    this.cell?.torn();
    for (const resolve of this.#waiting.values()) resolve();
  }

  /**
   * Publishes messages.
   * @param chunks Queued together, so that everything published later comes after all of them
   */
  async send(chunks: readonly Uint8Array[]): Promise<void> {
    await Promise.all(
      [...this.#subscribers].flatMap((to) =>
        chunks.map((chunk) => to.send(chunk))
      ),
    );
  }

  /**
   * Waits until the kernel has finished a request.
   * @param requestId The request, which is not sent yet
   * @returns To be disposed of; `done` resolves then
   */
  idleAfter(requestId: string): Disposable & { readonly done: Promise<void> } {
    const { promise: done, resolve } = Promise.withResolvers<void>();
    this.#waiting.set(requestId, resolve);
    return {
      done,
      [Symbol.dispose]: () => void this.#waiting.delete(requestId),
    };
  }

  /** What front ends get in place of a message: mostly the message itself. */
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
    if (requestId === this.hidden) return undefined;
    if (this.cell?.requestId === requestId) {
      return this.cell.take(msg_type, message, wire);
    }
    if (msg_type === OWN_TYPES.end) return undefined;
    if (isIdle(msg_type, wire)) this.#waiting.get(requestId)?.();
    return message.bytes;
  }
}

const decoder = new TextDecoder();

/** Whether a message is printed text, as most messages are. It is not parsed for that. */
function isPrinted({ parts: [, , header] }: Message): boolean {
  return decoder.decode(header).includes('"msg_type":"stream"');
}

/** Printed text is collected for so long, in ms. */
const GATHER_MS = 1;

/** Joins messages that follow each other in the buffer, to send them as one piece. */
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
