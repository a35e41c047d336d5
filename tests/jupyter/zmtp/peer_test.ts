import { assertEquals, assertRejects } from "@std/assert";
import { encodeFrames } from "../../../src/jupyter/zmtp/frame.ts";
import { Peer, type SocketType } from "../../../src/jupyter/zmtp/peer.ts";

/** Does `test` with the two ends of a connection. */
async function withConnection(
  test: (here: Deno.TcpConn, there: Deno.TcpConn) => Promise<void>,
): Promise<void> {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  const [there, here] = await Promise.all([
    listener.accept(),
    Deno.connect({ hostname: "127.0.0.1", port }),
  ]);
  try {
    await test(here, there);
  } finally {
    for (const connection of [here, there]) {
      try {
        connection.close();
      } catch { /* it is closed already */ }
    }
  }
}

const PAIRS: readonly (readonly [SocketType, SocketType])[] = [
  ["DEALER", "ROUTER"],
  ["SUB", "PUB"],
  ["REQ", "REP"],
];

for (const [type, partner] of PAIRS) {
  Deno.test(`a ${type} and a ${partner} greet each other, and send messages both ways`, () =>
    withConnection(async (here, there) => {
      const [one, other] = await Promise.all([
        Peer.greet(here, type),
        Peer.greet(there, partner),
      ]);
      using _one = one;
      using _other = other;
      for (const [from, to] of [[one, other], [other, one]] as const) {
        const parts = [Uint8Array.of(1, 2), new Uint8Array(300).fill(7)];
        await from.send(encodeFrames(parts));
        const [message] = await to.messages();
        assertEquals(
          message?.parts.map((part) => [...part]),
          parts.map((p) => [...p]),
        );
      }
    }));
}

Deno.test("two sockets that do not fit refuse each other", () =>
  withConnection(async (here, there) => {
    await Promise.all([
      assertRejects(
        () => Peer.greet(here, "SUB"),
        Error,
        "Cannot connect as the other end must be PUB",
      ),
      assertRejects(() => Peer.greet(there, "ROUTER"), Error, "must be DEALER"),
    ]);
  }));

/** What another program may send first; the NULL mechanism is that of ZMTP 3.0. */
const GREETING = Uint8Array.from(
  { length: 64 },
  (_, at) =>
    [0xff, 0, 0, 0, 0, 0, 0, 0, 0, 0x7f, 3, 0, 0x4e, 0x55, 0x4c, 0x4c][at] ?? 0,
);
const STRANGERS: Readonly<Record<string, Uint8Array>> = {
  "another program": new TextEncoder().encode("GET / HTTP/1.1\r\n".repeat(5)),
  "ZMTP 2": GREETING.with(10, 1),
  "another mechanism": GREETING.with(12, 0x50),
};

for (const [who, bytes] of Object.entries(STRANGERS)) {
  Deno.test(`a greeting of ${who} is refused`, () =>
    withConnection(async (here, there) => {
      await there.write(Uint8Array.from(bytes));
      await assertRejects(
        () => Peer.greet(here, "SUB"),
        Error,
        "Cannot connect as the other end must speak ZMTP 3",
      );
    }));
}

Deno.test("a message before the handshake is refused", () =>
  withConnection(async (here, there) => {
    await there.write(GREETING);
    await there.write(encodeFrames([Uint8Array.of(1)]));
    await assertRejects(
      () => Peer.greet(here, "SUB"),
      Error,
      "a message came before the handshake",
    );
  }));

Deno.test("a peer whose other end has closed the connection says so", () =>
  withConnection(async (here, there) => {
    const [one, other] = await Promise.all([
      Peer.greet(here, "SUB"),
      Peer.greet(there, "PUB"),
    ]);
    using _one = one;
    other[Symbol.dispose]();
    await assertRejects(
      () => one.messages(),
      Error,
      "The other end has closed the connection",
    );
  }));
