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
 * What is put into a cell: brackets around an object, which would be a block otherwise, and a call around
 * whatever the cell itself awaits.
 * @param code JavaScript
 * @param call The call without its closing bracket
 * @returns In the order of the code; nothing if it does not parse
 */
export function insertionsOf(code: string, call: string): Insertion[] {
  const brackets = bracketsOf(code);
  const isObject = brackets.length > 0;
  const tree = parsed(isObject ? bracketed(code, brackets) : code);
  if (tree === undefined) return [];
  const shift = isObject ? 1 : 0; // the opening bracket stands before all else
  const calls = [...awaitsIn(tree)].flatMap((argument) => [
    { at: argument.start - shift, text: call },
    { at: argument.end - shift, text: ")" },
  ]);
  // A stable sort: what closes stands before the bracket that closes all.
  return [...brackets.slice(0, 1), ...calls, ...brackets.slice(1)]
    .sort((a, b) => a.at - b.at);
}

/** Around code that begins as a block and is an object: the kernel takes it so too, unless something stands before it. */
function bracketsOf(code: string): Insertion[] {
  const from = code.search(/\S/);
  if (code[from] !== "{" || /;\s*$/.test(code)) return [];
  const brackets = [
    { at: from, text: "(" },
    { at: code.trimEnd().length, text: ")" },
  ];
  return parsed(bracketed(code, brackets)) === undefined ? [] : brackets;
}

function bracketed(code: string, [open, close]: readonly Insertion[]): string {
  return `${code.slice(0, open!.at)}(${code.slice(open!.at, close!.at)})`;
}

function parsed(code: string): Node | undefined {
  try {
    return parseScript(code);
  } catch {
    return undefined;
  }
}

/** What is awaited by the code itself, not by a function in it. */
function* awaitsIn(node: Node): Generator<Node> {
  if (/Function|Class/.test(node.type)) return;
  if (node.type === "AwaitExpression") {
    yield (node as Node & { argument: Node }).argument;
  }
  for (const value of Object.values(node)) {
    for (const child of [value].flat()) {
      if (typeof child?.type === "string") yield* awaitsIn(child);
    }
  }
}
