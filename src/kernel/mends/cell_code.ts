/**
 * Mends, together with `error_places.ts`: the kernel gives wrong lines for errors. It also brings
 * the calls of `awaited_calls.ts` into a cell.
 *
 * The kernel compiles TypeScript into other lines of JavaScript, and names every cell
 * "<anonymous>". So each cell begins with a comment as long as all cells before it: a line then
 * tells the cell, and a source map gives the user's line.
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

/** The code of a cell as the kernel gets it. */
export interface CellCode {
  /** For the kernel. */
  readonly code: string;
  /** How many lines the kernel makes of it. */
  readonly lines: number;
  /**
   * The place in the user's code.
   * @param place In the code that the kernel compiled
   * @returns `undefined` if that cannot be known
   */
  userPlace(place: CodePlace): CodePlace | undefined;
}

/**
 * Rewrites a cell, so that an interrupt ends its waits and the places of its errors can be found.
 * @param code As the user wrote it, without magics
 * @param linesBefore The lines of the cells before it; at least 1
 */
export async function cellCode(
  code: string,
  linesBefore: number,
): Promise<CellCode> {
  if (code.trim() === "") return { code, lines: 1, userPlace: () => undefined };
  const insertions = await insertionsIn(code);
  const padding = `/*${"\n".repeat(linesBefore)}*/`;
  const rewritten = padding + insertions.reduceRight(
    (text, { at, text: inserted }) =>
      text.slice(0, at) + inserted + text.slice(at),
    code,
  );
  const compiled = await compiledLike(rewritten);
  return {
    code: rewritten,
    lines: (compiled ?? rewritten).split("\n").length,
    userPlace: (place) => {
      if (compiled === undefined) return undefined;
      const found = placeBefore(compiled, place);
      return found && withoutInsertions(code, insertions, found, linesBefore);
    },
  };
}

/** The texts to insert into a cell; none if it does not parse. */
async function insertionsIn(code: string): Promise<readonly Insertion[]> {
  if (/^\s*\{/.test(code) && !/;\s*$/.test(code)) {
    // The kernel takes it for an object too, but not after a comment, so it needs brackets.
    const calls = await callsIn(`(${code}\n)`);
    if (calls !== undefined) {
      return [
        { at: 0, text: "(" },
        ...calls.map(({ at, text }) => ({ at: at - 1, text })),
        { at: code.length, text: "\n)" },
      ];
    }
  }
  return code.includes("await") ? await callsIn(code) ?? [] : [];
}

async function callsIn(code: string): Promise<Insertion[] | undefined> {
  const { callsAroundAwaited } = await import("./awaited_calls.ts");
  return await callsAroundAwaited(code);
}

/** The place before compiling, by the source map at the end of the compiled code. */
function placeBefore(
  compiled: string,
  place: CodePlace,
): CodePlace | undefined {
  const [, base64 = ""] = /base64,(\S+)\s*$/.exec(compiled) ?? [];
  const map = new SourceMap(JSON.parse(atob(base64)));
  const entry = map.findEntry(place.line, place.column);
  return "originalLine" in entry
    ? { line: entry.originalLine, column: entry.originalColumn }
    : undefined;
}

/** The place in the user's code, by that in the rewritten code. */
function withoutInsertions(
  code: string,
  insertions: readonly Insertion[],
  { line, column }: CodePlace,
  linesBefore: number,
): CodePlace | undefined {
  const lines = code.split("\n");
  const userLine = line - linesBefore;
  const text = lines[userLine];
  if (text === undefined) return undefined;
  const lineAt = lines.slice(0, userLine).join("\n").length +
    (userLine > 0 ? 1 : 0);
  let left = userLine === 0 ? column - "*/".length : column;
  for (const { at, text: inserted } of insertions) {
    if (at >= lineAt && at - lineAt < left) {
      left = Math.max(at - lineAt, left - inserted.length);
    }
  }
  return { line: userLine, column: Math.min(left, text.length) };
}
