import { assert, assertEquals, assertRejects } from "@std/assert";
import fc from "fast-check";
import { encodeFrames, type Message } from "../../../src/jupyter/zmtp/frame.ts";
import {
  Allowance,
  MessageReader,
} from "../../../src/jupyter/zmtp/message_reader.ts";

const encoder = new TextEncoder();

/** What gives bytes in pieces of these sizes, and then ends. */
function source(bytes: Uint8Array, sizes: readonly number[] = []) {
  let at = 0;
  let read = 0;
  return {
    read(into: Uint8Array): Promise<number | null> {
      const left = bytes.subarray(at);
      if (left.length === 0) return Promise.resolve(null);
      const size = sizes[read++ % sizes.length] ?? left.length;
      const piece = left.subarray(0, Math.min(size, into.length));
      into.set(piece);
      at += piece.length;
      return Promise.resolve(piece.length);
    },
  };
}

/** All messages until the end, or until what is no message. */
async function read(reader: MessageReader): Promise<Message[]> {
  const messages: Message[] = [];
  try {
    for (;;) messages.push(...await reader.messages());
  } catch {
    return messages;
  }
}

const part = fc.oneof(
  fc.uint8Array({ maxLength: 20 }),
  fc.constantFrom(254, 255, 256, 257, 70_000).map((size) =>
    new Uint8Array(size).fill(size)
  ),
);
const messages = fc.array(fc.array(part, { minLength: 1, maxLength: 8 }), {
  minLength: 1,
  maxLength: 6,
});
const sizes = fc.array(fc.integer({ min: 1, max: 400 }), {
  minLength: 1,
  maxLength: 5,
});

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(pieces.flatMap((piece) => [...piece]));
}

Deno.test("messages come out as they went in, however the stream is cut", async () => {
  await fc.assert(
    fc.asyncProperty(messages, sizes, async (sent, sizes) => {
      const bytes = joined(sent.map((parts) => encodeFrames(parts)));
      const got = await read(new MessageReader(source(bytes, sizes)));
      assertEquals(
        got.map(({ parts }) => parts.map((each) => [...each])),
        sent.map((parts) => parts.map((each) => [...each])),
      );
      assertEquals(joined(got.map(({ bytes }) => bytes)), bytes);
    }),
    { numRuns: 20 },
  );
});

Deno.test("a stream that ends within a message gives no part of the message", async () => {
  await fc.assert(
    fc.asyncProperty(
      messages,
      fc.double({ min: 0, max: 1, noNaN: true }),
      async (sent, share) => {
        const encoded = sent.map((parts) => encodeFrames(parts));
        const bytes = joined(encoded);
        const cut = Math.floor(bytes.length * share);
        const got = await read(
          new MessageReader(source(bytes.subarray(0, cut))),
        );
        let length = 0;
        const whole = encoded.filter((each) => (length += each.length) <= cut);
        assertEquals(got.length, whole.length);
      },
    ),
    { numRuns: 20 },
  );
});

Deno.test("any bytes at all are messages or an error, and never waited for in vain", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ maxLength: 500 }),
      sizes,
      async (bytes, sizes) => {
        const got = await read(new MessageReader(source(bytes, sizes)));
        assert(
          joined(got.map((message) => message.bytes)).length <= bytes.length,
        );
      },
    ),
    { numRuns: 300 },
  );
});

Deno.test("a frame is written as the protocol says", () => {
  // ZMTP 3.0: flags, length in one byte or in eight, body
  assertEquals(
    [...encodeFrames([encoder.encode("a"), encoder.encode("bc")])],
    [1, 1, 0x61, 0, 2, 0x62, 0x63],
  );
  const long = encodeFrames([new Uint8Array(256)]);
  assertEquals([...long.subarray(0, 9)], [2, 0, 0, 0, 0, 0, 0, 1, 0]);
});

Deno.test("a frame that claims to be larger than any message is refused before it comes", async () => {
  const claim = Uint8Array.of(
    2,
    0x7f,
    0xff,
    0xff,
    0xff,
    0xff,
    0xff,
    0xff,
    0xff,
  );
  const endless = { read: (into: Uint8Array) => source(claim).read(into) };
  await assertRejects(
    () => new MessageReader(endless).messages(),
    Error,
    "too large",
  );
});

Deno.test("commands between messages are passed over", async () => {
  const ping = encodeFrames([encoder.encode("\x04PING")], 4);
  const hello = encodeFrames([encoder.encode("hello")]);
  const got = await read(
    new MessageReader(source(joined([ping, hello, ping, hello]))),
  );
  assertEquals(got.length, 2);
});

Deno.test("large messages of senders without a key share one allowance, which they give back", async () => {
  const large = encodeFrames([new Uint8Array(1_000_000)]);
  const allowance = new Allowance(1_500_000);
  const part = large.subarray(0, 900_000);
  const first = new MessageReader(source(part), allowance);
  assertEquals(await read(first), []);
  const second = new MessageReader(source(part), allowance);
  await assertRejects(
    () => second.messages(),
    Error,
    "too much came without a key",
  );
  const short = new MessageReader(
    source(encodeFrames([part.subarray(0, 9)])),
    allowance,
  );
  assertEquals((await short.messages()).length, 1);
  const trusted = new MessageReader(source(large), allowance);
  trusted.trust();
  assertEquals((await trusted.messages()).length, 1);
  for (const reader of [first, second]) reader[Symbol.dispose]();
  const later = new MessageReader(source(large), allowance);
  assertEquals((await later.messages()).length, 1);
});

Deno.test("a message of many parts that comes byte by byte is read in linear time", async () => {
  const parts = Array.from({ length: 10_000 }, () => Uint8Array.of(1));
  const bytes = encodeFrames(parts);
  const startedMs = performance.now();
  const [message] = await new MessageReader(source(bytes, [1])).messages();
  assertEquals(message?.parts.length, parts.length);
  // it took minutes when each byte began the message anew
  assert(performance.now() - startedMs < 5000);
});
