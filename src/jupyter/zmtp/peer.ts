import { COMMAND, encodeFrames, type Message } from "./frame.ts";
import { MessageReader } from "./message_reader.ts";

/** The type of a socket. */
export type SocketType = "ROUTER" | "PUB" | "REP" | "DEALER" | "SUB" | "REQ";

/** The types that each talks to. */
const PARTNERS: Readonly<Record<SocketType, readonly string[]>> = {
  ROUTER: ["DEALER", "REQ", "ROUTER"],
  PUB: ["SUB", "XSUB"],
  REP: ["REQ", "DEALER"],
  DEALER: ["ROUTER", "DEALER", "REP"],
  SUB: ["PUB", "XPUB"],
  REQ: ["REP", "ROUTER"],
};

const GREETING_BYTES = 64;
const VERSION_AT = 10;
const MECHANISM_AT = 12;
const MECHANISM_BYTES = 20;

/** The other end must have greeted by then, in ms. */
const HANDSHAKE_MS = 10_000;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** One end of a connection, after both ends have greeted each other. */
export class Peer implements Disposable {
  readonly #connection: Deno.TcpConn;
  readonly #reader: MessageReader;
  #written: Promise<void> = Promise.resolve();

  private constructor(connection: Deno.TcpConn, reader: MessageReader) {
    this.#connection = connection;
    this.#reader = reader;
  }

  /**
   * Greets the other end.
   * @param connection Closed if that fails
   * @param type The type of this end
   * @throws {Error} If the other end does not speak ZMTP 3 without a mechanism, or does not fit
   */
  static async greet(
    connection: Deno.TcpConn,
    type: SocketType,
  ): Promise<Peer> {
    const timeout = setTimeout(() => connection.close(), HANDSHAKE_MS);
    try {
      connection.setNoDelay(true);
      const reader = new MessageReader(connection);
      await writeAll(connection, greeting());
      checkGreeting(await reader.take(GREETING_BYTES));
      await writeAll(connection, encodeFrames([ready(type)], COMMAND));
      checkReady(await reader.command(), type);
      return new Peer(connection, reader);
    } catch (error) {
      closeQuietly(connection);
      throw error;
    } finally {
      clearTimeout(timeout);
    }
  }

  /**
   * The next messages, at least one.
   * @throws {Error} If the other end has closed the connection, or sends no frames
   */
  messages(): Promise<Message[]> {
    return this.#reader.messages();
  }

  /**
   * Sends messages, after those that are being sent.
   * @param bytes Whole messages
   * @returns Once they are written, or the connection has turned out to be closed
   */
  send(bytes: Uint8Array): Promise<void> {
    return this.#written = this.#written.then(async () => {
      try {
        await writeAll(this.#connection, bytes);
      } catch {
        this[Symbol.dispose](); // the reader then gets an error
      }
    });
  }

  /** Ends the connection. */
  [Symbol.dispose](): void {
    closeQuietly(this.#connection);
  }
}

async function writeAll(
  connection: Deno.TcpConn,
  bytes: Uint8Array,
): Promise<void> {
  let left = bytes;
  while (left.length > 0) left = left.subarray(await connection.write(left));
}

function closeQuietly(connection: Deno.TcpConn): void {
  try {
    connection.close();
  } catch {
    // It is closed already.
  }
}

function greeting(): Uint8Array {
  const bytes = new Uint8Array(GREETING_BYTES);
  bytes.set([0xff, 0, 0, 0, 0, 0, 0, 0, 0, 0x7f, 3, 0]);
  bytes.set(encoder.encode("NULL"), MECHANISM_AT);
  return bytes;
}

function checkGreeting(bytes: Uint8Array): void {
  const isZmtp = bytes[0] === 0xff && bytes[9] === 0x7f &&
    (bytes[VERSION_AT] ?? 0) >= 3;
  const mechanism = decoder.decode(
    bytes.subarray(MECHANISM_AT, MECHANISM_AT + MECHANISM_BYTES),
  ).replace(/\0+$/, "");
  if (!isZmtp || mechanism !== "NULL") {
    throw new Error("Cannot connect as the other end must speak ZMTP 3");
  }
}

/** The command that says what kind of socket this is. */
function ready(type: SocketType): Uint8Array {
  return encoder.encode(
    `\x05READY\x0bSocket-Type\0\0\0${String.fromCharCode(type.length)}${type}`,
  );
}

const PROPERTY = "\x0bsocket-type\0\0\0";

function checkReady(command: Uint8Array, type: SocketType): void {
  const text = decoder.decode(command);
  const at = text.toLowerCase().indexOf(PROPERTY);
  const length = text.charCodeAt(at + PROPERTY.length);
  const partner = text.substr(at + PROPERTY.length + 1, length);
  const fitting = PARTNERS[type];
  if (!text.startsWith("\x05READY") || at < 0 || !fitting.includes(partner)) {
    throw new Error(`Cannot connect as the other end must be ${fitting[0]}`);
  }
}
