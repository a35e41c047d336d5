import { createHmac, timingSafeEqual } from "node:crypto";
import {
  CONTENT_AT,
  DELIMITER,
  type Header,
  type Json,
  type WireMessage,
} from "./wire.ts";
import { encodeFrames } from "./zmtp/frame.ts";

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** So many signatures are remembered, as Jupyter does. */
const MOST_SEEN = 2 ** 16;

/** Signs messages with the key of a connection file, and checks their signatures. */
export class Signer {
  readonly #key: string;
  readonly #seen = new Set<string>();

  /** @param key Not empty */
  constructor(key: string) {
    this.#key = key;
  }

  /** Whether the sender of a message has the key. */
  isSigned({ signature, signed }: WireMessage): boolean {
    const wanted = this.#signature(signed);
    return signature.length === wanted.length &&
      timingSafeEqual(signature, wanted);
  }

  /**
   * Whether the sender of a request has the key and sends it for the first time. Anyone who has
   * heard a request could send it again.
   */
  accepts(wire: WireMessage): boolean {
    if (!this.isSigned(wire)) return false;
    const signature = decoder.decode(wire.signature);
    if (this.#seen.has(signature)) return false;
    this.#seen.add(signature);
    if (this.#seen.size > MOST_SEEN) {
      const [oldest] = this.#seen;
      this.#seen.delete(oldest!);
    }
    return true;
  }

  /**
   * The same message with another content; all other parts stay byte for byte.
   * @param content The new content
   * @param header The new header, where that changes too
   */
  changed(
    { identities, signed, buffers }: WireMessage,
    content: Json,
    header?: Header,
  ): Uint8Array<ArrayBuffer> {
    const parts = [...signed.slice(0, CONTENT_AT), jsonBytes(content)];
    if (header !== undefined) parts[0] = jsonBytes(header);
    const signature = this.#signature(parts);
    return encodeFrames(
      [...identities, DELIMITER, signature, ...parts, ...buffers],
    );
  }

  /**
   * A new message.
   * @param type What it is
   * @param parent Header of the request that it answers
   * @param content Its content
   */
  made(type: string, parent: Json, content: Json): Uint8Array<ArrayBuffer> {
    return this.changed(unsigned(headerFor(type), parent), content);
  }

  #signature(signed: readonly Uint8Array[]): Uint8Array {
    const hmac = createHmac("sha256", this.#key);
    for (const part of signed) hmac.update(part);
    return encoder.encode(hmac.digest("hex"));
  }
}

function jsonBytes(value: Json): Uint8Array {
  return encoder.encode(JSON.stringify(value));
}

/** A new message without signature and content. */
export function unsigned(header: Header, parent: Json = {}): WireMessage {
  const signed = [header, parent, {}, {}].map(jsonBytes);
  return { identities: [], signature: new Uint8Array(), signed, buffers: [] };
}

/** All messages of this process share one session. */
const SESSION = crypto.randomUUID();

/** The header of a new message. */
export function headerFor(type: string): Header {
  return {
    msg_id: crypto.randomUUID(),
    session: SESSION,
    username: "kernel",
    date: new Date().toISOString(),
    msg_type: type,
    version: "5.3",
  };
}
