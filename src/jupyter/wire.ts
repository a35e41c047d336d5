/**
 * Jupyter's messages on its sockets: whom they are for, a signature, and four parts of JSON.
 * @see https://jupyter-client.readthedocs.io/en/stable/messaging.html#the-wire-protocol
 * @module
 */
import type { Message } from "./zmtp/frame.ts";

/** The part that precedes the signature. */
export const DELIMITER: Uint8Array = new TextEncoder().encode("<IDS|MSG>");

/** The part of a message that says what it is. */
export interface Header {
  /** Unique. */
  readonly msg_id: string;
  /** What the message is. */
  readonly msg_type: string;
  /** All other fields. */
  readonly [key: string]: unknown;
}

/** An object of JSON. */
export type Json = Readonly<Record<string, unknown>>;

/** A message that is split into its parts, which are not read yet. */
export interface WireMessage {
  /** Whom it is for: the parts before the delimiter. */
  readonly identities: readonly Uint8Array[];
  /** Signature of the four parts, in hexadecimal digits. */
  readonly signature: Uint8Array;
  /** Header, parent header, metadata and content. */
  readonly signed: readonly Uint8Array[];
  /** Bytes that belong to the content. */
  readonly buffers: readonly Uint8Array[];
}

const SIGNED_PARTS = 4;

/** Where the content is among the signed parts. */
export const CONTENT_AT = 3;

/** Splits a message; `undefined` if it is not one of Jupyter's. */
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
  return part.length === DELIMITER.length &&
    DELIMITER.every((byte, index) => byte === part[index]);
}

/** The header of a message. */
export function headerOf({ signed }: WireMessage): Header {
  return parsed<Header>(signed[0]);
}

/** The header of the request that a message answers; empty if it answers none. */
export function parentOf({ signed }: WireMessage): Partial<Header> {
  return parsed<Partial<Header>>(signed[1]);
}

/** The content of a message. */
export function contentOf<Content = Json>({ signed }: WireMessage): Content {
  return parsed<Content>(signed[CONTENT_AT]);
}

/** Whether a message is a request that can be read; the kernel ignores all others. */
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

/** Whether a message says that the kernel has finished a request. */
export function isIdle(type: string, wire: WireMessage): boolean {
  return type === "status" &&
    contentOf<{ execution_state?: string }>(wire).execution_state === "idle";
}

const decoder = new TextDecoder();

function parsed<T>(part: Uint8Array | undefined): T {
  return JSON.parse(decoder.decode(part)) as T;
}
