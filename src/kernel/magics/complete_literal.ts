import { type Completion, fitting, valuesOf } from "./complete.ts";
import {
  CONFIGURE_OPTIONS,
  ESTIMATE_OPTIONS,
  type MagicOption,
  TRACK_OPTIONS,
} from "./magic_options.ts";

/** The fields of the objects that a function takes. */
const FIELDS: Readonly<Record<string, readonly MagicOption[]>> = {
  estimate: ESTIMATE_OPTIONS,
  compareRegions: ESTIMATE_OPTIONS,
  compare: ESTIMATE_OPTIONS,
  configure: CONFIGURE_OPTIONS,
  track: TRACK_OPTIONS.filter(({ name }) => name !== "command"),
  startRun: TRACK_OPTIONS.filter(({ name }) => name !== "command"),
  trackCommand: TRACK_OPTIONS.filter(({ name }) => name !== "command"),
};

/** Only so much code before the cursor is read at each key. */
const MOST_CHARS = 5000;

/** Comments, texts, brackets with the name before them, commas, and all else. */
const TOKENS =
  /\/\/[^\n]*|\/\*[^]*?\*\/|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`|[\w$]+|[^\s\w$]/g;

const COMMENT = /^\/[/*]/;
const COMMENTS = /\/\/[^\n]*|\/\*[^]*?\*\//g;

/** Where the cursor is within the code. */
interface Position {
  /** The function whose object it is in. */
  readonly called: string;
  /** What is written of the entry of the object. */
  readonly entry: string;
}

/**
 * Completes a key of an object that a function of this module takes, or the name that is its value.
 * @param code The code of the cell
 * @param cursor Where the cursor is in it
 * @returns `undefined` if the cursor is not in such an object
 */
export async function completeLiteral(
  code: string,
  cursor: number,
): Promise<Completion | undefined> {
  const before = code.slice(Math.max(0, cursor - MOST_CHARS), cursor);
  const position = positionAt(before);
  const options = position && FIELDS[position.called];
  if (options === undefined) return undefined;
  const [, word] = /^\s*(\w*)$/.exec(position!.entry) ?? [];
  if (word !== undefined) {
    const matches = options.map(({ field }) => field)
      .filter((field) => field.startsWith(word));
    return matches.length === 0
      ? undefined
      : { matches, from: cursor - word.length, to: cursor };
  }
  const [, key, quote = "", text = ""] =
    /^\s*["']?(\w+)["']?\s*:\s*(["'`])([^"'`]*)$/.exec(position!.entry) ?? [];
  const option = options.find(({ field }) => field === key);
  if (quote === "" || option === undefined || option.takes === "switch") {
    return undefined;
  }
  const matches = fitting(await valuesOf(option.takes), text);
  return matches.length === 0
    ? undefined
    : { matches, from: cursor - text.length, to: cursor };
}

/** A bracket that is open, and what is before it. */
interface Open {
  readonly bracket: string;
  readonly before: string;
  /** Where the entry of the object that is being written begins. */
  entryAt: number;
}

/** What may precede an object; the `{` of a block follows `)`, `=>` or a word. */
const BEFORE_OBJECT = new Set(["(", ",", "[", ":"]);

/** The object around the end of some code, if it is part of what a call is given. */
function positionAt(code: string): Position | undefined {
  const open: Open[] = [];
  let before = "";
  for (const { 0: token, index } of code.matchAll(TOKENS)) {
    if (COMMENT.test(token)) continue;
    // A text that is still open may hold anything.
    if (/^["'`]$/.test(token)) break;
    const entryAt = index + token.length;
    if (/^[({[]$/.test(token)) open.push({ bracket: token, before, entryAt });
    else if (/^[)}\]]$/.test(token)) open.pop();
    else if (token === "," && open.length > 0) open.at(-1)!.entryAt = entryAt;
    before = token;
  }
  const object = open.at(-1);
  const call = open.findLastIndex(({ bracket }) => bracket === "(");
  const isGiven = open.slice(call + 1)
    .every((each) => BEFORE_OBJECT.has(each.before));
  return object?.bracket === "{" && call >= 0 && isGiven
    ? {
      called: open[call]!.before,
      entry: code.slice(object.entryAt).replace(COMMENTS, ""),
    }
    : undefined;
}
