import { headerOf, isRequest, splitMessage } from "../jupyter/wire.ts";
import type { Peer } from "../jupyter/zmtp/peer.ts";
import { handOver } from "./bridge.ts";
import { interruptCell } from "./mends/interrupt_cell.ts";
import type { RequestWorld } from "./shell.ts";

/** Serves a front end, which may interrupt and end the kernel, until it is gone. */
export async function serveControl(
  client: Peer,
  world: RequestWorld,
): Promise<void> {
  const { kernel, signer } = world;
  using control = await kernel.connect("control", "DEALER");
  handOver(control, client).catch(() => {});
  for (;;) {
    for (const message of await client.messages()) {
      const wire = splitMessage(message);
      if (wire === undefined || !signer.isSigned(wire)) continue;
      client.trust();
      if (!isRequest(wire)) continue;
      const header = headerOf(wire);
      if (header.msg_type !== "interrupt_request") {
        await control.send(message.bytes);
        continue;
      }
      void interrupt(world);
      const reply = { status: "ok" };
      await client.send(signer.made("interrupt_reply", header, reply));
    }
  }
}

/** Interrupts the cell that is running now. */
export async function interrupt(world: RequestWorld): Promise<void> {
  await interruptCell(world, await world.cells);
}
