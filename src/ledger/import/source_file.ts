import { shown } from "../../input.ts";

/** A file to import. */
export interface SourceFile {
  /** The path that the user gave. */
  readonly name: string;
  /** Its content. */
  readonly text: string;
}

/** A line of a file. */
export interface LinePlace {
  readonly file: SourceFile;
  /** From 1. */
  readonly line: number;
}

/**
 * The error for a line that cannot be imported.
 * @param Fault The class: wrong shape, out of range, or unreadable
 * @param at The line
 * @param wanted What the line must have, after "as line 7"
 * @param value What the line has; `undefined` if it has nothing
 */
export function lineError(
  Fault: typeof TypeError | typeof RangeError | typeof SyntaxError,
  { file, line }: LinePlace,
  wanted: string,
  value?: unknown,
): Error {
  const found = value === undefined ? "" : `: current value is ${shown(value)}`;
  return new Fault(
    `Cannot import ${
      JSON.stringify(file.name)
    } as line ${line} ${wanted}${found}`,
  );
}

/**
 * Decodes the text of a file.
 * @throws {SyntaxError} If it is not UTF-8; names the line
 */
export function textOf(name: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    const text = new TextDecoder().decode(bytes);
    const before = text.slice(0, text.indexOf("\uFFFD"));
    const line = linesOf(before).length;
    const at = { file: { name, text }, line };
    throw lineError(SyntaxError, at, "is not UTF-8 text");
  }
}

/** The lines of a text, with the line ends of any system, after a byte order mark. */
export function linesOf(text: string): string[] {
  return text.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/);
}
