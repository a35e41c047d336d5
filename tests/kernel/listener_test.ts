import { assert, assertEquals, assertRejects } from "@std/assert";
import type { Connection } from "../../src/jupyter/connection.ts";
import { encodeFrames } from "../../src/jupyter/zmtp/frame.ts";
import { Peer, type PeerLimits } from "../../src/jupyter/zmtp/peer.ts";
import { listenOn } from "../../src/kernel/listener.ts";

/** A free port, and what names it. */
function freePort(): Connection {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  const ports = { shell: 0, iopub: 0, stdin: 0, control: 0, hb: port };
  return { ip: "127.0.0.1", key: "a key", ports };
}

/** Listens and sends each message back. */
function echo(connection: Connection, limits: PeerLimits = {}): Disposable {
  return listenOn(connection, "hb", "REP", limits, async (client) => {
    for (;;) {
      for (const { bytes } of await client.messages()) await client.send(bytes);
    }
  });
}

function connected({ ports }: Connection): Promise<Deno.TcpConn> {
  return Deno.connect({ hostname: "127.0.0.1", port: ports.hb });
}

async function greeted(connection: Connection): Promise<Peer> {
  return await Peer.greet(await connected(connection), "REQ");
}

/** The length of what a front end gets back. */
async function echoed(front: Peer, length: number): Promise<number> {
  await front.send(encodeFrames([new Uint8Array(length)]));
  const [message] = await front.messages();
  return message!.parts[0]!.length;
}

Deno.test("silent connections make room for front ends, the oldest first", async () => {
  const connection = freePort();
  using _listening = echo(connection);
  const silent: Deno.TcpConn[] = [];
  for (let i = 0; i < 100; i += 1) silent.push(await connected(connection));
  // Many at once are accepted before the first of them is gone.
  for (let i = 0; i < 10; i += 1) {
    silent.push(
      ...await Promise.all(
        Array.from({ length: 20 }, () => connected(connection)),
      ),
    );
  }
  using front = await greeted(connection);
  assertEquals(await echoed(front, 10), 10);
  // It sent its own greeting before it closed.
  const got = await new Response(silent[0]!.readable).bytes();
  assertEquals(got.length, 64);
  for (const each of silent.slice(1)) each.close();
});

Deno.test("front ends above a limit are refused, and those that are served stay", async () => {
  const connection = freePort();
  using stack = new DisposableStack();
  stack.use(echo(connection));
  const served: Peer[] = [];
  for (let i = 0; i < 64; i += 1) {
    served.push(stack.use(await greeted(connection)));
    assertEquals(await echoed(served[i]!, 1), 1);
  }
  const refused = stack.use(await greeted(connection));
  await assertRejects(() => refused.messages(), Error, "closed the connection");
  assertEquals(await echoed(served[0]!, 20), 20);
  served[1]![Symbol.dispose]();
  assertEquals(await echoed(served[2]!, 20), 20);
  using next = await greeted(connection);
  assertEquals(await echoed(next, 30), 30);
});

Deno.test("a message above the limit of its socket ends only its connection", async () => {
  const connection = freePort();
  using _listening = echo(connection, { mostBytes: 4096 });
  using front = await greeted(connection);
  assertEquals(await echoed(front, 4000), 4000);
  await assertRejects(() => echoed(front, 5000));
  using other = await greeted(connection);
  assertEquals(await echoed(other, 4000), 4000);
});

Deno.test("a front end that does not read its replies loses its connection", async () => {
  const connection = freePort();
  using _listening = echo(connection);
  using front = await greeted(connection);
  const large = encodeFrames([new Uint8Array(10 ** 7)]);
  let sent = 0;
  // The messages to it wait nowhere in this loop: it would end it otherwise.
  for (let i = 0; i < 10; i += 1) {
    await front.send(large);
    sent += 1;
  }
  assertEquals(sent, 10);
  await assertRejects(async () => {
    for (;;) await front.messages();
  });
  using other = await greeted(connection);
  assertEquals(await echoed(other, 5), 5);
});

/** Connects 300 times to a listener that may open 100 files, and then greets it. */
const LISTENER = new URL("../../src/kernel/listener.ts", import.meta.url);

Deno.test("a listener that may open no more files refuses connections and lives on", async () => {
  const connection = freePort();
  const code = `const { listenOn } = await import(${JSON.stringify(LISTENER)});
    listenOn(${JSON.stringify(connection)}, "hb", "REP", {}, async (client) => {
      for (;;) for (const { bytes } of await client.messages()) await client.send(bytes);
    });
    const files = [];
    try { for (;;) files.push(Deno.openSync(Deno.execPath())); } catch {}
    files.splice(0, 5).forEach((file) => file.close());
    console.log("listening");
    setTimeout(() => files.forEach((file) => file.close()), 300);`;
  await using process = new Deno.Command("sh", {
    args: [
      "-c",
      `ulimit -n 100; exec "$0" eval --no-lock '${code}'`,
      Deno.execPath(),
    ],
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const reader = process.stdout.getReader();
  await reader.read();
  const silent: Deno.TcpConn[] = [];
  for (let i = 0; i < 20; i += 1) silent.push(await connected(connection));
  using front = await greeted(connection);
  assertEquals(await echoed(front, 10), 10);
  for (const each of silent) each.close();
  await reader.cancel();
  process.kill();
  assert(!(await process.status).success);
});
