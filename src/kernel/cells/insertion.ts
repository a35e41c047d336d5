import type { Node } from "npm:acorn@8.19.0";
import { parseCell } from "./parse_cell.ts";

/** Something to be put into code. */
export interface Insertion {
  /** Before which character. */
  readonly at: number;
  /** What. */
  readonly text: string;
}

/** Calls without their closing brackets. */
export interface Calls {
  /** Around what is awaited. */
  readonly one: string;
  /** Around what a loop awaits one by one. */
  readonly each: string;
}

/**
 * Calls around whatever a cell itself awaits, outside of its functions.
 * @param code TypeScript
 * @param calls Which
 * @returns In the order of the code; `undefined` if it does not parse
 */
export async function callsAroundAwaited(
  code: string,
  calls: Calls,
): Promise<Insertion[] | undefined> {
  const tree = await parsed(code);
  return tree && [...awaitedIn(tree)].flatMap(([{ start, end }, kind]) => [
    { at: start, text: calls[kind] },
    { at: end, text: ")" },
  ]).sort((a, b) => a.at - b.at);
}

async function parsed(code: string): Promise<Node | undefined> {
  try {
    return await parseCell(code);
  } catch {
    return undefined; // the kernel may know better
  }
}

/** The parts of the nodes that are looked at here. */
interface Waiting extends Node {
  readonly argument: Node;
  readonly await: boolean;
  readonly right: Node;
}

function* awaitedIn(node: Node): Generator<[awaited: Node, kind: keyof Calls]> {
  if (/Function|Class|TSEnum|TSModule/.test(node.type)) return;
  const { argument, right, await: isAwaited } = node as Waiting;
  if (node.type === "AwaitExpression") yield [argument, "one"];
  if (node.type === "ForOfStatement" && isAwaited) yield [right, "each"];
  for (const value of Object.values(node)) {
    for (const child of [value].flat()) {
      if (typeof child?.type === "string") yield* awaitedIn(child);
    }
  }
}
