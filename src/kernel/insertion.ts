import type { Node } from "acorn";
import { parseScript } from "./parse_cell.ts";

/** Something to be put into code. */
export interface Insertion {
  /** Before which character. */
  readonly at: number;
  /** What. */
  readonly text: string;
}

/**
 * A call around whatever code itself awaits, outside of its functions.
 * @param code JavaScript
 * @param call The call without its closing bracket
 * @returns In the order of the code; `undefined` if it does not parse
 */
export function callsAroundAwaited(
  code: string,
  call: string,
): Insertion[] | undefined {
  const tree = parsed(code);
  return tree && [...awaitedIn(tree)].flatMap(({ start, end }) => [
    { at: start, text: call },
    { at: end, text: ")" },
  ]).sort((a, b) => a.at - b.at);
}

function parsed(code: string): Node | undefined {
  try {
    return parseScript(code);
  } catch {
    return undefined;
  }
}

function* awaitedIn(node: Node): Generator<Node> {
  if (/Function|Class/.test(node.type)) return;
  if (node.type === "AwaitExpression") {
    yield (node as Node & { readonly argument: Node }).argument;
  }
  for (const value of Object.values(node)) {
    for (const child of [value].flat()) {
      if (typeof child?.type === "string") yield* awaitedIn(child);
    }
  }
}
