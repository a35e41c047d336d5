/**
 * Mends, together with `explain_failure.ts` and `awaited_calls.ts`: the kernel does not give the
 * syntax tree of a cell, nor the place where it does not parse.
 * @module
 */
import { stripTypeScriptTypes } from "node:module";
import type { Node, Options } from "npm:acorn@8.19.0";
import { library } from "../../library.ts";

const { Parser: AcornParser } = await library<
  typeof import("npm:acorn@8.19.0")
>("npm:acorn@8.19.0");

/** Declared names. The parser looks each one up, which would take longer the more there are. */
class Names extends Array<string> {
  readonly #known = new Set<string>();

  override push(name: string): number {
    this.#known.add(name);
    return super.push(name);
  }

  override indexOf(name: string): number {
    return this.#known.has(name) ? super.indexOf(name) : -1;
  }
}

/** What the parser knows of a block, and how it enters one; its types leave both out. */
interface Scoped {
  enterScope(flags: number): void;
  currentScope(): Record<"var" | "lexical" | "functions", string[]>;
}

const Parser = AcornParser.extend((Base) => {
  const base = Base.prototype as unknown as Scoped;
  return class extends Base {
    enterScope(this: Scoped, flags: number): void {
      base.enterScope.call(this, flags);
      const [vars, lexical, functions] = [
        new Names(),
        new Names(),
        new Names(),
      ];
      Object.assign(this.currentScope(), { var: vars, lexical, functions });
    }
  } as unknown as typeof Base;
});

const OPTIONS: Options = {
  ecmaVersion: "latest",
  sourceType: "module",
  allowAwaitOutsideFunction: true,
  // A call around an expression must include the brackets of the expression.
  preserveParens: true,
  locations: true,
};

/**
 * The syntax tree of a cell: TypeScript with `await` outside of functions.
 * @throws {SyntaxError} If it does not parse; its `loc` gives the place
 */
export async function parseCell(code: string): Promise<Node> {
  const plain = withoutTypes(code);
  return plain === undefined
    ? await parseMore(code)
    : Parser.parse(plain, OPTIONS);
}

/** The same code with blanks for its types; `undefined` if blanks are not enough. */
function withoutTypes(code: string): string | undefined {
  try {
    return stripTypeScriptTypes(code);
  } catch {
    return undefined;
  }
}

/** Parses elements, enumerations, decorators and the like, which are more than types. */
async function parseMore(code: string): Promise<Node> {
  const { tsPlugin } = await library<
    typeof import("npm:@sveltejs/acorn-typescript@1.0.13")
  >("npm:@sveltejs/acorn-typescript@1.0.13");
  try {
    return Parser.extend(tsPlugin({ jsx: true })).parse(code, OPTIONS);
  } catch {
    // Without elements, <type>value is a cast.
    return Parser.extend(tsPlugin()).parse(code, OPTIONS);
  }
}

/** A fault in code; line and column count from 1. */
export interface SyntaxFault {
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

/** Why a cell does not parse; `undefined` if it parses or the place is not known. */
export async function faultOf(code: string): Promise<SyntaxFault | undefined> {
  try {
    await parseCell(code);
    return undefined;
  } catch (error) {
    const { loc, message } = error as SyntaxError & { loc?: SyntaxFault };
    return loc && {
      message: message.replace(/ \(\d+:\d+\)$/, ""),
      line: loc.line,
      column: loc.column + 1,
    };
  }
}

/** The syntax tree of a cell; `undefined` if it does not parse, though the kernel may accept it. */
export async function treeOf(code: string): Promise<Node | undefined> {
  try {
    return await parseCell(code);
  } catch {
    return undefined;
  }
}
