import type { Json } from "../../jupyter/wire.ts";
import { hasMagic } from "./has_magic.ts";

/** Answers a request about code with magics, which the kernel does not know. */
type Answer = (code: string, cursor: number) => Promise<Json | undefined>;

/** By the type of the request; an answer of `undefined` leaves the request to the kernel. */
const ANSWERS: Readonly<Record<string, Answer>> = {
  complete_request: completions,
  inspect_request: inspection,
  is_complete_request: completeness,
};

/**
 * Answers a front end's request about magics.
 * @param type The type of the request
 * @param content The content of the request
 * @returns The content of the answer; `undefined` if the request is not about magics
 */
export async function magicAnswer(
  type: string,
  content: Json,
): Promise<Json | undefined> {
  const { code, cursor_pos } = content;
  if (typeof code !== "string") return undefined;
  if (!hasMagic(code) && type !== "complete_request") return undefined;
  return await ANSWERS[type]?.(code, characterAt(code, Number(cursor_pos)));
}

async function completions(
  code: string,
  cursor: number,
): Promise<Json | undefined> {
  const { completeMagic } = await import("./complete.ts");
  const { completeLiteral } = await import("./complete_literal.ts");
  const found =
    (hasMagic(code) ? await completeMagic(code, cursor) : undefined) ??
      await completeLiteral(code, cursor);
  return found && {
    status: "ok",
    matches: found.matches,
    cursor_start: pointsBefore(code, found.from),
    cursor_end: pointsBefore(code, found.to),
    metadata: {},
  };
}

async function inspection(
  code: string,
  cursor: number,
): Promise<Json | undefined> {
  const from = code.lastIndexOf("\n", cursor - 1) + 1;
  const [line = ""] = code.slice(from).split("\n");
  const [, name] = /^\s*%%?(\w+)/.exec(line) ?? [];
  if (name === undefined) return undefined;
  const { helpOf, MAGICS } = await import("./magics.ts");
  const magic = MAGICS.find((known) => known.name === name);
  return {
    status: "ok",
    found: magic !== undefined,
    data: magic === undefined ? {} : { "text/plain": helpOf(magic) },
    metadata: {},
  };
}

/** The line of a magic is complete; a cell under a magic ends with an empty line, as in IPython. */
function completeness(code: string): Promise<Json | undefined> {
  if (!/^\s*%/.test(code)) return Promise.resolve(undefined);
  const isOpen = /^\s*%%\w[^?\n]*(\n|$)/.test(code) &&
    !code.slice(code.trimEnd().length).includes("\n");
  return Promise.resolve(
    isOpen ? { status: "incomplete", indent: "" } : { status: "complete" },
  );
}

/** Jupyter counts code points; JavaScript counts units of two bytes. */
function characterAt(text: string, points: number): number {
  return Array.from(text).slice(0, points).join("").length;
}

function pointsBefore(text: string, character: number): number {
  return Array.from(text.slice(0, character)).length;
}
