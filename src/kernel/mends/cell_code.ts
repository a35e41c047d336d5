/**
 * Mends, together with `error_places.ts`: the kernel gives wrong lines for errors. It also brings
 * the calls of `awaited_calls.ts` into a cell.
 *
 * The kernel compiles TypeScript into other lines of JavaScript, and names no cell. So each cell
 * begins with a line that names it, and a source map gives the user's line.
 * @module
 */
import { SourceMap } from "node:module";
import type { Insertion } from "./awaited_calls.ts";
import { compiledLike } from "./compiled_like.ts";

/** A place in code; both count from 0. */
export interface CodePlace {
  readonly line: number;
  readonly column: number;
}

/**
 * Finds a place in the user's code.
 * @param place In the code that the kernel compiled
 * @returns `undefined` if that cannot be known
 */
export type FindPlace = (place: CodePlace) => CodePlace | undefined;

/** The line that names a cell is before its own lines. */
const LINES_BEFORE = 1;

/**
 * Rewrites a cell, so that an interrupt ends its waits and its errors name it.
 * @param code As the user wrote it, without magics
 * @param name The name of the cell in tracebacks, without blanks
 */
export async function cellCode(code: string, name: string): Promise<string> {
  return rewritten(code, name, await insertionsIn(code));
}

/**
 * Compiles a cell again, as the kernel did, to find the places of its errors.
 * @param code As the user wrote it, without magics
 * @param name The name of the cell in tracebacks
 */
export async function cellPlaces(
  code: string,
  name: string,
): Promise<FindPlace> {
  const insertions = await insertionsIn(code);
  const compiled = await compiledLike(rewritten(code, name, insertions));
  if (compiled === undefined) return () => undefined;
  const map = sourceMapOf(compiled);
  const lines = code.split("\n");
  return ({ line, column }) => {
    const entry = map.findEntry(line, column);
    if (!("originalLine" in entry)) return undefined;
    return withoutInsertions(lines, insertions, {
      line: entry.originalLine - LINES_BEFORE,
      column: entry.originalColumn,
    });
  };
}

function rewritten(
  code: string,
  name: string,
  insertions: readonly Insertion[],
): string {
  return `//# sourceURL=${name}\n${inserted(code, insertions)}`;
}

/** Code with texts in it. */
function inserted(code: string, insertions: readonly Insertion[]): string {
  const pieces: string[] = [];
  let from = 0;
  for (const { at, text } of insertions) {
    pieces.push(code.slice(from, at), text);
    from = at;
  }
  return pieces.join("") + code.slice(from);
}

/** The texts to insert into a cell; none if it does not parse. */
async function insertionsIn(code: string): Promise<readonly Insertion[]> {
  if (/^\s*\{/.test(code) && !/;\s*$/.test(code)) {
    // The kernel takes it for an object too, but not after a comment, so it needs brackets.
    const calls = await callsIn(`(${code}\n)`);
    if (calls !== undefined) {
      return [
        { at: 0, text: "(" },
        ...calls.map(({ at, text }) => ({ at: at - 1, text }))
          .filter(({ at }) => at > 0 && at < code.length),
        { at: code.length, text: "\n)" },
      ];
    }
  }
  return await callsIn(code) ?? [];
}

async function callsIn(code: string): Promise<Insertion[] | undefined> {
  const { callsAroundAwaited } = await import("./awaited_calls.ts");
  return await callsAroundAwaited(code);
}

/** The source map at the end of compiled code. */
function sourceMapOf(compiled: string): SourceMap {
  const at = compiled.lastIndexOf("base64,") + "base64,".length;
  return new SourceMap(JSON.parse(atob(compiled.slice(at).trim())));
}

/** The place in the user's code, by that in the code with insertions. */
function withoutInsertions(
  lines: readonly string[],
  insertions: readonly Insertion[],
  { line, column }: CodePlace,
): CodePlace | undefined {
  const text = lines[line];
  if (text === undefined) return undefined;
  const lineAt = lines.slice(0, line)
    .reduce((sum, { length }) => sum + length + 1, 0);
  let left = column;
  for (const { at, text } of insertions) {
    if (at >= lineAt && at - lineAt < left) {
      left = Math.max(at - lineAt, left - text.length);
    }
  }
  return { line, column: Math.min(left, text.length) };
}
