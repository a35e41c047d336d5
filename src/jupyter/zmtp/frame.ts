/**
 * Frames of ZMTP 3.0, the protocol of Jupyter's sockets, with the NULL mechanism.
 * @see https://rfc.zeromq.org/spec/23/
 * @module
 */

/** Another frame of the same message follows. */
export const MORE = 1;
/** The length has eight bytes instead of one. */
export const LONG = 2;
/** The frame is a command of the protocol, not a part of a message. */
export const COMMAND = 4;

/** The longest frame whose length fits into one byte. */
const SHORT_BYTES = 255;

/** A message: its parts, and all its bytes as they came. */
export interface Message {
  /** The bodies of its frames. */
  readonly parts: readonly Uint8Array[];
  /** The frames, each with its head. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** A subscription to everything that a socket publishes: one frame whose one byte is 1. */
export const SUBSCRIBE_ALL: Uint8Array<ArrayBuffer> = Uint8Array.of(0, 1, 1);

/** The frames of a message or a command. */
export function encodeFrames(
  parts: readonly Uint8Array[],
  lastFlags = 0,
): Uint8Array<ArrayBuffer> {
  const pieces = parts.flatMap((part, index) => [
    frameHead(part.length, index < parts.length - 1 ? MORE : lastFlags),
    part,
  ]);
  const bytes = new Uint8Array(
    pieces.reduce((sum, { length }) => sum + length, 0),
  );
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

/** The bytes before the body of a frame: flags and length. */
function frameHead(length: number, flags: number): Uint8Array {
  if (length <= SHORT_BYTES) return Uint8Array.of(flags, length);
  const head = new Uint8Array(9);
  head[0] = flags | LONG;
  new DataView(head.buffer).setBigUint64(1, BigInt(length));
  return head;
}
