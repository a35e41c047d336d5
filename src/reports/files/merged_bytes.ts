import { FRONT_MATTER } from "./front_matter.ts";

/**
 * Changes the front matter of a Markdown file and leaves all other bytes, also where they are no
 * UTF-8.
 * @param bytes The file; `undefined` if there is none yet
 * @param merge Gives the file with other front matter
 * @throws {SyntaxError} If the front matter itself is no UTF-8, or the file is UTF-16
 */
export async function mergedBytes(
  bytes: Uint8Array<ArrayBuffer> | undefined,
  merge: (markdown: string | undefined) => Promise<string>,
): Promise<Uint8Array<ArrayBuffer>> {
  if (bytes === undefined) return ENCODER.encode(await merge(undefined));
  const text = textOf(bytes);
  if (text !== undefined) return ENCODER.encode(await merge(text));
  if (isWide(bytes)) throw notText("it is UTF-16, and must be UTF-8");
  // One character a byte, so that places are those in the file.
  const characters = Array.from(bytes, (byte) => String.fromCharCode(byte))
    .join("");
  const mark = characters.startsWith(MARK) ? MARK.length : 0;
  const found = FRONT_MATTER.exec(characters.slice(mark));
  const end = mark + (found?.[0].length ?? 0);
  const head = textOf(bytes.subarray(0, end));
  if (head === undefined) throw notText("its front matter is no UTF-8 text");
  const rest = characters.slice(end);
  const merged = await merge(head + rest);
  const changed = ENCODER.encode(merged.slice(0, merged.length - rest.length));
  const all = new Uint8Array(changed.length + bytes.length - end);
  all.set(changed);
  all.set(bytes.subarray(end), changed.length);
  return all;
}

/** The mark of byte order in UTF-8, one character a byte. */
const MARK = "\xEF\xBB\xBF";

const ENCODER = new TextEncoder();
const DECODER = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return DECODER.decode(bytes);
  } catch {
    return undefined;
  }
}

/** Whether a file begins with the mark of a text with two bytes a character. */
function isWide([first, second]: Uint8Array): boolean {
  return first === 0xff && second === 0xfe || first === 0xfe && second === 0xff;
}

function notText(why: string): SyntaxError {
  return new SyntaxError(`Cannot merge into the model card as ${why}`);
}
