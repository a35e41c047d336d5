import { UnknownNameError } from "../../errors.ts";
import { lateTable } from "../../late.ts";
import { comparable, nearest } from "../../nearest.ts";
import { once } from "../../once.ts";
import { callConstant } from "./call_energy.ts";
import { saidModel, shorterNames, SIZE } from "./model_names.ts";
import type { Table } from "../table.ts";

/** A model that answers calls. */
export interface Model {
  /** Its name, as its maker has it. */
  readonly name: string;
  /** What it makes. */
  readonly kind: "text" | "embedding" | "picture";
  /** Who usually serves it, or serves it under the name that was looked up. */
  readonly provider: string;
  /** Other names. */
  readonly aliases: readonly string[];
  /** All parameters, in 1e9. */
  readonly totalParametersB: number;
  /** Parameters that a token passes through, in 1e9. */
  readonly activeParametersB: number;
  /** What they may be, where the maker does not publish it. */
  readonly totalRangeB?: readonly [low: number, high: number];
  /** What they may be, where the maker does not publish it. */
  readonly activeRangeB?: readonly [low: number, high: number];
  /** Bits of a weight as it is usually served, or as the name says. */
  readonly weightBits: number;
  /** Where its size comes from: published, guessed, or read from its name. */
  readonly size: "published" | "guessed" | "named";
  /** Key into the sources; absent if the size is that of the name. */
  readonly source?: string;
  /** Key into the sources of the bits, where they are those that a server takes unasked. */
  readonly bitsSource?: string;
  /** Region of the provider, if the name says one. */
  readonly region?: string;
  /** Area that the calls stay in, if the name says one. */
  readonly zone?: string;
}

type Size = number | readonly number[];

type Packed = readonly [
  name: string,
  maker: string,
  aliases: readonly string[],
  total: Size,
  active: Size,
  bits: number,
  source: number,
  kind?: number,
];

interface PackedTable {
  readonly sources: readonly string[];
  readonly kinds: readonly string[];
  readonly rows: readonly Packed[];
}

const packed = lateTable<PackedTable>(
  new URL("../../../data/models.json", import.meta.url),
  () => import("../../../data/models.json", { with: { type: "json" } }),
);

const list = once((): readonly Model[] => {
  const { sources, kinds, rows } = packed();
  return rows.map((row) => unpacked(row, sources, kinds));
});

function unpacked(
  [name, maker, aliases, total, active, bits, source, kind = 0]: Packed,
  sources: readonly string[],
  kinds: readonly string[],
): Model {
  const what = kinds[kind] ?? "";
  const isKnown = !what.includes("closed") && !what.includes("guessed");
  return {
    name,
    kind: what.includes("picture")
      ? "picture"
      : what.includes("embedding")
      ? "embedding"
      : "text",
    provider: usualProvider(name, maker, isKnown),
    aliases,
    totalParametersB: middleOf(total),
    activeParametersB: middleOf(active),
    ...(typeof total !== "number" && { totalRangeB: endsOf(total) }),
    ...(typeof active !== "number" && { activeRangeB: endsOf(active) }),
    weightBits: bits,
    size: isKnown ? "published" : "guessed",
    source: sources[source] as string,
  };
}

function middleOf(size: Size): number {
  return typeof size === "number" ? size : size[1] as number;
}

function endsOf([low, , high]: readonly number[]): [number, number] {
  return [low as number, high as number];
}

/** Makers that serve their own models, open ones too. */
const OWN_HOSTS: Readonly<Record<string, string>> = {
  "anthropic": "anthropic",
  "google_genai": "google_genai",
  "mistralai": "mistralai",
  "cohere": "cohere",
  "xai": "xai",
  "amazon": "bedrock",
  "deepseek-ai": "deepseek",
  "moonshotai": "moonshot",
  "zai-org": "zhipu",
};

function usualProvider(name: string, maker: string, isOpen: boolean): string {
  if (maker === "openai" && !isOpen) return "openai";
  const [organisation = ""] = name.split("/");
  return OWN_HOSTS[maker] ?? OWN_HOSTS[organisation] ?? "huggingface_hub";
}

const index = once((): ReadonlyMap<string, Model> => {
  const index = new Map<string, Model>();
  const add = (name: string, model: Model) => {
    const form = formOf(name);
    if (!index.has(form)) index.set(form, model);
  };
  for (const model of list()) {
    for (const name of [model.name, ...model.aliases]) add(lastOf(name), model);
  }
  for (const model of list()) {
    for (const name of [model.name, ...model.aliases]) {
      add(lastOf(name).replace(/-preview$/, ""), model);
    }
  }
  // Names without their endings, where no model has these for its own.
  for (const model of list()) {
    const bare = lastOf(model.name);
    if (!SIZE.test(bare)) continue;
    for (const shorter of shorterNames(bare)) add(shorter, model);
  }
  return index;
});

function lastOf(name: string): string {
  return name.slice(name.lastIndexOf("/") + 1).toLowerCase();
}

/** Anthropic's models are also named with the version before the size. */
function formOf(name: string): string {
  return name.startsWith("claude")
    ? name.split(/[^a-z0-9]+/).sort().join(" ")
    : comparable(name);
}

const found = once((name: string): { readonly model: Model | undefined } => {
  const said = saidModel(name);
  const known = knownModel(said.bare) ?? sizedModel(said.bare);
  if (known === undefined) return { model: undefined };
  const { provider, region, zone, bits } = said;
  const isPacked = bits === undefined && said.isOllama === true &&
    provider !== "ollama-cloud" && known.kind === "text" &&
    known.size !== "guessed" && known.weightBits > MOST_PACKED;
  if ((provider ?? bits) === undefined && !isPacked) return { model: known };
  return {
    model: {
      ...known,
      ...(isPacked && ollamaBits()),
      ...(provider !== undefined && { provider }),
      ...(region !== undefined && { region }),
      ...(zone !== undefined && { zone }),
      ...(bits !== undefined && { weightBits: bits }),
    },
  };
});

