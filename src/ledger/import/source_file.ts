import { shown } from "../../input.ts";

/** A file that is imported. */
export interface SourceFile {
  /** As the user named it. */
  readonly name: string;
  /** Its content. */
  readonly text: string;
}

/** The classes of error that a line can be at fault with. */
type Fault = typeof TypeError | typeof RangeError | typeof SyntaxError;

/**
 * The error for a line that does not fit.
 * @param Fault Class of the error: wrong shape, out of range, or not to be read at all
 * @param file Which file
 * @param line From 1
 * @param wanted What is wanted of the line, after "as line 7"
 * @param value What is there; `undefined` if nothing is
 */
export function lineError(
  Fault: Fault,
  { name }: SourceFile,
  line: number,
  wanted: string,
  value?: unknown,
): Error {
  const current = value === undefined
    ? ""
    : `: current value is ${shown(value)}`;
  return new Fault(
    `Cannot import ${JSON.stringify(name)} as line ${line} ${wanted}${current}`,
  );
}

/**
 * The text of a file.
 * @throws {SyntaxError} If it is not UTF-8; says the line
 */
export function textOf(name: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    const text = new TextDecoder().decode(bytes);
    const before = text.slice(0, text.indexOf("\uFFFD"));
    const line = linesOf(before).length;
    throw lineError(SyntaxError, { name, text }, line, "is not UTF-8 text");
  }
}

/** A text by lines, whichever system it comes from. */
export function linesOf(text: string): string[] {
  return text.split(/\r\n|\n|\r/);
}
