import { type DrawnRun, OWN_TYPES } from "../../jupyter/kernel_helper.ts";
import {
  contentOf,
  headerOf,
  isIdle,
  type Json,
  parentOf,
  splitMessage,
  type WireMessage,
} from "../../jupyter/wire.ts";
import type { Message } from "../../jupyter/zmtp/frame.ts";
import type { Peer } from "../../jupyter/zmtp/peer.ts";
import type { Signer } from "../../jupyter/signer.ts";
import { Subscriber } from "./subscriber.ts";

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

/** Runs that are shown while they are running. */
export interface ShownRuns {
  /** The kernel begins to draw one, for the request with this header. */
  announced(run: DrawnRun, request: Json): void;
  /** The kernel replaces an output. */
  heard(update: WireMessage): void;
}

/** Sends what the kernel publishes to all front ends. */
export class Outputs {
  readonly #subscribers = new Map<Peer, Subscriber>();
  readonly #signer: Signer;
  readonly #waiting = new Map<string, () => void>();
  /** The cell whose outputs are watched; `undefined` for none. */
  cell: WatchedCell | undefined;
  /** Shows runs while a cell blocks the kernel. */
  runs: ShownRuns | undefined;
  /** Answers the question whether everything was sent. */
  sent: (() => void) | undefined;
  /** Grows for as long as messages are passed on. */
  steps = 0;
  /** The request that front ends hear nothing about. */
  hidden: string | undefined;
  #heard = Promise.withResolvers<void>();
  readonly #guarded = Promise.withResolvers<void>();

  /** @param signer Signs messages to front ends that read too slowly */
  constructor(signer: Signer) {
    this.#signer = signer;
  }

  /** Resolves when the helper next says that it has heard an interrupt. */
  heard(): Promise<void> {
    return this.#heard.promise;
  }

  /** Resolves once the helper can hear interrupts. */
  get guarded(): Promise<void> {
    return this.#guarded.promise;
  }

  /** Serves a front end until it is gone. */
  async serve(subscriber: Peer): Promise<void> {
    try {
      // Each gets everything: a front end drops what it has not subscribed to.
      for (;;) {
        await subscriber.messages();
        if (this.#subscribers.has(subscriber)) continue;
        const heard = new Subscriber(subscriber, this.#signer);
        this.#subscribers.set(subscriber, heard);
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
      for (const message of messages) this.#passOn(message);
      await this.#pace();
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
   * Publishes messages that say where a cell is. What is published later comes after them.
   * @param messages Each as it is sent
   */
  async send(messages: readonly Uint8Array[]): Promise<void> {
    for (const to of this.#subscribers.values()) {
      for (const message of messages) to.state(message);
    }
    await this.#pace();
  }

  /**
   * Publishes an output, which front ends may miss that read too slowly.
   * @param bytes The message
   */
  show(bytes: Uint8Array<ArrayBuffer>): void {
    for (const to of this.#subscribers.values()) {
      to.output(bytes, { parts: [], bytes });
    }
  }

  #passOn(message: Message): void {
    this.steps += 1;
    const taken = this.#take(message);
    if (taken === undefined) return;
    for (const to of this.#subscribers.values()) {
      if (taken.isState) to.state(taken.bytes);
      else to.output(taken.bytes, message);
    }
  }

  /** Waits for the quickest front end, unless none reads. */
  async #pace(): Promise<void> {
    for (;;) {
      const paces = [...this.#subscribers.values()].map((to) => to.pace());
      this.steps += 1;
      if (paces.includes("quick") || !paces.includes("slow")) return;
      await new Promise((resolve) => setTimeout(resolve, PACE_MS));
    }
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
  #take(message: Message): Taken | undefined {
    const wire = isPrinted(message) ? undefined : splitMessage(message);
    if (wire === undefined) return { bytes: message.bytes, isState: false };
    const { msg_type } = headerOf(wire);
    const bytes = this.#replaced(msg_type, message, wire);
    return bytes && { bytes, isState: STATES.includes(msg_type) };
  }

  #replaced(
    type: string,
    message: Message,
    wire: WireMessage,
  ): Uint8Array | undefined {
    if (type === OWN_TYPES.isSent) {
      this.sent?.();
      return undefined;
    }
    if (type === OWN_TYPES.test) return undefined;
    if (type === OWN_TYPES.guarded) {
      this.#guarded.resolve();
      return undefined;
    }
    if (type === OWN_TYPES.draws) {
      this.runs?.announced(contentOf<DrawnRun>(wire), parentOf(wire));
      return undefined;
    }
    if (type === "update_display_data") this.runs?.heard(wire);
    if (type === OWN_TYPES.heard) {
      this.#heard.resolve();
      this.#heard = Promise.withResolvers();
      return undefined;
    }
    const requestId = parentOf(wire).msg_id ?? "";
    if (requestId === this.hidden) return undefined;
    if (this.cell?.requestId === requestId) {
      return this.cell.take(type, message, wire);
    }
    if (type === OWN_TYPES.end) return undefined;
    if (isIdle(type, wire)) this.#waiting.get(requestId)?.();
    return message.bytes;
  }
}

/** What front ends get of a message. */
interface Taken {
  readonly bytes: Uint8Array;
  /** Whether it says where a cell is, rather than what it shows. */
  readonly isState: boolean;
}

/** Messages that say where a cell is. */
const STATES: readonly string[] = ["status", "execute_input", "error"];

const decoder = new TextDecoder();

/** Whether a message is printed text, as most messages are. It is not parsed for that. */
function isPrinted({ parts: [, , header] }: Message): boolean {
  return decoder.decode(header).includes('"msg_type":"stream"');
}

/** Printed text is collected for so long, in ms. */
const GATHER_MS = 1;

/** Time between two looks at how far front ends have read, in ms. */
const PACE_MS = 5;
