import { bridge } from "./bridge.ts";
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
import type { Message } from "../jupyter/zmtp/frame.ts";
import type { SocketType } from "../jupyter/zmtp/peer.ts";

/** A longer message is not a heartbeat. */
const HEARTBEAT_BYTES = 4096;

/**
 * Serves front ends as a kernel, with the plain Deno kernel behind it.
 * @param connection Where front ends connect
 * @returns The exit code of the plain kernel, once it has ended
 */
export async function serveKernel(connection: Connection): Promise<number> {
  const signer = new Signer(connection.key);
  await using file = await innerConnectionFile(connection.key);
  await using kernel = new InnerKernel(file);
  const outputs = new Outputs((file) => kernel.touch(file));
  const shellReady = InnerShell.connect(kernel, signer, outputs);
  const cells = shellReady.then((shell) =>
    new CellRunner(shell, outputs, signer)
  );
  const world = { cells, kernel, outputs, signer };
  const shell = new Shell(world);
  using stack = new DisposableStack();
  shellReady.then((shell) => stack.use(shell)).catch(() => {}); // thrown below
  const listen = (channel: Channel, type: SocketType, serve: Serve) =>
    stack.use(listenOn(connection, channel, type, serve));
  listen("shell", "ROUTER", (client) => shell.serve(client));
  listen("control", "ROUTER", (client) => serveControl(client, world));
  listen("iopub", "PUB", (client) => outputs.serve(client));
  listen("stdin", "ROUTER", async (client) => {
    const stdin = await kernel.connect("stdin", "DEALER");
    await bridge(client, stdin, (message) => {
      const wire = splitMessage(message);
      return wire !== undefined && signer.isSigned(wire);
    });
  });
  listen("hb", "REP", async (client) => {
    const heartbeat = await kernel.connect("hb", "REQ");
    const mayPass = ({ bytes }: Message) => bytes.length <= HEARTBEAT_BYTES;
    await bridge(client, heartbeat, mayPass);
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
