const encoder = new TextEncoder();

/** Writes a line for the person at the terminal. */
export function say(text: string): void {
  write(Deno.stdout, `${text}\n`);
}

/** Writes a line about what went wrong. */
export function sayError(text: string): void {
  write(Deno.stderr, `${text}\n`);
}

/** Writes all of `text`: one `writeSync` may take only a part of it. */
export function write(
  stream: { writeSync(bytes: Uint8Array): number },
  text: string,
): void {
  let bytes = encoder.encode(text);
  while (bytes.length > 0) bytes = bytes.subarray(stream.writeSync(bytes));
}
