import { stripTypeScriptTypes } from "node:module";
import { type Node, type Options, Parser } from "npm:acorn@8.19.0";

const OPTIONS: Options = {
  ecmaVersion: "latest",
  sourceType: "module",
  allowAwaitOutsideFunction: true,
  // What is put around an expression goes around its brackets.
  preserveParens: true,
  locations: true,
};

/**
 * The syntax tree of a cell: TypeScript with `await` outside of functions.
 * @throws {SyntaxError} If it does not parse; its `loc` says where
 */
export async function parseCell(code: string): Promise<Node> {
  const plain = withoutTypes(code);
  return plain === undefined
    ? await parseMore(code)
    : Parser.parse(plain, OPTIONS);
}

/** The same places, without types; `undefined` if it does not parse, or holds more than types. */
function withoutTypes(code: string): string | undefined {
  try {
    return stripTypeScriptTypes(code);
  } catch {
    return undefined;
  }
}

/** Elements, enumerations, decorators and what else is no JavaScript with types. */
async function parseMore(code: string): Promise<Node> {
  const { tsPlugin } = await import(
    "npm:@sveltejs/acorn-typescript@1.0.13"
  );
  try {
    return Parser.extend(tsPlugin({ jsx: true })).parse(code, OPTIONS);
  } catch {
    // Where no element can stand, <type>value is a cast.
    return Parser.extend(tsPlugin()).parse(code, OPTIONS);
  }
}

/** A place in code, both from 1. */
export interface FaultPlace {
  readonly line: number;
  readonly column: number;
}

/** Where a cell does not parse; `undefined` if it does, or that is not known. */
export async function faultPlace(
  code: string,
): Promise<FaultPlace | undefined> {
  try {
    await parseCell(code);
    return undefined;
  } catch (error) {
    const { loc } = error as { loc?: FaultPlace };
    return loc && { line: loc.line, column: loc.column + 1 };
  }
}

/** Whether a cell parses. */
export async function parses(code: string): Promise<boolean> {
  try {
    await parseCell(code);
    return true;
  } catch {
    return false;
  }
}
