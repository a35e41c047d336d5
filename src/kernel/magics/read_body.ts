import type { Document, Node } from "npm:yaml@2.9.1";
import { library } from "../../library.ts";

const { isMap, isScalar, isSeq, parseDocument } = await library<
  typeof import("npm:yaml@2.9.1")
>("npm:yaml@2.9.1");

/** A line such as `hours = 12`, without blanks around it. */
const ASSIGNMENT = /^([\w-]+)\s*=\s*(.*)$/s;

/** A job is much shorter; the time to read YAML grows with the square of its length. */
const MOST_CHARS = 20_000;

/**
 * Reads the body of a cell magic: a small YAML document, or lines of `key = value`.
 * @param body The lines under the magic
 * @returns Values by name, as they are written
 * @throws {SyntaxError} If it is neither
 */
export function readBody(body: string): Record<string, unknown> {
  if (body.length > MOST_CHARS) {
    throw new RangeError(
      `Cannot read the cell as it must have at most ${MOST_CHARS} characters: current value is ${body.length}`,
    );
  }
  const lines = body.split("\n").map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
  if (lines.every((line) => ASSIGNMENT.test(line))) {
    return Object.fromEntries(lines.map(assignment));
  }
  const value = valuesOf(body);
  if (value === undefined) {
    throw new SyntaxError(
      `Cannot read the cell as it must hold lines such as "hours: 12": current value is ${
        Deno.inspect(body.trim())
      }`,
    );
  }
  return value;
}

function assignment(line: string): [string, string] {
  const [, key = "", value = ""] = ASSIGNMENT.exec(line) ?? [];
  return [key, value.replace(/^(["'])(.*)\1$/, "$2")];
}

/** Values by key; `undefined` if the document has no keys. */
function valuesOf(body: string): Record<string, unknown> | undefined {
  let why = "it is nested too deep, or repeats itself too often";
  try {
    const document = parseDocument(body);
    const [error] = document.errors;
    if (error === undefined) return writtenIn(document);
    why = error.message.split("\n")[0]!.replace(/:$/, "");
  } catch {
    // The reason is known.
  }
  throw new SyntaxError(`Cannot read the cell as YAML: ${why}`);
}

/** Values are as they were written: a name may look like a number, such as 3090. */
function writtenIn(document: Document): Record<string, unknown> | undefined {
  const written = (node: unknown): unknown => {
    if (isSeq(node)) return node.items.map(written);
    if (!isScalar(node)) return (node as Node | null)?.toJS(document) ?? null;
    const { value, source } = node;
    return value === null || typeof value === "string" ? value : source;
  };
  const { contents } = document;
  return isMap(contents)
    ? Object.fromEntries(
      contents.items.map((pair) =>
        [String(written(pair.key)), written(pair.value)] as const
      ),
    )
    : undefined;
}
