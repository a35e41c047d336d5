import { COMMAND, LONG, type Message, MORE } from "./frame.ts";

/** Larger messages are refused, in bytes: only noise claims such a length. */
const MOST_BYTES = 2 ** 31;
/** No real message has more parts. */
const MOST_PARTS = 10_000;
/** Bytes to read at once. */
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
  #bytes = new Uint8Array(CHUNK_BYTES);
  // The bytes that were read and not taken yet are from `#from` to before `#to`.
  #from = 0;
  #to = 0;

  /** @param source Gives the bytes, such as a connection */
  constructor(source: { read(into: Uint8Array): Promise<number | null> }) {
    this.#source = source;
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

  /** The next message; a command has no parts. `undefined` until all of it has come. */
  #next(): Message | undefined {
    const parts: Uint8Array[] = [];
    let at = this.#from;
    for (;;) {
      const frame = this.#frameAt(at);
      if (frame === undefined) return undefined;
      at = frame.to;
      if (frame.flags & COMMAND) {
        // Newer versions of the protocol send commands such as a heartbeat.
        if (parts.length > 0) throw torn("a command came within it");
        break;
      }
      parts.push(this.#bytes.subarray(frame.from, frame.to));
      if (parts.length > MOST_PARTS) throw torn("it has too many parts");
      if ((frame.flags & MORE) === 0) break;
    }
    const bytes = this.#bytes.subarray(this.#from, at);
    this.#from = at;
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
    if (to - this.#from > MOST_BYTES) throw torn("it is too large");
    return to > this.#to ? undefined : { flags, from, to };
  }

  async #readMore(): Promise<void> {
    if (this.#bytes.length - this.#to < CHUNK_BYTES / 4) this.#makeRoom();
    const count = await this.#source.read(this.#bytes.subarray(this.#to));
    if (count === null) {
      throw new Error("The other end has closed the connection");
    }
    this.#to += count;
  }

  /** Takes a new buffer, as readers still use the old one. It grows only as fast as bytes come. */
  #makeRoom(): void {
    const left = this.#bytes.subarray(this.#from, this.#to);
    this.#bytes = new Uint8Array(Math.max(CHUNK_BYTES, left.length * 2));
    this.#bytes.set(left);
    this.#from = 0;
    this.#to = left.length;
  }
}

function torn(why: string): Error {
  return new Error(`Cannot read the message as ${why}`);
}
