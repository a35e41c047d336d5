import type { Signer } from "../../jupyter/signer.ts";
import { headerOf, splitMessage } from "../../jupyter/wire.ts";
import type { Peer } from "../../jupyter/zmtp/peer.ts";
import type { InnerKernel } from "./inner_kernel.ts";

/**
 * The questions of cells, such as `prompt()`. A question blocks the kernel until one front end has
 * answered. The kernel would keep every further answer for the next question.
 */
export class Questions {
  readonly #kernel: InnerKernel;
  readonly #signer: Signer;
  /** Whether a cell waits for an answer. */
  isAsked = false;

  /**
   * @param kernel Asks
   * @param signer Checks the answers
   */
  constructor(kernel: InnerKernel, signer: Signer) {
    this.#kernel = kernel;
    this.#signer = signer;
  }

  /** Serves a front end until it is gone. */
  async serve(client: Peer): Promise<void> {
    using kernel = await this.#kernel.connect("stdin", "DEALER");
    await Promise.race([
      this.#ask(kernel, client),
      this.#answer(client, kernel),
    ]);
  }

  /** Ends the question without an answer. */
  async end(): Promise<void> {
    if (!this.isAsked) return;
    this.isAsked = false;
    using kernel = await this.#kernel.connect("stdin", "DEALER");
    await kernel.send(this.#signer.made("input_reply", {}, { value: null }));
  }

  async #ask(kernel: Peer, client: Peer): Promise<void> {
    for (;;) {
      for (const message of await kernel.messages()) {
        const wire = splitMessage(message);
        if (wire && headerOf(wire).msg_type === "input_request") {
          this.isAsked = true;
        }
        await client.send(message.bytes);
      }
    }
  }

  async #answer(client: Peer, kernel: Peer): Promise<void> {
    for (;;) {
      for (const message of await client.messages()) {
        const wire = splitMessage(message);
        if (wire === undefined || !this.#signer.accepts(wire)) continue;
        client.trust();
        if (!this.isAsked) continue;
        this.isAsked = false;
        await kernel.send(message.bytes);
      }
    }
  }
}
