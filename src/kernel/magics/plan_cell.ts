import { HELPER_CODE } from "../../jupyter/kernel_helper.ts";
import { isTooDeep, MOST_BRACKETS, MOST_SIGNS } from "../mends/nesting.ts";
import { treeOf } from "../mends/parse_cell.ts";
import type { MagicCall } from "./magic_call.ts";
import { callOf, type MagicLine, readLine, trackOf } from "./read_magic.ts";

/** How a cell is executed. */
export interface CellPlan {
  /** Code to execute before it, silently. */
  readonly begin?: string;
  /** Code to execute in its place, in the same lines. */
  readonly code: string;
  /** The cell as the user wrote it. */
  readonly shown: string;
  /** With which options every later cell is tracked, or not; absent if that does not change. */
  readonly tracksAll?: TrackedAll;
}

/** The options with which every cell is tracked, not checked yet; `false` if none is. */
export type TrackedAll = Readonly<Record<string, unknown>> | false;

/** What a plan depends on, besides the code. */
export interface CellContext {
  /** With which options every cell is tracked, or not. */
  readonly tracksAll: TrackedAll;
  /** The number of the cell. */
  readonly number: number;
}

/** A line that may be a magic. */
const MAGIC_LINE = /^\s*(?:\?\s*)?%%?\s*[a-z]/i;
/** A line that may precede the first magic of a cell. */
const BLANK_LINE = /^\s*(\/\/.*)?$/;

/**
 * How to execute a cell with magics, one nested too deep, or any cell while all are tracked. If it
 * cannot be executed, the plan is to throw an error that says why.
 * @param code As the user wrote it
 * @param context What the plan depends on besides
 */
export async function planCell(
  code: string,
  context: CellContext,
): Promise<CellPlan> {
  try {
    return { ...await planned(code, context), shown: code };
  } catch (error) {
    const { name, message } = error as Error;
    const failure = JSON.stringify({ name, message });
    return { code: `await ${HELPER_CODE}.fail(${failure})`, shown: code };
  }
}

type CodePlan = Omit<CellPlan, "shown">;

async function planned(code: string, context: CellContext): Promise<CodePlan> {
  if (isTooDeep(code)) {
    throw new RangeError(
      `Cannot run the cell as it is nested too deep for the kernel: it may have at most ${MOST_BRACKETS} brackets in brackets, or ${MOST_SIGNS} signs in a statement`,
    );
  }
  const lines = code.split("\n");
  const first = lines.findIndex((line) => !BLANK_LINE.test(line));
  const head = lines[first] ?? "";
  if (/^\s*%%/.test(head)) {
    const magic = readLine(head);
    return magic.magic.name === "track" && !magic.isHelp
      ? await trackedPlan(magic, blanked(lines, new Set([first])), context)
      : await callPlan(lines, first, magic);
  }
  const plan = await linesPlan(lines);
  return context.tracksAll && plan.hasCode
    ? { ...plan, begin: beginCode(nameOf(context), context.tracksAll, true) }
    : plan;
}

/** Plans a cell of code under `%%track`. */
async function trackedPlan(
  magic: MagicLine,
  lines: readonly string[],
  context: CellContext,
): Promise<CodePlan> {
  const { words: [name = nameOf(context)], fields: { command, ...fields } } =
    trackOf(magic);
  if (command === true) {
    const body = lines.join("\n").trim();
    const call: MagicCall = {
      magic: "command",
      command: body,
      options: { name, ...fields },
    };
    return { code: callCode(call) };
  }
  const plan = await linesPlan(lines);
  return { ...plan, begin: beginCode(name, fields, false) };
}

/** Plans a cell that holds no code, under its magic. */
async function callPlan(
  lines: readonly string[],
  first: number,
  magic: MagicLine,
): Promise<CodePlan> {
  const body = lines.slice(first + 1).join("\n");
  const call = await callOf(magic, body);
  return {
    code: lines.map((_, at) => at === first ? callCode(call) : "").join("\n"),
  };
}

/** Plans a cell of code with magics in its lines. */
async function linesPlan(
  lines: readonly string[],
): Promise<CodePlan & { readonly hasCode: boolean }> {
  const rewritten = [...lines];
  const magics = await magicLines(lines);
  let tracksAll: TrackedAll | undefined;
  for (const at of magics) {
    const call = await callOf(readLine(lines[at]!));
    if (call.magic === "carbon" && call.every !== undefined) {
      tracksAll = call.every === "on" && call.options;
    }
    rewritten[at] = `${callCode(call)};`;
  }
  return {
    code: rewritten.join("\n"),
    hasCode: lines.some((line, at) =>
      !magics.has(at) && !BLANK_LINE.test(line)
    ),
    ...(tracksAll !== undefined && { tracksAll }),
  };
}

/**
 * Which lines are magics. After the first line of code, such a line may belong to an expression or
 * a text: it is a magic only if the code does not parse otherwise.
 */
async function magicLines(lines: readonly string[]): Promise<Set<number>> {
  const candidates = lines.flatMap((line, at) =>
    MAGIC_LINE.test(line) ? [at] : []
  );
  const code = lines.findIndex((line) =>
    !BLANK_LINE.test(line) && !MAGIC_LINE.test(line)
  );
  const atHead = new Set(candidates.filter((at) => code < 0 || at < code));
  const tree = await treeOf(blanked(lines, atHead).join("\n"));
  return tree === undefined ? new Set(candidates) : atHead;
}

function blanked(
  lines: readonly string[],
  at: ReadonlySet<number>,
): string[] {
  return lines.map((line, index) => at.has(index) ? "" : line);
}

function nameOf({ number }: CellContext): string {
  return `cell [${number}]`;
}

function beginCode(name: string, options: object, isDiscreet: boolean): string {
  return `await ${HELPER_CODE}.begin(${
    JSON.stringify({
      name,
      options: isDiscreet ? { ...options, live: false } : options,
      isDiscreet,
    })
  })`;
}

function callCode(call: object): string {
  return `await ${HELPER_CODE}.magic(${JSON.stringify(call)})`;
}
