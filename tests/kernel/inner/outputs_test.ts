import { assert, assertEquals } from "@std/assert";
import { Outputs } from "../../../src/kernel/inner/outputs.ts";
import { Signer } from "../../../src/jupyter/signer.ts";
import {
  contentOf,
  headerOf,
  splitMessage,
} from "../../../src/jupyter/wire.ts";
import { SUBSCRIBE_ALL } from "../../../src/jupyter/zmtp/frame.ts";
import { Peer, type SocketType } from "../../../src/jupyter/zmtp/peer.ts";
import { delay } from "../../delay.ts";

const signer = new Signer("a key");
const REQUEST = { msg_id: "request", msg_type: "execute_request" };
const LINE = signer.made("stream", REQUEST, {
  name: "stdout",
  text: "x".repeat(10_000),
});
const IDLE = signer.made("status", REQUEST, { execution_state: "idle" });

/** Two ends of a connection; what is sent to the first one must not wait. */
async function pair(
  type: SocketType,
  partner: SocketType,
): Promise<readonly [Peer, Peer]> {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const [there, here] = await Promise.all([
    listener.accept(),
    Deno.connect({ hostname: "127.0.0.1", port: listener.addr.port }),
  ]);
  return await Promise.all([
    Peer.greet(here, type),
    Peer.greet(there, partner, { mostWaiting: 2 ** 25 }),
  ]);
}

/** Does `test` with a kernel's end and the ends of so many front ends. */
async function withOutputs(
  count: number,
  test: (
    publish: (bytes: Uint8Array) => Promise<void>,
    fronts: Peer[],
  ) => Promise<void>,
): Promise<void> {
  using stack = new DisposableStack();
  const outputs = new Outputs(signer);
  const [kernel, published] = await pair("SUB", "PUB");
  stack.use(kernel);
  stack.use(published);
  const fronts: Peer[] = [];
  for (let i = 0; i < count; i += 1) {
    const [front, served] = await pair("SUB", "PUB");
    fronts.push(stack.use(front));
    stack.use(served);
    outputs.serve(served).catch(() => {});
    await front.send(SUBSCRIBE_ALL);
  }
  await delay(50);
  outputs.pump(kernel).catch(() => {});
  await test(async (bytes) => {
    while (published.waitingBytes > 2 ** 20) await delay(1);
    void published.send(bytes);
  }, fronts);
}

/** What a front end gets until the cell has ended, or nothing comes. */
async function heard(
  front: Peer,
): Promise<{ lines: number; others: string[] }> {
  let lines = 0;
  const others: string[] = [];
  for (;;) {
    for (const message of await front.messages()) {
      const wire = splitMessage(message)!;
      const { name, text = "" } = contentOf<{ name?: string; text?: string }>(
        wire,
      );
      if (name === "stdout") lines += 1;
      else others.push(text || headerOf(wire).msg_type);
      if (others.at(-1) === "status") return { lines, others };
    }
  }
}

const LINES = 6000;

Deno.test("a front end that does not read makes neither the kernel nor another one wait, and is told what it has lost", () =>
  withOutputs(2, async (publish, [reader, silent]) => {
    const all = heard(reader!);
    for (let i = 0; i < LINES; i += 1) await publish(LINE);
    await publish(IDLE);
    assertEquals(await all, { lines: LINES, others: ["status"] });
    const { lines, others } = await heard(silent!);
    assert(lines > 500 && lines < LINES / 2, `${lines} lines`);
    assertEquals(others, [
      "Some output is lost as this front end did not read it for a while\n",
      "status",
    ]);
  }));

Deno.test("a kernel whose only front end does not read keeps running", () =>
  withOutputs(1, async (publish, [silent]) => {
    for (let i = 0; i < LINES; i += 1) await publish(LINE);
    await publish(IDLE);
    const { lines } = await heard(silent!);
    assert(lines > 500 && lines < LINES / 2, `${lines} lines`);
    // Once it reads again, it gets what comes.
    await publish(LINE);
    await publish(IDLE);
    assertEquals(await heard(silent!), { lines: 1, others: ["status"] });
  }));

Deno.test("a front end that does not even read that cells end loses its connection", () =>
  withOutputs(2, async (publish, [reader, silent]) => {
    let hasEnded = false;
    void (async () => {
      try {
        for (;;) await reader!.messages();
      } catch {
        hasEnded = true;
      }
    })();
    for (let i = 0; i < LINES; i += 1) await publish(LINE);
    const big = signer.made("error", REQUEST, { evalue: "x".repeat(1e6) });
    for (let i = 0; i < 10; i += 1) await publish(big);
    for (let i = 0; i < 10; i += 1) await publish(IDLE);
    await delay(100);
    assert(!hasEnded);
    let bytes = 0;
    try {
      for (;;) {
        for (const message of await silent!.messages()) {
          bytes += message.bytes.length;
        }
      }
    } catch {
      assert(bytes < 30e6, `${bytes} bytes`);
    }
  }));
