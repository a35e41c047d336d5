/**
 * Mends, together with `waits.ts`: an interrupt does not end what a cell awaits.
 * @module
 */
import type { Node } from "npm:acorn@8.19.0";
import { HELPER_CODE } from "../../jupyter/kernel_helper.ts";
import { treeOf } from "./parse_cell.ts";
import { valuesIn } from "./cell_values.ts";

/** A text to insert into code. */
export interface Insertion {
  /** Before which character. */
  readonly at: number;
  readonly text: string;
}

/** Calls without their closing brackets: around what is awaited, what a loop awaits, or a value. */
const CALLS = {
  one: `${HELPER_CODE}.waits.held(`,
  each: `${HELPER_CODE}.waits.heldEach(`,
  // The value may have commas.
  value: `${HELPER_CODE}.value((`,
};
const CLOSING = { one: ")", each: ")", value: "))" };

/**
 * Calls around everything that a cell itself awaits, outside its functions, and around its value.
 * @param code TypeScript
 * @returns In the order of the code; `undefined` if the code does not parse
 */
export async function callsAroundAwaited(
  code: string,
): Promise<Insertion[] | undefined> {
  const tree = await treeOf(code);
  return tree &&
    [...awaitedIn(tree), ...valuesIn(tree)].flatMap((
      [{ start, end }, kind],
    ) => [
      { at: start, text: CALLS[kind] },
      { at: end, text: CLOSING[kind] },
    ]).sort((a, b) => a.at - b.at);
}

/** The fields of nodes that are read here. */
interface AwaitingNode extends Node {
  readonly argument: Node;
  readonly await: boolean;
  readonly right: Node;
}

function* awaitedIn(
  node: Node,
): Generator<[awaited: Node, kind: keyof typeof CALLS]> {
  if (/Function|Class|TSEnum|TSModule/.test(node.type)) return;
  const { argument, right, await: isAwaited } = node as AwaitingNode;
  if (node.type === "AwaitExpression") yield [argument, "one"];
  if (node.type === "ForOfStatement" && isAwaited) yield [right, "each"];
  for (const value of Object.values(node)) {
    for (const child of [value].flat()) {
      if (typeof child?.type === "string") yield* awaitedIn(child);
    }
  }
}
