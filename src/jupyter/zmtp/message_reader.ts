import { COMMAND, LONG, type Message, MORE } from "./frame.ts";

/** Larger messages are refused, in bytes: nobody sends them, but noise may claim to. */
const MOST_BYTES = 2 ** 31;
/** As many parts as no message has. */
const MOST_PARTS = 10_000;
/** Read at once. */
const CHUNK_BYTES = 65_536;

/** A frame within the bytes that were read. */
interface FrameAt {
  readonly flags: number;
  readonly from: number;
  readonly to: number;
}

/** Messages out of a stream of bytes, all that have come at once. */
export class MessageReader {
  readonly #source: { read(into: Uint8Array): Promise<number | null> };
  #bytes = new Uint8Array(CHUNK_BYTES);
  // What has been read and not been taken: from the first to before the last.
  #from = 0;
  #to = 0;

  /** @param source Of bytes, such as a connection */
  constructor(source: { read(into: Uint8Array): Promise<number | null> }) {
    this.#source = source;
  }

  /**
   * So many bytes that are no frame.
   * @throws {Error} If the stream ends before
   */
  async take(count: number): Promise<Uint8Array> {
    while (this.#to - this.#from < count) await this.#readMore();
    this.#from += count;
    return this.#bytes.subarray(this.#from - count, this.#from);
  }

  /**
   * The next messages, at least one.
   * @returns Views of what was read, which nothing is written over
   * @throws {Error} If the stream ends, or is none of frames
   */
  async messages(): Promise<Message[]> {
    for (;;) {
      const messages: Message[] = [];
      let message = this.#next();
      while (message !== undefined) {
        if (message.parts.length > 0) messages.push(message);
        message = this.#next();
      }
      if (messages.length > 0) return messages;
      await this.#readMore();
    }
  }

  /**
   * The next command of the protocol, which messages are no part of.
   * @throws {Error} If the stream ends, or something else comes
   */
  async command(): Promise<Uint8Array> {
    for (;;) {
      const frame = this.#frameAt(this.#from);
      if (frame === undefined) {
        await this.#readMore();
        continue;
      }
      if ((frame.flags & COMMAND) === 0) {
        throw new Error(
          "Cannot read on as a message came before the handshake",
        );
      }
      this.#from = frame.to;
      return this.#bytes.subarray(frame.from, frame.to);
    }
  }

  /** The next message, without parts if it is a command; `undefined` if not all of it is there. */
  #next(): Message | undefined {
    const parts: Uint8Array[] = [];
    let at = this.#from;
    for (;;) {
      const frame = this.#frameAt(at);
      if (frame === undefined) return undefined;
      at = frame.to;
      if (frame.flags & COMMAND) {
        // Such as a heartbeat, which this version of the protocol does not know.
        if (parts.length > 0) throw new Error("Cannot read on: a torn message");
        break;
      }
      parts.push(this.#bytes.subarray(frame.from, frame.to));
      if (parts.length > MOST_PARTS) {
        throw new Error("Cannot read on as the message has too many parts");
      }
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
    if (flags > (MORE | LONG | COMMAND)) {
      throw new Error("Cannot read on as what came is no frame");
    }
    const length = isLong
      ? Number(new DataView(this.#bytes.buffer).getBigUint64(at + 1))
      : this.#bytes[at + 1]!;
    const to = from + length;
    if (to - this.#from > MOST_BYTES) {
      throw new Error("Cannot read on as the message is too large");
    }
    return to > this.#to ? undefined : { flags, from, to };
  }

  async #readMore(): Promise<void> {
    if (this.#bytes.length - this.#to < CHUNK_BYTES / 4) this.#makeRoom();
    const count = await this.#source.read(this.#bytes.subarray(this.#to));
    if (count === null) throw new Error("Cannot read on: the peer is gone");
    this.#to += count;
  }

  /** Elsewhere, as whoever was given messages still reads them. Grows only as fast as bytes come. */
  #makeRoom(): void {
    const left = this.#bytes.subarray(this.#from, this.#to);
    this.#bytes = new Uint8Array(Math.max(CHUNK_BYTES, left.length * 2));
    this.#bytes.set(left);
    this.#from = 0;
    this.#to = left.length;
  }
}
