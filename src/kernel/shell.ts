import { handOver } from "./bridge.ts";
import type { CellRunner } from "./cell_runner.ts";
import { magicAnswer } from "./magics/magic_answers.ts";
import type { Interrupts, InterruptWorld } from "./inner/interrupts.ts";
import { within } from "./inner/within.ts";
import {
  contentOf,
  headerOf,
  isRequest,
  type Json,
  splitMessage,
  type WireMessage,
} from "../jupyter/wire.ts";
import type { Message } from "../jupyter/zmtp/frame.ts";
import type { Peer } from "../jupyter/zmtp/peer.ts";

/** What the sockets for requests need. */
export interface RequestWorld extends InterruptWorld {
  /** Resolves once the kernel is ready. */
  readonly cells: Promise<CellRunner>;
  readonly interrupts: Interrupts;
}

/** The kernel has answered any request but a cell by then, or it never will, in ms. */
const ANSWERED_MS = 10_000;

/** The socket for requests. All front ends share one queue, as in the plain kernel. */
export class Shell {
  readonly #world: RequestWorld;
  #turn: Promise<void> = Promise.resolve();

  /** @param world What it needs */
  constructor(world: RequestWorld) {
    this.#world = world;
  }

  /** Serves a front end until it is gone. */
  async serve(client: Peer): Promise<void> {
    // Requests that need no change have their own connection, on which the kernel answers.
    using kernel = await this.#world.kernel.connect("shell", "DEALER");
    const gone = handOver(kernel, client).catch(() => {});
    for (;;) {
      for (const message of await client.messages()) {
        const wire = splitMessage(message);
        if (wire === undefined || !this.#world.signer.accepts(wire)) continue;
        client.trust();
        if (!isRequest(wire)) continue;
        const handle = () => this.#handle(client, kernel, gone, message, wire);
        this.#turn = this.#turn.then(handle).catch(() => {
          // The request cannot be read, or a front end or the kernel is gone.
        });
      }
    }
  }

  async #handle(
    client: Peer,
    kernel: Peer,
    gone: Promise<void>,
    message: Message,
    wire: WireMessage,
  ): Promise<void> {
    const cells = await this.#world.cells;
    const { msg_id, msg_type } = headerOf(wire);
    if (msg_type === "execute_request") return cells.execute(client, wire);
    const answer = await magicAnswer(msg_type, contentOf(wire));
    if (answer !== undefined) return await this.#answer(client, wire, answer);
    // The next request may take another connection, so it has to wait for this one.
    using idle = this.#world.outputs.idleAfter(msg_id);
    await kernel.send(message.bytes);
    await within(ANSWERED_MS, idle.done, gone);
  }

  /** Answers in place of the kernel, with the status messages around the answer. */
  async #answer(
    client: Peer,
    wire: WireMessage,
    content: Json,
  ): Promise<void> {
    const { outputs, signer } = this.#world;
    const header = headerOf(wire);
    const status = (execution_state: string) =>
      outputs.send([signer.made("status", header, { execution_state })]);
    await status("busy");
    const type = header.msg_type.replace("_request", "_reply");
    await client.send(signer.made(type, header, content));
    await status("idle");
  }
}
