import { stripTypeScriptTypes } from "node:module";
import { parse } from "acorn";

/** Where code is wrong, both from 1. */
export interface FaultPlace {
  readonly line: number;
  readonly column: number;
}

/** Where code, that the kernel's parser lets pass and the engine does not, is wrong; `undefined` if it is not known. */
export function earlyError(code: string): FaultPlace | undefined {
  try {
    parse(stripTypeScriptTypes(code), {
      ecmaVersion: "latest",
      sourceType: "module",
      allowAwaitOutsideFunction: true,
    });
    return undefined;
  } catch (error) {
    const { loc } = error as { loc?: { line: number; column: number } };
    return loc && { line: loc.line, column: loc.column + 1 };
  }
}
