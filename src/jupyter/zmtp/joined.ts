/**
 * Joins pieces that follow each other in the same buffer, to write them at once.
 * @param pieces In the order in which they are written
 */
export function joined(pieces: readonly Uint8Array[]): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  for (const piece of pieces) {
    const last = chunks.at(-1);
    const follows = last?.buffer === piece.buffer &&
      last.byteOffset + last.length === piece.byteOffset;
    if (last === undefined || !follows) chunks.push(piece);
    else {
      chunks[chunks.length - 1] = new Uint8Array(
        last.buffer,
        last.byteOffset,
        last.length + piece.length,
      );
    }
  }
  return chunks;
}
