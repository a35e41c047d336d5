/**
 * Mends: the kernel says that a cell has ended, and what it threw, before everything that the cell
 * printed was sent. A front end that stops listening then, such as nbconvert, loses outputs.
 * Seen in: Deno 2.9.6. Upstream: no issue found.
 * Can go when: "a cell ends before its outputs" in `plain_kernel_test.ts` fails.
 * @module
 */
import { OWN_TYPES } from "../../jupyter/kernel_helper.ts";
import type { Signer } from "../../jupyter/signer.ts";
import { contentOf, isIdle, type WireMessage } from "../../jupyter/wire.ts";
import { within } from "../inner/within.ts";
import type { Message } from "../../jupyter/zmtp/frame.ts";

/** If nothing comes for so long, nothing more will, in ms. */
const QUIET_MS = 5000;

/** What front ends see of a cell, which takes several requests to the kernel. */
export interface ShownCell {
  /** Id of the front end's request; all requests to the kernel share it. */
  readonly requestId: string;
  /** The code as the user wrote it. */
  readonly code: string;
  /** Its number. */
  readonly executionCount: number;
  /** The traceback of an error as it is shown. */
  readonly traceback: (
    lines: readonly string[],
  ) => Promise<readonly string[]>;
}

/** An error as the kernel publishes it. */
export interface KernelError {
  readonly ename: string;
  readonly evalue: string;
  readonly traceback: readonly string[];
}

/**
 * What the kernel publishes of one cell. Front ends see one request, which begins once and ends
 * once, after all its outputs.
 */
export class CellOutputs {
  /** Id of the front end's request. */
  readonly requestId: string;
  readonly #cell: ShownCell;
  readonly #signer: Signer;
  readonly #end = Promise.withResolvers<void>();
  readonly #marked = Promise.withResolvers<void>();
  #hasBegun = false;
  #idles = 0;
  #idle: Uint8Array | undefined;
  /** What the cell threw. It must be sent after what the cell printed before. */
  readonly errors: Promise<Uint8Array>[] = [];
  #wanted = Infinity;
  #isMarked = false;
  /** Whether some of its messages are lost. */
  isTorn = false;

  /**
   * @param cell What front ends see
   * @param signer Signs what is changed
   */
  constructor(cell: ShownCell, signer: Signer) {
    this.requestId = cell.requestId;
    this.#cell = cell;
    this.#signer = signer;
  }

  /** Resolves when the helper has ended the cell, and everything before that was sent. */
  get marked(): Promise<void> {
    return this.#marked.promise;
  }

  /**
   * Waits until everything was sent.
   * @param requests How often the kernel becomes idle
   * @param hasMarker Whether the helper sends a last message, after all others
   * @param steps A number that grows for as long as messages are sent
   * @returns The message that says that the cell has ended
   */
  async complete(
    requests: number,
    hasMarker: boolean,
    steps: () => number,
  ): Promise<Uint8Array | undefined> {
    this.#wanted = requests;
    this.#isMarked ||= !hasMarker;
    this.#check();
    // The kernel may never become idle.
    for (let before = -1; before !== steps();) {
      before = steps();
      if (await within(QUIET_MS, this.#end.promise)) return this.#idle;
    }
    this.isTorn = true;
    return this.#idle;
  }

  /** What front ends get in place of a message of the cell; `undefined` for nothing yet. */
  take(
    type: string,
    message: Message,
    wire: WireMessage,
  ): Uint8Array | undefined {
    switch (type) {
      case "status":
        return this.#status(type, message, wire);
      case "execute_input":
        return this.#input(wire);
      case "error":
        this.errors.push(this.#error(message, wire));
        return undefined;
      case OWN_TYPES.end:
        this.#isMarked = true;
        this.#marked.resolve();
        this.#check();
        return undefined;
      default:
        return message.bytes;
    }
  }

  /** Some of its messages are lost, so do not wait for its end. */
  torn(): void {
    this.isTorn = true;
    this.#check();
  }

  #check(): void {
    const isWhole = this.#isMarked && this.#idles >= this.#wanted;
    const isAsked = this.#wanted < Infinity;
    if (isWhole || this.isTorn && isAsked) this.#end.resolve();
  }

  #status(
    type: string,
    { bytes }: Message,
    wire: WireMessage,
  ): Uint8Array | undefined {
    if (isIdle(type, wire)) {
      this.#idles += 1;
      this.#idle = bytes;
      this.#check();
      return undefined;
    }
    return this.#hasBegun ? undefined : bytes;
  }

  #input(wire: WireMessage): Uint8Array | undefined {
    if (this.#hasBegun) return undefined;
    this.#hasBegun = true;
    const { code, executionCount: execution_count } = this.#cell;
    return this.#signer.changed(wire, { code, execution_count });
  }

  async #error(
    { bytes }: Message,
    wire: WireMessage,
  ): Promise<Uint8Array> {
    const error = contentOf<KernelError>(wire);
    const traceback = await this.#cell.traceback(error.traceback);
    return traceback.join("\n") === error.traceback.join("\n")
      ? bytes
      : this.#signer.changed(wire, { ...error, traceback });
  }
}
