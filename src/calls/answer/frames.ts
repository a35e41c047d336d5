/** Bytes before the headers of a frame: its length, that of its headers, and a checksum. */
const PRELUDE = 12;

/** Bytes of the checksum that ends a frame. */
const CHECKSUM = 4;

/** The longest frame that is read, in bytes; Bedrock's are at most 24 MB. */
const LONGEST = 2 ** 25;

/**
 * Cuts a stream of AWS's binary frames into their payloads.
 * @see https://smithy.io/2.0/aws/amazon-eventstream.html
 */
export class Frames {
  #rest: Uint8Array<ArrayBufferLike> = new Uint8Array();

  /**
   * Takes the next bytes.
   * @returns The payloads of the frames that end in them
   * @throws {RangeError} If this is no such stream
   */
  payloads(bytes: Uint8Array): Uint8Array[] {
    const all = new Uint8Array(this.#rest.length + bytes.length);
    all.set(this.#rest);
    all.set(bytes, this.#rest.length);
    const view = new DataView(all.buffer);
    const found: Uint8Array[] = [];
    let start = 0;
    while (all.length - start >= PRELUDE) {
      const length = view.getUint32(start);
      const headers = view.getUint32(start + 4);
      if (length < PRELUDE + headers + CHECKSUM || length > LONGEST) {
        throw new RangeError("Cannot read a frame as its lengths are wrong");
      }
      if (all.length - start < length) break;
      found.push(
        all.subarray(start + PRELUDE + headers, start + length - CHECKSUM),
      );
      start += length;
    }
    this.#rest = all.slice(start);
    return found;
  }
}
