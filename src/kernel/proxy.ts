import { bridge } from "./bridge.ts";
import { CellRunner } from "./cell_runner.ts";
import {
  type Channel,
  type Connection,
  innerConnectionFile,
} from "../jupyter/connection.ts";
import { Control } from "./control.ts";
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
  const gate = (message: Message) => isSigned(signer, message);
  const shellReady = InnerShell.connect(kernel, signer, outputs);
  const cellsReady = shellReady.then((shell) =>
    new CellRunner(shell, outputs, signer)
  );
  const world = { cells: cellsReady, kernel, outputs, signer };
  const shell = new Shell(world);
  const control = new Control(world);
  using stack = new DisposableStack();
  shellReady.then((shell) => stack.use(shell)).catch(() => {}); // thrown below
  const listen = (channel: Channel, type: SocketType, serve: Serve) =>
    stack.use(listenOn(connection, channel, type, serve));
  listen("shell", "ROUTER", (client) => shell.serve(client));
  listen("control", "ROUTER", (client) => control.serve(client));
  listen("iopub", "PUB", (client) => outputs.serve(client));
  listen(
    "stdin",
    "ROUTER",
    async (client) =>
      bridge(client, await kernel.connect("stdin", "DEALER"), gate),
  );
  listen(
    "hb",
    "REP",
    async (client) =>
      bridge(client, await kernel.connect("hb", "REQ"), isHeartbeat),
  );
  const stopListening = onSignals(kernel, control);
  try {
    // If the helper cannot load, this throws.
    return await Promise.race([
      kernel.ended,
      cellsReady.then(() => kernel.ended),
    ]);
  } finally {
    stopListening();
  }
}

function isSigned(signer: Signer, message: Message): boolean {
  const wire = splitMessage(message);
  return wire !== undefined && signer.isSigned(wire);
}

function isHeartbeat({ bytes }: Message): boolean {
  return bytes.length <= HEARTBEAT_BYTES;
}

/** An interrupt reaches the cell; a termination ends both kernels. */
function onSignals(kernel: InnerKernel, control: Control): () => void {
  const listeners: readonly (readonly [Deno.Signal, () => void])[] = [
    ["SIGINT", () => void control.interrupt()],
    ...(Deno.build.os === "windows" ? [] : [
      ["SIGTERM", () => kernel.signal("SIGTERM")] as const,
    ]),
  ];
  for (const each of listeners) Deno.addSignalListener(...each);
  return () => {
    for (const each of listeners) Deno.removeSignalListener(...each);
  };
}
