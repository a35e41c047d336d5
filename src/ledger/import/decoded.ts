/** A text, or where it turns out to be none. */
export interface Decoded {
  /** The text. */
  readonly text: string;
  /** What comes before something that is no text; absent in a text. */
  readonly notTextAt?: string;
}

/**
 * Encodings with two bytes a character, by the mark that begins their files; without one, by where
 * the first characters have a 0.
 */
const MARKS: readonly (readonly [
  mark: readonly number[],
  label: string,
  unmarked: readonly number[],
])[] = [
  [[0xFF, 0xFE], "utf-16le", [1, 0, 1, 0]],
  [[0xFE, 0xFF], "utf-16be", [0, 1, 0, 1]],
];

/** No text has such a character. */
// deno-lint-ignore no-control-regex
const NOT_TEXT = /[\0-\x08\x0E-\x1F]/;

/**
 * Decodes UTF-8; UTF-16, as spreadsheets save "Unicode text"; and, where it is neither,
 * Windows-1252, as they save CSV in Western countries.
 */
export function decoded(bytes: Uint8Array): Decoded {
  const wide = MARKS.find(([mark, _, unmarked]) =>
    mark.every((byte, i) => bytes[i] === byte) ||
    unmarked.every((byte, i) => byte === 0 ? bytes[i] === 0 : bytes[i]! > 0)
  );
  const text = wide === undefined
    ? narrow(bytes)
    : new TextDecoder(wide[1]).decode(bytes);
  const at = text.search(NOT_TEXT);
  return at < 0 ? { text } : { text, notTextAt: text.slice(0, at) };
}

function narrow(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}
