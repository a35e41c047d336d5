import { comparable } from "../../nearest.ts";
import { MAGICS } from "./magics.ts";
import type { MagicOption, NameTable, Takes } from "./magic_options.ts";

/** The texts that fit at the cursor; positions count characters of the code. */
export interface Completion {
  readonly matches: readonly string[];
  readonly from: number;
  readonly to: number;
}

/** A list of more names is too long to look through. */
const MOST_MATCHES = 200;

/** No name or option is as long; longer lines would take too long to read at each key. */
const LONGEST = 300;

/** The parts of a line: quoted texts, one that is still open, and words. */
const PARTS = /"[^"]*"|'[^']*'|["'].*$|[^\s"'=]+|[\s=]/gs;

/**
 * Completes the line of a magic, or one in the body of `%%estimate`.
 * @param code The code of the cell
 * @param cursor Where the cursor is in it
 * @returns `undefined` if the line is not part of a magic
 */
export async function completeMagic(
  code: string,
  cursor: number,
): Promise<Completion | undefined> {
  const lineFrom = code.lastIndexOf("\n", cursor - 1) + 1;
  const before = code.slice(lineFrom, cursor);
  if (/^\s*%/.test(before)) {
    const word = wordAtEnd(before.slice(-LONGEST));
    const names = await inLine(
      before.slice(0, -word.length || undefined),
      word,
    );
    return completion(fitting(names, word).map(quoted), word, cursor);
  }
  const option = bodyKey(code, before);
  if (option === undefined) return undefined;
  // In a body a value extends to the end of the line.
  const value = before.slice(before.search(/[:=]/) + 1).trimStart();
  const names = await valuesOf(option.takes);
  return completion(fitting(names, value), value, cursor);
}

/** The word before the cursor; one that began with a quotation mark may have blanks. */
function wordAtEnd(line: string): string {
  const last = line.match(PARTS)?.at(-1) ?? "";
  return /^[\s=]$/.test(last) || /^("[^"]*"|'[^']*')$/.test(last) ? "" : last;
}

function completion(
  matches: readonly string[],
  word: string,
  cursor: number,
): Completion {
  return { matches, from: cursor - word.length, to: cursor };
}

/** The option whose value a line in the body of `%%estimate` gives. */
function bodyKey(code: string, before: string): MagicOption | undefined {
  if (!/^\s*%%estimate\b/.test(code)) return undefined;
  const [, key = ""] = /^\s*([\w-]+)\s*[:=][^:=]*$/.exec(before) ?? [];
  return optionsOf("estimate").find(({ name, field }) =>
    name === key || field === key
  );
}

/** The words that fit in the line of a magic. */
async function inLine(
  before: string,
  word: string,
): Promise<readonly string[]> {
  if (before.trim() === "") return MAGICS.flatMap(({ forms }) => forms);
  const [, name = ""] = /^\s*%%?(\w+)/.exec(before) ?? [];
  const options = optionsOf(name);
  const [, last = ""] = /--([\w-]+)[\s=]+$/.exec(before.slice(-LONGEST)) ?? [];
  const option = options.find((known) => known.name === last);
  if (option !== undefined) {
    return await valuesOf(option.takes, providerIn(before));
  }
  const words = MAGICS.find((magic) => magic.name === name)?.words ?? [];
  return word.startsWith("-") || words.length === 0
    ? options.map(({ name }) => `--${name}`)
    : words;
}

function optionsOf(magic: string): readonly MagicOption[] {
  return MAGICS.find(({ name }) => name === magic)?.options ?? [];
}

function providerIn(line: string): string | undefined {
  return /--provider[\s=]+["']?([\w-]+)/.exec(line)?.[1];
}

/** The values of an option that takes names. */
export async function valuesOf(
  takes: Takes,
  provider?: string,
): Promise<readonly string[]> {
  if (takes === "switch") return ["on", "off"];
  if (takes === "place") {
    const { regions } = await import("../../catalog/regions.ts");
    const rows = regions.list();
    return provider === undefined
      ? [
        ...rows.map((row) => `${row.provider}/${row.region}`),
        ...await NAMES.countries(),
      ]
      : rows.filter((row) => row.provider === provider)
        .map(({ region }) => region);
  }
  if (typeof takes === "string") return [];
  return "namesOf" in takes ? await NAMES[takes.namesOf]() : takes;
}

/** The names of each table, which is loaded only when it is needed. */
const NAMES: Readonly<Record<NameTable, () => Promise<readonly string[]>>> = {
  hardware: async () =>
    (await import("../../catalog/accelerators.ts")).accelerators.list()
      .map(({ name }) => name),
  cpus: async () =>
    (await import("../../catalog/cpus.ts")).cpus.list()
      .map(({ name }) => name),
  instances: async () =>
    (await import("../../catalog/instances.ts")).instances.list()
      .map(({ instance }) => instance),
  models: async () =>
    (await import("../../catalog/models/models.ts")).models.list()
      .map(({ name }) => name),
  providers: async () =>
    (await import("../../catalog/providers.ts")).providers.list()
      .map(({ provider }) => provider),
  countries: async () =>
    (await import("../../catalog/grids.ts")).grids.list()
      .flatMap(({ kind, name }) => kind === "country" ? [name] : []),
};

/** The names that begin with a word, or contain one that does. */
export function fitting(names: readonly string[], word: string): string[] {
  const wanted = word.replace(/^["']/, "");
  const isMagicOrOption = /^[%-]/.test(wanted);
  const fits = (name: string) =>
    isMagicOrOption
      ? name.startsWith(wanted)
      : comparable(name).startsWith(comparable(wanted)) ||
        name.toLowerCase().split(/[\s/]/).some((part) =>
          part.startsWith(wanted.toLowerCase())
        );
  return [...new Set(names)].filter(fits).slice(0, MOST_MATCHES);
}

function quoted(name: string): string {
  return /\s/.test(name) ? JSON.stringify(name) : name;
}
