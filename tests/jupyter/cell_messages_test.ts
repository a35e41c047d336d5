import { assert, assertEquals, assertRejects } from "@std/assert";
import {
  type CellMessage,
  listenToCells,
} from "../../src/jupyter/cell_messages.ts";
import { OWN_REQUEST } from "../../src/jupyter/kernel_helper.ts";
import { headerFor, Signer } from "../../src/jupyter/signer.ts";
import { Peer } from "../../src/jupyter/zmtp/peer.ts";

const HOST = "127.0.0.1";
const signer = new Signer("key");
const CELL = headerFor("execute_request");

/** A status of the kernel, in answer to a request. */
function status(state: string, parent: object = CELL): Uint8Array {
  return signer.made("status", { ...parent }, { execution_state: state });
}

/**
 * What is heard of a kernel that publishes messages.
 * @param count How many are waited for; without it, until the listener closes the connection
 */
async function heardFrom(
  messages: readonly Uint8Array[],
  count = 0,
): Promise<CellMessage[]> {
  using listener = Deno.listen({ hostname: HOST, port: 0 });
  const heard: CellMessage[] = [];
  const { promise: all, resolve } = Promise.withResolvers<void>();
  const kernel = (async () => {
    using peer = await Peer.greet(await listener.accept(), "PUB");
    const [subscription] = await peer.messages();
    assertEquals([...subscription!.bytes], [0, 1, 1]); // to everything
    for (const message of messages) await peer.send(message);
    await (count > 0 ? all : assertRejects(() => peer.messages()));
  })();
  const { port } = listener.addr;
  const stop = await listenToCells(
    { ip: HOST, iopub_port: port },
    (message) => {
      if (heard.push(message) === count) resolve();
    },
  );
  await kernel;
  stop();
  return heard;
}

/** A frame that claims more bytes than any message has. */
const NOISE = Uint8Array.of(2, 0x7f, 255, 255, 255, 255, 255, 255, 255);

Deno.test("listenToCells() hears when cells begin and end", async () => {
  const heard = await heardFrom([status("busy"), status("idle")], 2);
  assertEquals(heard.map(({ kind }) => kind), ["began", "ended"]);
  assert(heard.every(({ wallMs }) => Math.abs(wallMs - Date.now()) < 60_000));
});

Deno.test("listenToCells() hears nothing else that a kernel publishes", async () => {
  const others = [
    signer.made("stream", CELL, { name: "stdout", text: "idle" }),
    signer.made("execute_input", CELL, { code: "1", execution_count: 1 }),
    status("busy", headerFor("kernel_info_request")),
    status("busy", { ...CELL, [OWN_REQUEST]: true }),
    status("starting", {}),
    status("starting"),
    Uint8Array.of(0, 5, 1, 2, 3, 4, 5), // no message of Jupyter
  ];
  const heard = await heardFrom([...others, status("idle")], 1);
  assertEquals(heard.map(({ kind }) => kind), ["ended"]);
});

Deno.test("listenToCells() stops listening at a message that cannot be read", async () => {
  const torn = signer.made("status", { ...CELL }, { execution_state: "busy" })
    .map((byte) => byte === "{".charCodeAt(0) ? 0 : byte);
  assertEquals(await heardFrom([torn, status("busy")]), []);
  assertEquals(await heardFrom([NOISE, status("busy")]), []);
});

Deno.test("listenToCells() throws where no kernel listens, or another protocol is spoken", async () => {
  using listener = Deno.listen({ hostname: HOST, port: 0 });
  const address = { ip: HOST, iopub_port: listener.addr.port };
  const [connection] = await Promise.all([
    listener.accept().then(async (connection) => {
      await connection.write(
        new TextEncoder().encode("HTTP/1.1 400\r\n".repeat(9)),
      );
      return connection;
    }),
    assertRejects(
      () => listenToCells(address, () => {}),
      Error,
      "must speak ZMTP 3",
    ),
  ]);
  connection.close();
  listener.close();
  await assertRejects(
    () => listenToCells(address, () => {}),
    Deno.errors.ConnectionRefused,
  );
});
