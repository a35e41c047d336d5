import { stripTypeScriptTypes } from "node:module";
import { type Node, parse } from "npm:acorn@^8.19.0";

/**
 * The syntax tree of JavaScript as a cell may hold it, with `await` outside of functions.
 * @throws {SyntaxError} If it does not parse; its `loc` says where
 */
export function parseScript(code: string): Node {
  return parse(code, {
    ecmaVersion: "latest",
    sourceType: "module",
    allowAwaitOutsideFunction: true,
    // What is put around an expression goes around its brackets.
    preserveParens: true,
  });
}

/** A place in code, both from 1. */
export interface FaultPlace {
  readonly line: number;
  readonly column: number;
}

/** Where TypeScript does not parse; `undefined` if it does, or that is not known. */
export function faultPlace(code: string): FaultPlace | undefined {
  try {
    parseScript(stripTypeScriptTypes(code));
    return undefined;
  } catch (error) {
    const { loc } = error as { loc?: FaultPlace };
    return loc && { line: loc.line, column: loc.column + 1 };
  }
}

/** Whether TypeScript parses. */
export function parses(code: string): boolean {
  try {
    parseScript(stripTypeScriptTypes(code));
    return true;
  } catch {
    return false;
  }
}
