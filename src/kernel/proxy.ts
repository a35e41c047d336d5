import { bridge } from "./bridge.ts";
import { BlockedRuns } from "./live/blocked_runs.ts";
import { CellRunner } from "./cell_runner.ts";
import {
  type Channel,
  type Connection,
  innerConnectionFile,
} from "../jupyter/connection.ts";
import { interrupt, serveControl } from "./control.ts";
import { InnerKernel } from "./inner/inner_kernel.ts";
import { InnerShell } from "./inner/inner_shell.ts";
import { listenOn, type Serve } from "./listener.ts";
import { Outputs } from "./inner/outputs.ts";
import { Shell } from "./shell.ts";
import { Signer } from "../jupyter/signer.ts";
import { splitMessage } from "../jupyter/wire.ts";
import { Allowance } from "../jupyter/zmtp/message_reader.ts";
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
  await using file = await innerConnectionFile(connection.key);
  await using kernel = new InnerKernel(file);
  const outputs = new Outputs(signer, (file) => kernel.touch(file));
  const runs = new BlockedRuns((request, content) =>
    outputs.show(signer.made("update_display_data", request, content))
  );
  outputs.runs = runs;
  const shellReady = InnerShell.connect(kernel, signer, outputs);
  const cells = shellReady.then((shell) =>
    new CellRunner(shell, outputs, signer)
  );
  const world = { cells, kernel, outputs, signer };
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
  listen("stdin", "ROUTER", signed, async (client) => {
    const stdin = await kernel.connect("stdin", "DEALER");
    await bridge(client, stdin, (message) => {
      const wire = splitMessage(message);
      if (wire === undefined || !signer.isSigned(wire)) return false;
      client.trust();
      return true;
    });
  });
  listen("hb", "REP", SHORT, async (client) => {
    const heartbeat = await kernel.connect("hb", "REQ");
    await bridge(client, heartbeat, () => true);
  });
  stack.defer(onSignals(kernel, () => void interrupt(world)));
  // If the helper cannot load, this throws.
  return await Promise.race([kernel.ended, cells.then(() => kernel.ended)]);
}

/** An interrupt reaches the cell; a termination ends both kernels. */
function onSignals(kernel: InnerKernel, interrupted: () => void): () => void {
  const listeners: readonly (readonly [Deno.Signal, () => void])[] = [
    ["SIGINT", interrupted],
    ...(Deno.build.os === "windows" ? [] : [
      ["SIGTERM", () => kernel.signal("SIGTERM")] as const,
    ]),
  ];
  for (const each of listeners) Deno.addSignalListener(...each);
  return () => {
    for (const each of listeners) Deno.removeSignalListener(...each);
  };
}
