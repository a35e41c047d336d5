import { bridge } from "./bridge.ts";
import { BlockedRuns } from "./live/blocked_runs.ts";
import { CellRunner } from "./cell_runner.ts";
import {
  type Channel,
  type Connection,
  innerConnection,
} from "../jupyter/connection.ts";
import { interrupt, serveControl } from "./control.ts";
import { InnerKernel } from "./inner/inner_kernel.ts";
import { InnerShell } from "./inner/inner_shell.ts";
import { Interrupts } from "./inner/interrupts.ts";
import { listenOn, type Serve } from "./listener.ts";
import { Outputs } from "./inner/outputs.ts";
import { Questions } from "./inner/questions.ts";
import { Shell } from "./shell.ts";
import { Signer } from "../jupyter/signer.ts";
import { Allowance } from "../jupyter/zmtp/message_reader.ts";
import { onSignal } from "../tracker/interrupt.ts";
import { SENT } from "../jupyter/kernel_helper.ts";
import type { PeerLimits, SocketType } from "../jupyter/zmtp/peer.ts";

/** A longer message is neither a heartbeat nor a subscription. */
const SHORT: PeerLimits = { mostBytes: 4096 };
/** All messages together that have not come whole, of senders that have not shown the key. */
const UNSIGNED_BYTES = 2 ** 26;

/**
 * Serves front ends as a kernel, with the plain Deno kernel behind it.
 * @param connection Where front ends connect
 * @returns The exit code of the plain kernel, once it has ended
 */
export async function serveKernel(connection: Connection): Promise<number> {
  const signer = new Signer(connection.key);
  await using kernel = await InnerKernel.start(
    innerConnection(connection.key, Object.values(connection.ports)),
  );
  const outputs = new Outputs(signer);
  const questions = new Questions(kernel, signer);
  const interrupts = new Interrupts({ kernel, outputs, questions, signer });
  const runs = new BlockedRuns((request, content) =>
    outputs.show(signer.made("update_display_data", request, content))
  );
  outputs.runs = runs;
  outputs.sent = () => kernel.signal(SENT);
  const shellReady = InnerShell.connect(kernel, signer, outputs);
  const cells = shellReady.then((shell) =>
    new CellRunner(shell, outputs, signer, interrupts)
  );
  const world = { cells, interrupts, kernel, outputs, questions, signer };
  const shell = new Shell(world);
  using stack = new DisposableStack();
  stack.use(runs);
  shellReady.then((shell) => stack.use(shell)).catch(() => {}); // thrown below
  const signed: PeerLimits = { allowance: new Allowance(UNSIGNED_BYTES) };
  const listen = (
    channel: Channel,
    type: SocketType,
    limits: PeerLimits,
    serve: Serve,
  ) => stack.use(listenOn(connection, channel, type, limits, serve));
  listen("shell", "ROUTER", signed, (client) => shell.serve(client));
  listen("control", "ROUTER", signed, (client) => serveControl(client, world));
  listen("iopub", "PUB", SHORT, (client) => outputs.serve(client));
  listen("stdin", "ROUTER", signed, (client) => questions.serve(client));
  listen("hb", "REP", SHORT, async (client) => {
    const heartbeat = await kernel.connect("hb", "REQ");
    await bridge(client, heartbeat);
  });
  stack.defer(onSignals({
    SIGINT: () => void interrupt(world),
    SIGTERM: () => void kernel.shutDown(signer),
  }));
  // If the helper cannot load, this throws.
  return await Promise.race([kernel.ended, cells.then(() => kernel.ended)]);
}

/** Listens to signals until the returned function is called. */
function onSignals(
  listeners: Readonly<Partial<Record<Deno.Signal, () => void>>>,
): () => void {
  const each = Object.entries(listeners) as [Deno.Signal, () => void][];
  const stops = each.map(([signal, listener]) => onSignal(signal, listener));
  return () => {
    for (const stop of stops) stop();
  };
}
