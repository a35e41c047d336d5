/**
 * Messages of Jupyter on its sockets: who they are for, a signature, and four parts of JSON.
 * @see https://jupyter-client.readthedocs.io/en/stable/messaging.html#the-wire-protocol
 * @module
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import { encodeFrames, type Message } from "./zmtp/frame.ts";

/** Stands before the signature. */
const DELIMITER = "<IDS|MSG>";

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const DELIMITER_BYTES = encoder.encode(DELIMITER);

/** The part of a message that says what it is. */
export interface Header {
  /** Unique. */
  readonly msg_id: string;
  /** What it is. */
  readonly msg_type: string;
  /** Whatever else it says. */
  readonly [key: string]: unknown;
}

/** JSON of an object. */
export type Json = Readonly<Record<string, unknown>>;

/** A message whose parts are known, and as yet not read. */
export interface WireMessage {
  /** For whom it is, before the delimiter. */
  readonly identities: readonly Uint8Array[];
  /** Of the four parts, in hexadecimal digits. */
  readonly signature: Uint8Array;
  /** Header, parent header, metadata and content. */
  readonly signed: readonly Uint8Array[];
  /** Bytes that belong to the content. */
  readonly buffers: readonly Uint8Array[];
}

/** The parts that are signed; the content is the last of them. */
const SIGNED_PARTS = 4;
const CONTENT_AT = 3;

/** Takes a message apart; `undefined` if it is none of Jupyter's. */
export function splitMessage({ parts }: Message): WireMessage | undefined {
  const at = parts.findIndex(isDelimiter);
  const signature = parts[at + 1];
  const signed = parts.slice(at + 2, at + 2 + SIGNED_PARTS);
  if (at < 0 || signature === undefined || signed.length < SIGNED_PARTS) {
    return undefined;
  }
  return {
    identities: parts.slice(0, at),
    signature,
    signed,
    buffers: parts.slice(at + 2 + SIGNED_PARTS),
  };
}

function isDelimiter(part: Uint8Array): boolean {
  return part.length === DELIMITER_BYTES.length &&
    DELIMITER_BYTES.every((byte, index) => byte === part[index]);
}

/** The header of a message. */
export function headerOf({ signed }: WireMessage): Header {
  return parsed<Header>(signed[0]);
}

/** The header of the message that it answers; empty if it answers none. */
export function parentOf({ signed }: WireMessage): Partial<Header> {
  return parsed<Partial<Header>>(signed[1]);
}

/** What a message says. */
export function contentOf<Content = Json>({ signed }: WireMessage): Content {
  return parsed<Content>(signed[CONTENT_AT]);
}

/** Whether a message is a request that can be read: of another one the kernel says nothing at all. */
export function isRequest(wire: WireMessage): boolean {
  try {
    const [header, ...others] = wire.signed.map((part) =>
      parsed<unknown>(part)
    );
    const { msg_id, msg_type } = header as Partial<Header>;
    return typeof msg_id === "string" && typeof msg_type === "string" &&
      others.every((other) => typeof other === "object" && other !== null);
  } catch {
    return false;
  }
}

function parsed<T>(part: Uint8Array | undefined): T {
  return JSON.parse(decoder.decode(part)) as T;
}

/** Signs messages by the key of a connection file, and knows which are signed by it. */
export class Signer {
  readonly #key: string;

  /** @param key Not empty */
  constructor(key: string) {
    this.#key = key;
  }

  /** Whether a message is signed by who has the key. */
  isSigned({ signature, signed }: WireMessage): boolean {
    const wanted = this.#signature(signed);
    return signature.length === wanted.length &&
      timingSafeEqual(signature, wanted);
  }

  /**
   * A message that says something else; the rest stays byte for byte.
   * @param content What it says
   * @param header What it is, where that changes too
   */
  changed(
    { identities, signed, buffers }: WireMessage,
    content: Json,
    header?: Header,
  ): Uint8Array {
    const parts = [...signed.slice(0, CONTENT_AT), jsonBytes(content)];
    if (header !== undefined) parts[0] = jsonBytes(header);
    const signature = this.#signature(parts);
    return encodeFrames(
      [...identities, DELIMITER_BYTES, signature, ...parts, ...buffers],
    );
  }

  /**
   * A message of our own.
   * @param type What it is
   * @param parent Header of what it answers
   * @param content What it says
   */
  made(type: string, parent: Json, content: Json): Uint8Array {
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

/** A message of our own, not yet signed, that says nothing. */
export function unsigned(header: Header, parent: Json = {}): WireMessage {
  const signed = [header, parent, {}, {}].map(jsonBytes);
  return { identities: [], signature: new Uint8Array(), signed, buffers: [] };
}

/** Messages of our own come from one session. */
const SESSION = crypto.randomUUID();

/** The header of a message of our own. */
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
