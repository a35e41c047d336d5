import { COMMAND, LONG, type Message, MORE } from "./frame.ts";

/** Larger messages are refused, in bytes: only noise claims such a length. */
const MOST_BYTES = 2 ** 31;
/** No real message has more parts. */
const MOST_PARTS = 10_000;
/** Bytes to read at first: a greeting and a handshake are shorter. */
const FIRST_BYTES = 1024;
/** Bytes to read at once after that. */
const CHUNK_BYTES = 65_536;

/** Where a frame is in the bytes that were read. */
interface FrameAt {
  readonly flags: number;
  readonly from: number;
  readonly to: number;
}

/** Reads messages from a stream of bytes. */
export class MessageReader {
  readonly #source: { read(into: Uint8Array): Promise<number | null> };
  readonly #allowance: Allowance | undefined;
  #isTrusted = false;
  #isClosed = false;
  #charged = 0;
  #bytes = new Uint8Array(FIRST_BYTES);
  // The bytes that were read and not taken yet are from `#from` to before `#to`.
  #from = 0;
  #to = 0;
  // The frames of the next message that have come, by their places after `#from`.
  #frames: FrameAt[] = [];
  #scanned = 0;
  /** A larger message is refused, in bytes. */
  mostBytes: number = MOST_BYTES;

  /**
   * @param source Gives the bytes, such as a connection
   * @param allowance Memory for large messages until the sender is trusted. @default any
   */
  constructor(
    source: { read(into: Uint8Array): Promise<number | null> },
    allowance?: Allowance,
  ) {
    this.#source = source;
    this.#allowance = allowance;
  }

  /** The sender has shown that it has the key: its messages may be large. */
  trust(): void {
    this.#isTrusted = true;
    this.#charge(0);
  }

  /** Gives back the memory. */
  [Symbol.dispose](): void {
    this.trust();
    this.#isClosed = true;
    this.#bytes = new Uint8Array();
    this.#from = this.#to = this.#scanned = 0;
    this.#frames = [];
  }

  /**
   * Takes bytes that are not a frame.
   * @throws {Error} If the stream ends first
   */
  async take(count: number): Promise<Uint8Array> {
    while (this.#to - this.#from < count) await this.#readMore();
    this.#from += count;
    return this.#bytes.subarray(this.#from - count, this.#from);
  }

  /**
   * The next messages: all that have come, at least one.
   * @returns Views of the bytes that were read, which are never overwritten
   * @throws {Error} If the stream ends, or does not consist of frames
   */
  async messages(): Promise<Message[]> {
    const messages: Message[] = [];
    for (;;) {
      const message = this.#next();
      if (message === undefined) {
        if (messages.length > 0) return messages;
        await this.#readMore();
      } else if (message.parts.length > 0) messages.push(message);
    }
  }

  /**
   * The next command of the protocol.
   * @throws {Error} If the stream ends, or something else comes first
   */
  async command(): Promise<Uint8Array> {
    let frame = this.#frameAt(this.#from);
    while (frame === undefined) {
      await this.#readMore();
      frame = this.#frameAt(this.#from);
    }
    if ((frame.flags & COMMAND) === 0) {
      throw new Error("Cannot connect as a message came before the handshake");
    }
    this.#from = frame.to;
    return this.#bytes.subarray(frame.from, frame.to);
  }

  /** The next message; a command has no parts. `undefined` until the whole message has come. */
  #next(): Message | undefined {
    for (;;) {
      const frame = this.#frameAt(this.#from + this.#scanned);
      if (frame === undefined) return undefined;
      const { flags, from, to } = frame;
      this.#scanned = to - this.#from;
      if (flags & COMMAND) {
        // Newer versions of the protocol send commands such as a heartbeat.
        if (this.#frames.length > 0) throw torn("a command came within it");
        return this.#taken();
      }
      this.#frames.push({ flags, from: from - this.#from, to: this.#scanned });
      if (this.#frames.length > MOST_PARTS) {
        throw torn("it has too many parts");
      }
      if ((flags & MORE) === 0) return this.#taken();
    }
  }

  #taken(): Message {
    const bytes = this.#bytes.subarray(this.#from, this.#from + this.#scanned);
    const parts = this.#frames.map(({ from, to }) => bytes.subarray(from, to));
    this.#from += this.#scanned;
    this.#scanned = 0;
    this.#frames = [];
    return { parts, bytes };
  }

  #frameAt(at: number): FrameAt | undefined {
    const [flags = 0] = this.#bytes.subarray(at, at + 1);
    const isLong = (flags & LONG) !== 0;
    const from = at + (isLong ? 9 : 2);
    if (from > this.#to) return undefined;
    if (flags > (MORE | LONG | COMMAND)) throw torn("what came is not a frame");
    const length = isLong
      ? Number(new DataView(this.#bytes.buffer).getBigUint64(at + 1))
      : this.#bytes[at + 1]!;
    const to = from + length;
    if (to - this.#from > this.mostBytes) throw torn("it is too large");
    return to > this.#to ? undefined : { flags, from, to };
  }

  async #readMore(): Promise<void> {
    const room = this.#bytes.length - this.#to;
    if (room < Math.min(CHUNK_BYTES, this.#bytes.length) / 4) this.#makeRoom();
    const count = this.#isClosed
      ? null
      : await this.#source.read(this.#bytes.subarray(this.#to));
    if (count === null || this.#isClosed) {
      throw new Error("The other end has closed the connection");
    }
    this.#to += count;
  }

  /** Takes a new buffer, as readers still use the old one. It grows only as fast as bytes come. */
  #makeRoom(): void {
    const left = this.#bytes.subarray(this.#from, this.#to);
    const size = Math.max(CHUNK_BYTES, left.length * 2);
    if (!this.#isTrusted) this.#charge(size - CHUNK_BYTES);
    this.#bytes = new Uint8Array(size);
    this.#bytes.set(left);
    this.#from = 0;
    this.#to = left.length;
  }

  #charge(bytes: number): void {
    this.#allowance?.take(bytes - this.#charged);
    this.#charged = bytes;
  }
}

/** Memory that the readers of all senders share who have not shown the key. */
export class Allowance {
  #leftBytes: number;

  /** @param bytes How much there is */
  constructor(bytes: number) {
    this.#leftBytes = bytes;
  }

  /**
   * Takes some bytes.
   * @param bytes How much; a negative number gives it back
   * @throws {Error} If not so much is left
   */
  take(bytes: number): void {
    if (bytes > this.#leftBytes) throw torn("too much came without a key");
    this.#leftBytes -= bytes;
  }
}

function torn(why: string): Error {
  return new Error(`Cannot read the message as ${why}`);
}
