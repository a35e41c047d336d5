import { SourceMap } from "node:module";
import { HELPER_NAME } from "../../jupyter/kernel_helper.ts";
import { compiledLike } from "./compiled.ts";
import type { Insertion } from "./insertion.ts";

/** What was brought into the kernel, as the code of a cell. */
export const HOOK: string = `globalThis[Symbol.for("${HELPER_NAME}")]`;

/** A place in the code of a cell, both from 0. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** The code of a cell as the kernel is given it. */
export interface CellCode {
  /** For the kernel. */
  readonly code: string;
  /** How many lines the kernel makes of it. */
  readonly lines: number;
  /**
   * Where what the kernel compiled stands in the user's code.
   * @param place In what the kernel compiled
   * @returns `undefined` if that cannot be told
   */
  userPlace(place: Place): Place | undefined;
}

/**
 * Rewrites a cell so that the place of an error can be told, in which cell and in which line of it, and so
 * that an interrupt ends its waiting.
 *
 * The kernel turns TypeScript into other lines of JavaScript, and calls every cell "<anonymous>". So each cell
 * begins after the lines of those before it, behind a comment that is that long.
 * @param code As the user wrote it, without magics
 * @param linesBefore How many lines those before it have, > 0
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

/** What is put into a cell; nothing into one that does not parse. */
async function insertionsIn(code: string): Promise<readonly Insertion[]> {
  if (isLikeObject(code)) {
    // The kernel takes it for an object too, unless something stands before it.
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

function isLikeObject(code: string): boolean {
  return /^\s*\{/.test(code) && !/;\s*$/.test(code);
}

async function callsIn(code: string): Promise<Insertion[] | undefined> {
  const { callsAroundAwaited } = await import("./insertion.ts");
  return await callsAroundAwaited(code, {
    one: `${HOOK}.held(`,
    each: `${HOOK}.heldEach(`,
  });
}

/** Where a place came from, by the source map at the end of what was compiled. */
function placeBefore(compiled: string, place: Place): Place | undefined {
  const [, base64 = ""] = /base64,(\S+)\s*$/.exec(compiled) ?? [];
  const map = new SourceMap(JSON.parse(atob(base64)));
  const entry = map.findEntry(place.line, place.column);
  return "originalLine" in entry
    ? { line: entry.originalLine, column: entry.originalColumn }
    : undefined;
}

/** A place in the user's code, by that in the rewritten one. */
function withoutInsertions(
  code: string,
  insertions: readonly Insertion[],
  { line, column }: Place,
  linesBefore: number,
): Place | undefined {
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