/** A model that its maker publishes with so few bits is not packed again. */
const MOST_PACKED = 4.25;

function ollamaBits(): Pick<Model, "weightBits" | "bitsSource"> {
  const { value, source } = callConstant("ollamaBits");
  return { weightBits: value, bitsSource: source };
}

function knownModel(bare: string): Model | undefined {
  for (const name of shorterNames(bare)) {
    const model = index().get(formOf(name));
    if (model !== undefined) return model;
  }
  return undefined;
}

/** Mixtures that are also named by their whole size alone: all and active parameters, in 1e9. */
const MIXTURES: readonly (readonly [
  family: RegExp,
  active: Readonly<Record<number, number>>,
])[] = [
  [/qwen[-_]?3/, {
    30: 3,
    35: 3,
    80: 3,
    122: 10,
    235: 22,
    397: 17,
    480: 35,
  }],
  // All of this size are DeepSeek's V3, trained further.
  [/./, { 671: 37 }],
  [/gpt-oss/, { 20: 3.6, 120: 5.1 }],
  [/gemma-?4/, { 26: 4 }],
  [/nemotron.*3|3.*nemotron/, { 30: 3, 120: 12, 550: 55 }],
];

/** Units of a size in a name, in 1e9 parameters. */
const UNITS = { b: 1, m: 1e-3, t: 1e3 };

/** Bits a weight: models up to 60e9 parameters are usually served with 16, larger ones with 8. */
export function servedBits(totalParametersB: number): number {
  return totalParametersB > 60 ? 8 : 16;
}

/** A model of a family that the list lacks, if its name says its size. */
function sizedModel(bare: string): Model | undefined {
  const [text, experts, digits, unit, active, activeUnit] = SIZE.exec(bare) ??
    [];
  if (text === undefined) return undefined;
  const family = bare.replace(text, "").replace(/[-_.]+$/, "");
  if (!/[a-z]{2}/.test(family)) return undefined;
  const each = Number(digits) * UNITS[unit as keyof typeof UNITS];
  // Experts share a part of the model: 8 of 7 are 46.7 in Mixtral, of which 12.9 are active.
  const total = experts === undefined ? each : Number(experts) * each * 0.83;
  if (!(total >= 0.005 && total <= 5000)) return undefined;
  const same = knownModel(family.replace(/[-_.]{2,}/g, "-"));
  if (same !== undefined && isSize(total, same)) return same;
  // So large a model is a mixture, and OLMoE's names have the active part first: 1b-7b.
  const isPart = unit === "t" && active === undefined ||
    /^-\d+b/.test(bare.slice(bare.indexOf(text) + text.length));
  if (isPart) return undefined;
  return {
    name: bare,
    kind: /embed|bge|e5|gte/.test(family) ? "embedding" : "text",
    provider: "huggingface_hub",
    aliases: [],
    totalParametersB: total,
    activeParametersB: active !== undefined
      ? Number(active) * UNITS[activeUnit as keyof typeof UNITS]
      : experts !== undefined
      ? total * Math.min(1, 2.2 / Number(experts))
      : MIXTURES.find(([of, sizes]) => total in sizes && of.test(family))
        ?.[1][total] ?? total,
    weightBits: servedBits(total),
    size: "named",
  };
}

function isSize(
  given: number,
  { totalParametersB, activeParametersB }: Model,
): boolean {
  return [totalParametersB, activeParametersB]
    .some((size) => Math.abs(given / size - 1) < 0.05);
}

function find(name: string): Model | undefined {
  if (typeof name !== "string") {
    throw new TypeError(
      `Cannot find model as the name must be text: current value is ${
        Deno.inspect(name)
      }`,
    );
  }
  return name.length > LONGEST ? undefined : found(name).model;
}

/** Longer texts are no names; an ARN has up to 200 letters. */
const LONGEST = 300;

function get(name: string): Model {
  const model = find(name);
  if (model !== undefined) return model;
  const names = list().flatMap((row) =>
    [row.name, lastOf(row.name), ...row.aliases].map((alias) =>
      [alias, row.name] as const
    )
  );
  throw new UnknownNameError(
    "model",
    name,
    nearestOf(saidModel(name).bare, names),
    "give { name, totalParametersB, activeParametersB } if you know its size",
  );
}

/** The letters that a name begins with. */
function familyOf(name: string): string {
  return /^[a-z]*/.exec(name.toLowerCase())?.[0] ?? "";
}

/** A model that is not known is often a variant of one that is: its last words are left out. */
function nearestOf(
  bare: string,
  names: readonly (readonly [alias: string, name: string])[],
): readonly string[] {
  const family = familyOf(bare);
  const own = names.filter(([alias]) => familyOf(lastOf(alias)) === family);
  for (let text = [...shorterNames(bare)].at(-1) ?? ""; text !== "";) {
    const suggestions = nearest(text, own.length > 0 ? own : names);
    if (suggestions.length > 0) return suggestions;
    text = text.slice(0, Math.max(text.search(/[^a-z0-9]+[a-z0-9]*$/), 0));
  }
  return [];
}

/**
 * The models. A name is as an API has it: with a date, a maker, a gateway, a variant or a format of
 * weights. A family that the list lacks is found if the name says the size.
 */
export const models: Table<Model> = Object.freeze({ list, find, get });
