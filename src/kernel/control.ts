import { handOver } from "./bridge.ts";
import { STOPPED } from "./own_types.ts";
import type { RequestWorld } from "./shell.ts";
import { headerOf, isRequest, splitMessage } from "../jupyter/wire.ts";
import { within } from "./within.ts";
import type { Peer } from "../jupyter/zmtp/peer.ts";

/** A thread that has not heard of an interrupt by then is blocked by a cell, in ms. */
const HEARD_MS = 500;
/** A cell that is stopped ends by then, unless it had waited before, in ms. */
const STOPPED_MS = 100;
/** One that has not ended by then never will, in ms. */
const ENDED_MS = 3000;

/** The socket on which front ends interrupt and end the kernel. */
export class Control {
  readonly #world: RequestWorld;

  /** @param world What it needs */
  constructor(world: RequestWorld) {
    this.#world = world;
  }

  /** Serves a front end until it is gone. */
  async serve(client: Peer): Promise<void> {
    const { kernel, signer } = this.#world;
    using control = await kernel.connect("control", "DEALER");
    handOver(control, client).catch(() => {});
    for (;;) {
      for (const message of await client.messages()) {
        const wire = splitMessage(message);
        if (wire === undefined || !signer.isSigned(wire)) continue;
        if (!isRequest(wire)) continue;
        const header = headerOf(wire);
        if (header.msg_type !== "interrupt_request") {
          await control.send(message.bytes);
          continue;
        }
        void this.interrupt();
        const reply = { status: "ok" };
        await client.send(signer.made("interrupt_reply", header, reply));
      }
    }
  }

  /**
   * Interrupts the cell that runs. By a signal, of which the cell hears while it waits; what blocks the thread
   * is stopped by the kernel itself, which would break what waits. A kernel that cannot be stopped is ended.
   */
  async interrupt(): Promise<void> {
    const { kernel, outputs, signer } = this.#world;
    const cells = await this.#world.cells;
    const { running } = cells;
    const heard = outputs.heard();
    kernel.signal("SIGINT");
    if (running === undefined || await within(HEARD_MS, heard, running)) return;
    cells.stopped();
    using control = await kernel.connect("control", "DEALER");
    await control.send(signer.made("interrupt_request", {}, {}));
    if (await within(STOPPED_MS, running)) return;
    kernel.signal(STOPPED);
    if (!await within(ENDED_MS, running)) kernel.signal("SIGKILL");
  }
}
