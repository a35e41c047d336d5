const encoder = new TextEncoder();

/** Writes a line for the user at the terminal. */
export function say(text: string): void {
  write(Deno.stdout, `${text}\n`);
}

/** Writes a line about an error. */
export function sayError(text: string): void {
  write(Deno.stderr, `${text}\n`);
}

/** Writes the whole text, because one `writeSync` may write only a part. */
export function write(
  stream: { writeSync(bytes: Uint8Array): number },
  text: string,
): void {
  let bytes = encoder.encode(text);
  while (bytes.length > 0) bytes = bytes.subarray(stream.writeSync(bytes));
}
