import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { join } from "node:path";
import { ROOT } from "../../notebooks/tools/paths.ts";
import {
  type Channel,
  type ConnectionFile,
  connectionFile,
  innerConnection,
} from "../../src/jupyter/connection.ts";
import { headerFor, Signer, unsigned } from "../../src/jupyter/signer.ts";
import { contentOf, headerOf, splitMessage } from "../../src/jupyter/wire.ts";
import { encodeFrames } from "../../src/jupyter/zmtp/frame.ts";
import { Peer, type SocketType } from "../../src/jupyter/zmtp/peer.ts";
import { inFolder } from "../notebooks/notebook.ts";

const KEY = "a key that no one else has";
const CHANNELS: readonly (readonly [Channel, SocketType])[] = [
  ["shell", "DEALER"],
  ["control", "DEALER"],
  ["stdin", "DEALER"],
  ["iopub", "SUB"],
  ["hb", "REQ"],
];
const encoder = new TextEncoder();

/** How much of what a front end does comes before the noise. */
type Manners = "none" | "a greeting" | "a handshake";

/** Does `test` with a kernel that runs in a process of its own. */
async function withProxy(
  test: (file: ConnectionFile, isAlive: () => boolean) => Promise<void>,
): Promise<void> {
  await using file = await connectionFile(innerConnection(KEY));
  const process = new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "-A",
      join(ROOT, "src/kernel/main.ts"),
      "--conn",
      file.path,
    ],
    cwd: ROOT,
    stdout: "null",
    stderr: "null",
  }).spawn();
  let isAlive = true;
  const ended = process.status.then(() => isAlive = false);
  try {
    await test(file, () => isAlive);
  } finally {
    process.kill("SIGTERM");
    await ended;
  }
}

