import { ALIASES, MODELS } from "./added/models.ts";
import { type Fact, optional, required } from "./facts.ts";
import type { ModelRow, ModelTable } from "./types.ts";

/** What is known of a size: published, guessed; and other kinds of models. */
const KINDS = [
  "open",
  "closed",
  "embedding",
  "guessed embedding",
  "picture",
  "closed picture",
];

/** Names of which we could not find a document. */
const LEFT_OUT = new Set(["grok-3-mini excluded"]);

/** Sources of sizes, by what the facts say. The first that fits counts. */
const SOURCES: readonly (readonly [said: RegExp, key: string])[] = [
  [/model card/i, "model-cards"],
  [/Epoch/, "epoch-chatgpt-2025"],
  [/arXiv 2412\.19260/, "abacha-2024"],
  [/EcoLogits/, "ecologits-0.11"],
  [/./, "carboncell-assumptions"],
];

/**
 * Gives the models with their sizes. Where only EcoLogits guesses a size, it is the source of that
 * single fact; sizes from a maker's own page on the hub are those of its card.
 */
export function models(facts: readonly Fact[]): ModelTable {
  const keys = [...new Set(SOURCES.map(([, key]) => key))].sort();
  const row = (
    name: string,
    maker: string,
    aliases: readonly string[],
    total: ModelRow[3],
    active: ModelRow[4],
    bits: number,
    source: string,
    kind: string,
  ): ModelRow => [
    name,
    maker,
    aliases.filter((alias) => alias !== "" && !LEFT_OUT.has(alias)),
    total,
    active,
    bits,
    keys.indexOf(source),
    ...(kind === "open" ? [] as [] : [KINDS.indexOf(kind)] as [number]),
  ];
  return {
    sources: keys,
    kinds: KINDS,
    rows: [
      ...facts.map((fact) => {
        const name = fact.model!;
        const isOpen = fact.parameters_known === "yes";
        const isCard = fact.source_url!.startsWith("https://huggingface.co/");
        const [, source] = SOURCES.find(([said]) =>
          said.test(isCard && isOpen ? "model card" : fact.source!)
        )!;
        return row(
          name,
          fact.provider!,
          [...fact.aliases!.split("|"), ...(ALIASES[name] ?? "").split("|")],
          sizeOf(fact, "total_params_b"),
          sizeOf(fact, "active_params_b"),
          required(fact.weight_bits!),
          source,
          isOpen ? "open" : "closed",
        );
      }),
      ...MODELS.map(([name, maker, aliases, total, active, bits, kind]) =>
        row(
          name,
          maker,
          aliases.split("|"),
          total,
          active,
          bits,
          kind.includes("guess") || kind.includes("closed")
            ? "carboncell-assumptions"
            : "model-cards",
          kind,
        )
      ),
    ],
  };
}

function sizeOf(
  fact: Fact,
  column: string,
): number | [number, number, number] {
  const value = required(fact[column]!);
  const low = optional(fact[`${column}_low`]!) ?? value;
  const high = optional(fact[`${column}_high`]!) ?? value;
  return low === high ? value : [low, value, high];
}
