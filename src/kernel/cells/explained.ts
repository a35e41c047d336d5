import type { KernelError } from "./cell_outputs.ts";
import type { ReplyContent } from "../inner_shell.ts";
import { errorOf, syntaxError } from "./syntax_error.ts";

/** What is known of a cell that failed. */
export interface FailedCell {
  /** Its code as the user wrote it. */
  readonly shown: string;
  /** Whether the user has interrupted it. */
  readonly isInterrupted: boolean;
}

/**
 * What the kernel leaves unsaid: why a cell does not parse, and where; that it was interrupted.
 * @param reply What the kernel says
 * @param code What it was given, in the lines of the user
 * @param cell What is known besides
 * @returns `undefined` if the kernel has said all
 */
export async function explained(
  reply: ReplyContent,
  code: string,
  { shown, isInterrupted }: FailedCell,
): Promise<KernelError | undefined> {
  const { status, ename = "", evalue = "", traceback = [] } = reply;
  if (status === "ok") return undefined;
  if (ename === "SyntaxError" && traceback.length === 1) {
    return await placed(evalue, code, shown);
  }
  if (traceback.length > 0 || evalue !== "Execution failed") return undefined;
  if (isInterrupted) return said("AbortError", "interrupted");
  return await syntaxError(code, shown) ??
    said("Error", "the kernel gives no reason");
}

function said(ename: string, why: string): KernelError {
  const evalue = `Cannot go on with the cell: ${why}`;
  return { ename, evalue, traceback: [`${ename}: ${evalue}`] };
}

/** What only the engine finds, such as a name that is declared twice: it does not say where. */
async function placed(
  evalue: string,
  code: string,
  shown: string,
): Promise<KernelError | undefined> {
  const { faultPlace } = await import("./parse_cell.ts");
  const fault = await faultPlace(code);
  return fault && errorOf({ ...fault, message: evalue }, shown);
}