async function connect(
  { connection: { ip, ports } }: ConnectionFile,
  channel: Channel,
): Promise<Deno.TcpConn> {
  for (let attempt = 0;; attempt++) {
    try {
      return await Deno.connect({ hostname: ip, port: ports[channel] });
    } catch (error) {
      if (attempt > 500) throw error;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
}

/** Sends bytes after so much of a handshake, and goes. */
async function makeNoise(
  file: ConnectionFile,
  [channel, type]: readonly [Channel, SocketType],
  manners: Manners,
  noise: Uint8Array,
): Promise<void> {
  const connection = await connect(file, channel);
  try {
    if (manners === "a handshake") {
      using peer = await Peer.greet(connection, type);
      await peer.send(noise);
      return;
    }
    if (manners === "a greeting") {
      const greeting = new Uint8Array(64);
      greeting.set([0xff, 0, 0, 0, 0, 0, 0, 0, 0, 0x7f, 3, 0]);
      greeting.set(encoder.encode("NULL"), 12);
      await connection.write(greeting);
    }
    await connection.write(noise);
    connection.close();
  } catch {
    // It was thrown out at once.
  }
}

/** What a front end gets as a reply to code. */
async function executed(file: ConnectionFile, code: string): Promise<string> {
  using shell = await Peer.greet(await connect(file, "shell"), "DEALER");
  const request = headerFor("execute_request");
  const content = { code, silent: false, store_history: true };
  await shell.send(new Signer(KEY).changed(unsigned(request), content));
  for (;;) {
    for (const message of await shell.messages()) {
      const wire = splitMessage(message)!;
      if (headerOf(wire).msg_type !== "execute_reply") continue;
      return contentOf<{ status: string }>(wire).status;
    }
  }
}

/** Messages that would write a file, if they were believed. */
function forged(flag: string): Uint8Array[] {
  const code = `Deno.writeTextFileSync(${JSON.stringify(flag)}, "")`;
  const header = headerFor("execute_request");
  const made = (signature: string, parts: readonly string[]) =>
    encodeFrames(
      ["<IDS|MSG>", signature, ...parts].map((part) => encoder.encode(part)),
    );
  const parts = [
    JSON.stringify(header),
    "{}",
    "{}",
    JSON.stringify({ code, silent: false }),
  ];
  const other = new Signer("another key").changed(unsigned(header), { code });
  const own = new Signer(KEY).changed(unsigned(header), { code: "1 + 1; 000" });
  const right = new TextDecoder().decode(splitFirst(own));
  return [
    made("", parts),
    made("0".repeat(64), parts),
    made(right, parts), // that of another message
    made(right.slice(0, 32), parts),
    made(`${right}00`, parts),
    made(right.toUpperCase(), parts),
    other,
    encodeFrames(parts.map((part) => encoder.encode(part))),
    made(right, parts.slice(0, 3)),
    made("", ["not JSON", "{}", "{}", "{}"]),
  ];
}

/** The signature of a message. */
function splitFirst(bytes: Uint8Array): Uint8Array {
  const at = 2 + "<IDS|MSG>".length + 2;
  return bytes.subarray(at, at + 64);
}

/** Messages that are signed, and make no sense. */
function senseless(): Uint8Array[] {
  const signer = new Signer(KEY);
  const header = headerFor("execute_request");
  const of = (...parts: readonly unknown[]) => {
    const signed = parts.map((part) =>
      encoder.encode(typeof part === "string" ? part : JSON.stringify(part))
    );
    return signer.changed({ ...unsigned(header), signed }, {});
  };
  return [
    of("no JSON", {}, {}, {}),
    of(header, "no JSON", {}, {}),
    of(header, {}, "{", {}),
    of({}, {}, {}, {}),
    of({ msg_id: "1" }, {}, {}, {}),
    of([], {}, {}, {}),
    of({ ...header, msg_type: "no such request" }, {}, {}, {}),
    of({ ...header, msg_type: "complete_request" }, {}, {}, {}),
    of({ ...header, msg_type: "comm_msg" }, {}, {}, {}),
    signer.changed(unsigned(header), { code: 5 }),
    signer.changed(unsigned(header), { code: '%%track --\0 "' }),
    signer.changed(unsigned(header), { code: "%%" }),
    signer.changed(unsigned(header), { code: "?" }),
  ];
}

/** So many noises on each socket. */
const NOISES = 300;

Deno.test("noise, torn messages and false signatures on every socket neither end nor hang the kernel, and execute nothing", async () => {
  await inFolder((dir) =>
    withProxy(async (file, isAlive) => {
      const flag = join(dir, "executed");
      assertEquals(await executed(file, "globalThis.kept = 5"), "ok");
      const noise = fc.tuple(
        fc.constantFrom<Manners>("none", "a greeting", "a handshake"),
        fc.oneof(
          fc.uint8Array({ maxLength: 2000 }),
          // frames that begin well, and claim any length
          fc.tuple(
            fc.integer({ min: 0, max: 7 }),
            fc.uint8Array({ maxLength: 50 }),
          )
            .map(([flags, rest]) => Uint8Array.of(flags, ...rest)),
        ),
      );
      let tried = 0;
      for (const socket of CHANNELS) {
        for (const [manners, bytes] of fc.sample(noise, NOISES)) {
          await makeNoise(file, socket, manners, bytes);
          tried += 1;
        }
        for (const bytes of forged(flag)) {
          await makeNoise(file, socket, "a handshake", bytes);
          // the same, torn in the middle
          const half = bytes.subarray(0, bytes.length / 2);
          await makeNoise(file, socket, "a handshake", half);
          tried += 2;
        }
        for (const bytes of senseless()) {
          await makeNoise(file, socket, "a handshake", bytes);
          tried += 1;
        }
        assertEquals(await executed(file, "kept"), "ok", socket[0]);
      }
      assertEquals(tried, 5 * (NOISES + 20 + 13));
      assert(isAlive());
      assertEquals([...Deno.readDirSync(dir)], [], "something was executed");
      // what is signed is executed, so the file would have been there
      const code = `Deno.writeTextFileSync(${JSON.stringify(flag)}, "")`;
      assertEquals(await executed(file, code), "ok");
      assertEquals([...Deno.readDirSync(dir)].length, 1);
    })
  );
});
