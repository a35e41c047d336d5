import { COMMAND, encodeFrames, type Message } from "./frame.ts";
import { joined } from "./joined.ts";
import { type Allowance, MessageReader } from "./message_reader.ts";

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

/** The longest command of a handshake, in bytes. */
const HANDSHAKE_BYTES = 1024;

/** What the other end may do. */
export interface PeerLimits {
  /** The largest message that it may send, in bytes. @default 2 GiB */
  readonly mostBytes?: number;
  /** Memory for its large messages until it is trusted. @default any */
  readonly allowance?: Allowance;
  /**
   * How much may wait for it, in bytes. Then `send` never waits for it: it loses its connection
   * when more waits. @default any amount, and `send` waits
   */
  readonly mostWaiting?: number;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const SENT = Promise.resolve();

/** One end of a connection, after both ends have greeted each other. */
export class Peer implements Disposable {
  readonly #connection: Deno.TcpConn;
  readonly #reader: MessageReader;
  readonly #mostWaiting: number | undefined;
  #waiting: Uint8Array[] = [];
  #writing: Promise<void> | undefined;
  #isClosed = false;
  /** What waits to be written, in bytes. */
  waitingBytes = 0;
  /** What was written so far, in bytes. */
  writtenBytes = 0;

  private constructor(
    connection: Deno.TcpConn,
    reader: MessageReader,
    mostWaiting: number | undefined,
  ) {
    this.#connection = connection;
    this.#reader = reader;
    this.#mostWaiting = mostWaiting;
  }

  /**
   * Greets the other end.
   * @param connection Closed if that fails
   * @param type The type of this end
   * @param limits What the other end may do
   * @throws {Error} If the other end does not speak ZMTP 3 without a mechanism, or does not fit
   */
  static async greet(
    connection: Deno.TcpConn,
    type: SocketType,
    { mostBytes, allowance, mostWaiting }: PeerLimits = {},
  ): Promise<Peer> {
    const timeout = setTimeout(() => closeQuietly(connection), HANDSHAKE_MS);
    const reader = new MessageReader(connection, allowance);
    const most = mostBytes ?? reader.mostBytes;
    try {
      connection.setNoDelay(true);
      await writeAll(connection, greeting());
      checkGreeting(await reader.take(GREETING_BYTES));
      await writeAll(connection, encodeFrames([ready(type)], COMMAND));
      reader.mostBytes = HANDSHAKE_BYTES;
      checkReady(await reader.command(), type);
      reader.mostBytes = most;
      return new Peer(connection, reader, mostWaiting);
    } catch (error) {
      closeQuietly(connection);
      reader[Symbol.dispose]();
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

  /** The other end has shown that it has the key: its messages may be large. */
  trust(): void {
    this.#reader.trust();
  }

  /**
   * Sends messages, after those that are being sent.
   * @param bytes Whole messages
   * @returns Once they are written, or the connection has turned out to be closed; at once if the
   * other end must not make this one wait
   */
  send(bytes: Uint8Array): Promise<void> {
    if (this.#isClosed) return SENT;
    const most = this.#mostWaiting;
    if (most !== undefined && this.waitingBytes > most) {
      this[Symbol.dispose](); // the reader then gets an error
      return SENT;
    }
    this.#waiting.push(bytes);
    this.waitingBytes += bytes.length;
    this.#writing ??= this.#write();
    return most === undefined ? this.#writing : SENT;
  }

  /** Ends the connection. */
  [Symbol.dispose](): void {
    this.#isClosed = true;
    this.#waiting = [];
    this.waitingBytes = 0;
    closeQuietly(this.#connection);
    this.#reader[Symbol.dispose]();
  }

  async #write(): Promise<void> {
    try {
      // What else is sent in this turn of the event loop is written with it.
      await SENT;
      while (this.#waiting.length > 0) {
        for (const chunk of joined(this.#waiting.splice(0))) {
          await writeAll(this.#connection, chunk, (count) => {
            this.waitingBytes -= count;
            this.writtenBytes += count;
          });
        }
      }
    } catch {
      this[Symbol.dispose](); // the reader then gets an error
    } finally {
      this.#writing = undefined;
    }
  }
}

async function writeAll(
  connection: Deno.TcpConn,
  bytes: Uint8Array,
  written: (count: number) => void = () => {},
): Promise<void> {
  for (let at = 0; at < bytes.length;) {
    const count = await connection.write(bytes.subarray(at));
    at += count;
    written(count);
  }
}

/** Closes a connection that may be closed already. */
export function closeQuietly(connection: Deno.TcpConn): void {
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
