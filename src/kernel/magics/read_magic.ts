import { nearest } from "../../nearest.ts";
import { UnknownNameError } from "../../errors.ts";
import { insteadOf } from "./ipython.ts";
import type { MagicCall } from "./magic_call.ts";
import { helpOf, listOfMagics, type Magic, MAGICS } from "./magics.ts";
import { fieldsOf, type Given, readOptions } from "./read_options.ts";

/** A line that is a magic. */
export interface MagicLine {
  readonly magic: Magic;
  /** The text after its name. */
  readonly rest: string;
  /** Whether it asks for help. */
  readonly isHelp: boolean;
}

/** The parts of the line: question mark, signs, name, question marks and rest. */
const LINE = /^(\??)\s*(%%?)\s*([\w?]*)(.*)$/s;

/**
 * Splits the line of a magic.
 * @throws {UnknownNameError} If there is no such magic; with the nearest ones
 * @throws {TypeError} If it is `%` in place of `%%`, or the other way round
 */
export function readLine(line: string): MagicLine {
  const [, asks, sign = "", word = "", rest = ""] = LINE.exec(line.trim()) ??
    [];
  const isHelp = word.endsWith("?") || asks === "?";
  const name = withoutLast("?", word);
  const magic = MAGICS.find((known) => known.name === name);
  if (magic === undefined) throw unknownMagic(sign + name);
  if (!isHelp && !magic.forms.includes(sign + name)) {
    throw new TypeError(
      `Cannot run the magic as it must be written ${
        magic.forms.join(" or ")
      }: current value is ${JSON.stringify(sign + name)}`,
    );
  }
  return { magic, rest: rest.trim(), isHelp };
}

/** A text without the characters of a kind at its end. */
function withoutLast(character: string, text: string): string {
  let end = text.length;
  while (text[end - 1] === character) end -= 1;
  return text.slice(0, end);
}

function unknownMagic(given: string): UnknownNameError {
  const instead = insteadOf(given.replace(/^%+/, ""));
  if (instead !== undefined) {
    return new UnknownNameError("magic", given, [], instead);
  }
  const names = MAGICS.flatMap(({ name, forms }) =>
    forms.map((form) => [name, form] as const)
  );
  return new UnknownNameError("magic", given, nearest(given, names));
}

/**
 * What a magic asks for, in a line or above a cell that holds no code.
 * @param line The line of the magic
 * @param body The lines under it
 * @throws {UnknownNameError} If an option is unknown; with the nearest ones
 * @throws {TypeError} If a word or a value does not fit
 * @throws {SyntaxError} If the body cannot be read
 */
export async function callOf(
  { magic, rest, isHelp }: MagicLine,
  body?: string,
): Promise<MagicCall> {
  if (isHelp) return { magic: "text", text: helpOf(magic) };
  const { words, fields } = readOptions(rest, magic.options);
  switch (magic.name) {
    case "estimate":
      refuseWords(magic, words);
      return {
        magic: "estimate",
        job: { ...fields, ...await inBody(magic, body) },
      };
    case "carbon":
      return carbonOf(magic, words, fields);
    case "configure":
      refuseWords(magic, words);
      return { magic: "configure", defaults: defaultsOf(fields) };
    case "report":
      return { magic: "report", file: fileOf(magic, words) };
    case "lsmagic":
      refuseWords(magic, words);
      return { magic: "text", text: listOfMagics() };
    default:
      refuseWords(magic, words);
      return { magic: "sensors" };
  }
}

/** The name and options with which a cell is tracked. */
export function trackOf({ magic, rest }: MagicLine): Given {
  const given = readOptions(rest, magic.options);
  if (given.words.length > 1) {
    throw unfit(magic, "one name, in quotes if it has blanks", given.words);
  }
  return given;
}

async function inBody(
  { options }: Magic,
  body: string | undefined,
): Promise<Record<string, unknown>> {
  if (body === undefined || body.trim() === "") return {};
  const { readBody } = await import("./read_body.ts");
  return fieldsOf(readBody(body), options);
}

/** The ledger is a path, or turned off. */
function defaultsOf(
  { ledger, ...rest }: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  if (ledger === undefined) return rest;
  return { ...rest, ledger: ledger === "off" ? false : ledger };
}

function carbonOf(
  magic: Magic,
  words: readonly string[],
  options: Given["fields"],
): MagicCall {
  const [word, ...more] = words;
  const fits = word === undefined || word === "on" || word === "off";
  if (more.length > 0 || !fits) throw unfit(magic, "on, off or nothing", words);
  if (word !== "on" && Object.keys(options).length > 0) {
    throw unfit(magic, "options only after on", words);
  }
  return { magic: "carbon", options, ...word && { every: word } };
}

function fileOf(magic: Magic, words: readonly string[]): string {
  const [file, ...more] = words;
  if (file !== undefined && more.length === 0) return file;
  throw unfit(magic, "one file, such as report.html", words);
}

function refuseWords(magic: Magic, words: readonly string[]): void {
  if (words.length > 0) throw unfit(magic, "options only", words);
}

function unfit(
  { name }: Magic,
  wanted: string,
  words: readonly string[],
): TypeError {
  return new TypeError(
    `Cannot run the magic "${name}" as it takes ${wanted}: current value is ${
      JSON.stringify(words.join(" "))
    }`,
  );
}
