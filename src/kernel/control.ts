import { headerOf, isRequest, splitMessage } from "../jupyter/wire.ts";
import type { Peer } from "../jupyter/zmtp/peer.ts";
import { handOver } from "./bridge.ts";
import { interruptCell } from "./mends/interrupt_cell.ts";
import type { RequestWorld } from "./shell.ts";

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

  /** Interrupts the cell that is running now. */
  async interrupt(): Promise<void> {
    await interruptCell(this.#world, await this.#world.cells);
  }
}
