/**
 * Mends, together with `values.ts`: the kernel cannot show every value of a cell.
 * @module
 */
import type { Node } from "npm:acorn@8.19.0";

/** The fields of statements that are read here. */
interface Statement extends Node {
  readonly body: readonly Statement[] | Statement;
  readonly expression: Node;
  readonly directive?: string;
  readonly consequent: readonly Statement[] | Statement;
  readonly alternate: Statement | null;
  readonly block: Statement;
  readonly handler: Statement | null;
  readonly cases: readonly Statement[];
}

/**
 * The expressions that may be the value of a cell.
 * @param tree The syntax tree of the cell
 */
export function* valuesIn(tree: Node): Generator<[node: Node, kind: "value"]> {
  for (const node of valuesOf(tree as Statement)) yield [node, "value"];
}

function* valuesOf(node: Statement): Generator<Node> {
  switch (node.type) {
    case "ExpressionStatement":
      if (node.directive === undefined) yield node.expression;
      return;
    case "IfStatement":
      yield* lastOf(node.consequent);
      if (node.alternate !== null) yield* valuesOf(node.alternate);
      return;
    case "TryStatement":
      yield* valuesOf(node.block);
      if (node.handler !== null) yield* lastOf(node.handler.body);
      return;
    case "SwitchStatement":
      for (const each of node.cases) yield* lastOf(each.consequent);
      return;
    default:
      if (
        /^(Program|\w*Block|For\w*|(Do)?While|Labeled|With)/.test(node.type)
      ) {
        yield* lastOf(node.body);
      }
  }
}

/** Of several statements the last one that has a value gives it. */
function* lastOf(
  statements: readonly Statement[] | Statement,
): Generator<Node> {
  const last = [statements].flat().findLast(({ type }) =>
    !/Declaration$|^(Empty|Break|Continue|Debugger)Statement$/.test(type)
  );
  if (last !== undefined) yield* valuesOf(last);
}
