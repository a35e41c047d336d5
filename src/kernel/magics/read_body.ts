import { library } from "../../library.ts";

const { parse, YAMLParseError } = await library<
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
  const value = documentOf(body);
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new SyntaxError(
      `Cannot read the cell as it must hold lines such as "hours: 12": current value is ${
        Deno.inspect(body.trim())
      }`,
    );
  }
  return value as Record<string, unknown>;
}

function assignment(line: string): [string, string] {
  const [, key = "", value = ""] = ASSIGNMENT.exec(line) ?? [];
  return [key, value.replace(/^(["'])(.*)\1$/, "$2")];
}

function documentOf(body: string): unknown {
  try {
    return parse(body, { prettyErrors: true });
  } catch (error) {
    const [why = ""] = error instanceof YAMLParseError
      ? error.message.split("\n")
      : ["it is nested too deep, or repeats itself too often"];
    throw new SyntaxError(
      `Cannot read the cell as YAML: ${why.replace(/:$/, "")}`,
    );
  }
}
