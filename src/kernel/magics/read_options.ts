import { library } from "../../library.ts";
import { nearest } from "../../nearest.ts";
import { UnknownNameError } from "../../errors.ts";
import { OTHER_NAMES } from "../../estimate/other_names.ts";
import type { MagicOption } from "./magic_options.ts";

const { default: parse } = await library<
  { readonly default: typeof import("npm:@types/yargs-parser@21.0.3") }
>("npm:yargs-parser@22.0.0");

/** The words and options after a magic. */
export interface Given {
  /** Words that do not belong to an option. */
  readonly words: readonly string[];
  /** Fields of a job, or of a run's options. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/**
 * Reads the words and options after a magic.
 * @param text The rest of the line
 * @param options The options that the magic takes
 * @throws {UnknownNameError} If an option is unknown; with the nearest ones
 * @throws {TypeError} If a value is missing or does not fit
 */
export function readOptions(
  text: string,
  options: readonly MagicOption[],
): Given {
  const { _: words, ...given } = parse(text, {
    // The parser keeps all values as texts; each option knows its kind.
    string: ["_", ...namesOf(options.filter((each) => !takesNothing(each)))],
    boolean: namesOf(options.filter(takesNothing)),
    configuration: {
      "boolean-negation": false,
      "camel-case-expansion": false,
      "dot-notation": false,
      "parse-numbers": false,
      "parse-positional-numbers": false,
      "short-option-groups": false,
    },
  });
  return {
    words: words.map((word) => withoutQuotes(String(word))),
    fields: fieldsOf(given, options),
  };
}

function namesOf(options: readonly MagicOption[]): string[] {
  return options.map(({ name }) => name);
}

function takesNothing({ takes }: MagicOption): boolean {
  return takes === "nothing";
}

/** The parser removes quotes from values, but not from words. */
function withoutQuotes(word: string): string {
  return word.replace(/^(["'])(.*)\1$/s, "$2");
}

/**
 * Values by field. A name may be written as option or as field: `memory-gb`, `memoryGb`.
 * @param given Values by name
 * @param options The options that there are
 */
export function fieldsOf(
  given: Readonly<Record<string, unknown>>,
  options: readonly MagicOption[],
): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(given)) {
    const option = options.find((option) => isNamed(option, name));
    if (option === undefined) throw unknownOption(name, options);
    Object.assign(fields, fieldOf(option, value));
  }
  return fields;
}

function isNamed({ name, field }: MagicOption, given: string): boolean {
  const plain = (text: string) => text.toLowerCase().replace(/[-_\s]/g, "");
  return [name, field].some((known) => plain(known) === plain(given));
}

function unknownOption(
  name: string,
  options: readonly MagicOption[],
): UnknownNameError {
  const names = options.map((option) =>
    [option.name, `--${option.name}`] as const
  );
  const meant = OTHER_NAMES[name.toLowerCase()];
  const own = options.find(({ field }) => field === meant);
  const near = own === undefined ? nearest(name, names) : [`--${own.name}`];
  return new UnknownNameError("option", `--${name}`, near);
}

function fieldOf(option: MagicOption, value: unknown): Record<string, unknown> {
  const { takes, field } = option;
  if (takes === "texts") {
    const texts = [value].flat();
    const isText = (each: unknown) => typeof each === "string" && each !== "";
    if (!texts.every(isText)) throw wrong(option, "needs a value", value);
    return { [field]: texts };
  }
  if (Array.isArray(value)) throw wrong(option, "must be given once", value);
  if (typeof value !== "string" || value === "") {
    // YAML gives numbers and objects as they are.
    if (
      value === "" || value === null ||
      value === true && takes !== "switch" && takes !== "nothing"
    ) {
      throw wrong(option, "needs a value", value);
    }
    return { [field]: value };
  }
  switch (takes) {
    case "number":
      return { [field]: numberOf(option, value) };
    case "switch":
      return { [field]: switchOf(option, value) };
    case "mass":
      return { [field]: scaled(option, value, KG) };
    case "time":
      return { [field]: scaled(option, value, MS) };
    case "market":
      return { [field]: { intensity: numberOf(option, value) } };
    default:
      return { [field]: value };
  }
}

/** Units of mass, in kg. */
const KG: Readonly<Record<string, number>> = {
  t: 1000,
  kg: 1,
  g: 1e-3,
  mg: 1e-6,
};

/** Units of time, in ms. */
const MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, min: 60_000 };

function scaled(
  option: MagicOption,
  text: string,
  units: Readonly<Record<string, number>>,
): number {
  const [, digits = "", unit = ""] =
    /^([\d.e+-]*[\d.])\s*([a-z]+)$/i.exec(text) ??
      [];
  const factor = units[unit.toLowerCase()];
  if (factor === undefined || digits === "") {
    throw wrong(
      option,
      `must have a unit: ${Object.keys(units).join(", ")}`,
      text,
    );
  }
  return numberOf(option, digits) * factor;
}

function numberOf(option: MagicOption, text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value)) throw wrong(option, "must be a number", text);
  return value;
}

const SWITCHES: Readonly<Record<string, boolean>> = {
  on: true,
  true: true,
  off: false,
  false: false,
};

function switchOf(option: MagicOption, text: string): boolean {
  const value = SWITCHES[text.toLowerCase()];
  if (value === undefined) throw wrong(option, "must be on or off", text);
  return value;
}

function wrong({ name }: MagicOption, how: string, value: unknown): TypeError {
  return new TypeError(
    `Cannot run the magic as --${name} ${how}: current value is ${
      Deno.inspect(value)
    }`,
  );
}
