import {
  contentOf,
  headerOf,
  isRequest,
  splitMessage,
} from "../jupyter/wire.ts";
import type { Peer } from "../jupyter/zmtp/peer.ts";
import { handOver } from "./bridge.ts";
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
      if (wire === undefined || !signer.accepts(wire)) continue;
      client.trust();
      if (!isRequest(wire)) continue;
      const header = headerOf(wire);
      const answer = (type: string, content = {}) =>
        client.send(signer.made(type, header, { status: "ok", ...content }));
      if (header.msg_type === "interrupt_request") {
        void interrupt(world);
        await answer("interrupt_reply");
      } else if (header.msg_type === "shutdown_request") {
        // The Deno kernel may be unable to answer.
        await answer("shutdown_reply", contentOf(wire));
        void kernel.shutDown(signer);
      } else await control.send(message.bytes);
    }
  }
}

/** Interrupts the code that is executed now. */
export async function interrupt(
  { cells, interrupts }: RequestWorld,
): Promise<void> {
  const code = await cells.catch(() => undefined); // it has not started
  if (code !== undefined) interrupts.request(code);
}
