import { byPrefix, type Fact, optional } from "./facts.ts";
import type { CpuRow, Cpus } from "./types.ts";

const SOURCES: Record<string, string> = {
  "codecarbon": "codecarbon-3.3",
  "Green Algorithms": "green-algorithms-3",
  "mlco2-impact": "mlco2-impact",
};

/** Marks figures without a document; the makers of some of these CPUs have printed them. */
const UNDOCUMENTED = "vendor or press figure";
const PRINTED: Record<string, string> = {
  "Ampere Altra Q80-30": "ampere-altra",
  "Ampere Altra Max M128-30": "ampere-altra",
  "NVIDIA Grace (72 cores)": "nvidia-grace",
};

const KEYS: string[] = [
  "codecarbon-3.3",
  "green-algorithms-3",
  "mlco2-impact",
  "ampere-altra",
  "nvidia-grace",
];

const CONFIDENCE = ["low", "medium", "high"];

/** The name of the default for unknown CPUs, which is a power model and not a CPU. */
const NOT_A_MODEL = "Any";

/** Gives one row a model, sorted by name; the calculator's CPUs fill the gaps. */
export function cpus(
  facts: readonly Fact[],
  accelerators: readonly Fact[],
): Cpus {
  const calculator = accelerators.filter((fact) => fact["kind"] === "cpu")
    .map((fact): Fact => ({ ...fact, model: fact["name"]!, cores: "" }));
  const best = new Map<string, Fact>();
  for (const fact of [...facts, ...calculator]) {
    // There is no figure, or it is the 0 W of a microcontroller.
    if (!Number(fact["tdp_watts"]) || !sourceOf(fact)) continue;
    const key = fact["model"]!.trim().toLowerCase();
    const known = best.get(key);
    if (!known || rank(fact) > rank(known)) best.set(key, fact);
  }
  const keys = [...best.keys()].sort();
  return { sources: KEYS, rows: keys.map((key) => cpuRow(best.get(key)!)) };
}

function sourceOf(fact: Fact): string | undefined {
  const { model, source } = fact as { model: string; source: string };
  if (model === NOT_A_MODEL) return undefined;
  if (source.startsWith(UNDOCUMENTED)) return PRINTED[model];
  return byPrefix(SOURCES, source);
}

/** Ranks a fact by confidence, then by how much of cores and year is known. */
function rank(fact: Fact): number {
  const known = Number(fact["cores"] !== "") + Number(fact["year"] !== "");
  return 3 * CONFIDENCE.indexOf(fact["confidence"]!) + known;
}

/** Gives the year; two rows of the list say 1202, which is wrong. */
function yearOf(fact: Fact): number | undefined {
  const year = optional(fact["year"]!);
  return year === 1202 ? undefined : year;
}

function cpuRow(fact: Fact): CpuRow {
  return [
    fact["model"]!.trim(),
    optional(fact["cores"]!) ?? null,
    Number(fact["tdp_watts"]),
    yearOf(fact) ?? null,
    KEYS.indexOf(sourceOf(fact)!),
  ];
}
