import { shown } from "../../input.ts";
import { messageOf } from "../../machine/machine.ts";
import { systemReason } from "../../machine/system_reason.ts";
import { decoded } from "./decoded.ts";

/** What is read of a file at most: as much as fits into a few hundred MB of memory. */
const MOST_BYTES = 64_000_000;
const MOST_LINES = 500_000;
const MOST_LINE_BYTES = 100_000;
const MOST_COLUMNS = 1000;

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
  const error = new Fault(
    `Cannot import ${
      JSON.stringify(file.name)
    } as line ${line} ${wanted}${found}`,
  );
  faults.set(error, `${wanted}${found}`);
  return error;
}

const faults = new WeakMap<Error, string>();

/** What is wrong with the line, by its error; `undefined` for the error of something else. */
export function lineFault(error: unknown): string | undefined {
  return error instanceof Error ? faults.get(error) : undefined;
}

/**
 * Reads a file.
 * @param name Its path
 * @throws {RangeError} If it, or one of its lines, is longer than the files of any tool
 * @throws {SyntaxError} If it is not text; names the line
 * @throws {Error} If it cannot be read; says why
 */
export function sourceFile(name: string): SourceFile {
  return { name, text: textOf(name, bytesOf(name)) };
}

function bytesOf(name: string): Uint8Array {
  const importing = `Cannot import ${JSON.stringify(name)} as`;
  try {
    const { isFile, size } = Deno.statSync(name);
    if (!isFile) throw new TypeError(`${importing} it is not a file`);
    if (size > MOST_BYTES) {
      throw new RangeError(
        `${importing} it must have at most ${MOST_BYTES} B: current size is ${size} B, so split it`,
      );
    }
    return Deno.readFileSync(name);
  } catch (error) {
    if (messageOf(error).startsWith(importing)) throw error;
    const Fault = error instanceof Deno.errors.NotFound
      ? Deno.errors.NotFound
      : Error;
    throw new Fault(`${importing} ${systemReason(error)}`, { cause: error });
  }
}

/**
 * Decodes the text of a file.
 * @throws {RangeError} If a line or the first line's number of columns is beyond any tool's
 * @throws {SyntaxError} If it is not text; names the line
 */
export function textOf(name: string, bytes: Uint8Array): string {
  checkLines(name, bytes);
  const { text, notTextAt } = decoded(bytes);
  if (notTextAt === undefined) return text;
  const at = { file: { name, text }, line: linesOf(notTextAt).length };
  const form = FORMS.find(([mark]) => text.startsWith(mark))?.[1];
  throw lineError(
    SyntaxError,
    at,
    form === undefined ? "is not text" : `is not text but ${form}`,
  );
}

/** What people have in place of a text, by how it begins. */
const FORMS: readonly (readonly [mark: string, form: string])[] = [
  ["PK\x03\x04", "a workbook or a ZIP archive: save it as CSV, or unpack it"],
  ["\x1F\u2039", "compressed by gzip: unpack it"],
];

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const COMMA = 44;

/** Checks the lengths of lines before anything is made of them. */
function checkLines(name: string, bytes: Uint8Array): void {
  const file = { name, text: "" };
  let start = 0;
  let line = 1;
  let columns = 1;
  for (let at = 0; at <= bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === COMMA && line === 1) columns += 1;
    const isEnd = byte === LINE_FEED || byte === CARRIAGE_RETURN ||
      at === bytes.length;
    if (!isEnd) continue;
    if (at - start > MOST_LINE_BYTES) {
      const wanted = `must have at most ${MOST_LINE_BYTES} B`;
      throw lineError(RangeError, { file, line }, wanted, at - start);
    }
    if (line > MOST_LINES) {
      const wanted = `is one too many: a file may have ${MOST_LINES}`;
      throw lineError(RangeError, { file, line }, wanted);
    }
    if (line === 1 && columns > MOST_COLUMNS) {
      const wanted = `must have at most ${MOST_COLUMNS} columns`;
      throw lineError(RangeError, { file, line }, wanted, columns);
    }
    // Two characters can end one line.
    if (byte === CARRIAGE_RETURN && bytes[at + 1] === LINE_FEED) at += 1;
    start = at + 1;
    line += 1;
  }
}

/** The lines of a text, with the line ends of any system, after a byte order mark. */
export function linesOf(text: string): string[] {
  return text.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/);
}
