/** Loaded when first used: a run that begins needs no checksum yet. */
let zlib: typeof import("node:zlib") | undefined;

/**
 * A checksum (CRC-32) of texts and bytes: eight hexadecimal digits. Every change of one byte
 * alters it.
 * @param parts Texts and bytes, in their order
 */
export function checksum(...parts: readonly (string | Uint8Array)[]): string {
  const { crc32 } = zlib ??= builtinZlib();
  let sum = 0;
  for (const part of parts) {
    sum = crc32(part, sum);
    // The end of a part counts too, so that nothing can move to the next one.
    sum = crc32(`${part.length}`, sum);
  }
  return sum.toString(16).padStart(8, "0");
}

function builtinZlib(): typeof import("node:zlib") {
  const { process } = globalThis as unknown as {
    process: { getBuiltinModule(id: string): typeof import("node:zlib") };
  };
  return process.getBuiltinModule("node:zlib");
}
