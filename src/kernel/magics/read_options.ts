// @ts-types="npm:@types/yargs-parser@21.0.3"
import parse from "npm:yargs-parser@22.0.0";
import { nearest } from "../../nearest.ts";
import { UnknownNameError } from "../../errors.ts";
import type { Option } from "./magic_options.ts";

/** What follows a magic. */
export interface Given {
  /** Words that belong to no option. */
  readonly words: readonly string[];
  /** Fields of a job, or of a run's options. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/**
 * Reads what follows a magic in its line.
 * @param text Of the line, after the magic
 * @param options Those that it takes
 * @throws {UnknownNameError} If an option is none of them; with the nearest
 * @throws {TypeError} If a value is missing, or no number
 */
export function readOptions(text: string, options: readonly Option[]): Given {
  const { _: words, ...given } = parse(text, {
    // All of it as it is written: what is a number, the option knows.
    string: ["_", ...options.map(({ name }) => name)],
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

/** The parser takes them off from values, and leaves them on words. */
function withoutQuotes(word: string): string {
  return word.replace(/^(["'])(.*)\1$/s, "$2");
}

/**
 * Fields by options, however their names are written: `memory-gb`, `memoryGb`.
 * @param given Values by name
 * @param options Those that there are
 */
export function fieldsOf(
  given: Readonly<Record<string, unknown>>,
  options: readonly Option[],
): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(given)) {
    const option = options.find((option) => isNamed(option, name));
    if (option === undefined) throw unknownOption(name, options);
    Object.assign(fields, fieldOf(option, value));
  }
  return fields;
}

function isNamed({ name, field }: Option, given: string): boolean {
  const plain = (text: string) => text.toLowerCase().replace(/[-_\s]/g, "");
  return [name, field].some((known) => plain(known) === plain(given));
}

function unknownOption(
  name: string,
  options: readonly Option[],
): UnknownNameError {
  const names = options.map((option) =>
    [option.name, `--${option.name}`] as const
  );
  return new UnknownNameError("option", `--${name}`, nearest(name, names));
}

function fieldOf(option: Option, value: unknown): Record<string, unknown> {
  const { takes, field } = option;
  if (Array.isArray(value)) throw wrong(option, "once", value);
  if (typeof value !== "string" || value === "") {
    // In a body of YAML numbers and devices of one's own are what they are.
    if (
      value === "" || value === null ||
      value === true && takes.kind !== "switch"
    ) {
      throw wrong(option, "with a value", value);
    }
    return { [field]: value };
  }
  switch (takes.kind) {
    case "number":
      return { [field]: numberOf(option, value) };
    case "switch":
      return { [field]: switchOf(option, value) };
    case "mass":
      return { [field]: scaled(option, value, KG) };
    case "time":
      return { [field]: scaled(option, value, MS) };
    case "place":
      return placeOf(value);
    default:
      return { [field]: value };
  }
}

/** In kg. */
const KG: Readonly<Record<string, number>> = {
  t: 1000,
  kg: 1,
  g: 1e-3,
  mg: 1e-6,
};

/** In ms. */
const MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, min: 60_000 };

function scaled(
  option: Option,
  text: string,
  units: Readonly<Record<string, number>>,
): number {
  const [, digits = "", unit = ""] = /^([\d.e+-]+?)\s*([a-z]+)$/i.exec(text) ??
    [];
  const factor = units[unit.toLowerCase()];
  if (factor === undefined || digits === "") {
    throw wrong(option, `in ${Object.keys(units).join(", ")}`, text);
  }
  return numberOf(option, digits) * factor;
}

function numberOf(option: Option, text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value)) throw wrong(option, "as a number", text);
  return value;
}

const SWITCHES: Readonly<Record<string, boolean>> = {
  on: true,
  true: true,
  off: false,
  false: false,
};

function switchOf(option: Option, text: string): boolean {
  const value = SWITCHES[text.toLowerCase()];
  if (value === undefined) throw wrong(option, "as on or off", text);
  return value;
}

/** A provider's region, alone or with the provider before it. */
function placeOf(text: string): Record<string, string> {
  const [, provider, region] = /^([^/\s]+)\/(.+)$/.exec(text) ?? [];
  return provider === undefined || region === undefined
    ? { region: text }
    : { provider, region };
}

function wrong({ name }: Option, how: string, value: unknown): TypeError {
  return new TypeError(
    `Cannot read the magic as --${name} must be given ${how}: current value is ${
      Deno.inspect(value)
    }`,
  );
}
