import { ADDED_CPUS, type AddedCpu, BARE_NUMBERS } from "./added/cpus.ts";
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
  "intel-ark",
  "amd-epyc",
  "anandtech-m1",
  "qualcomm-snapdragon-x",
];

const CONFIDENCE = ["low", "medium", "high"];

/**
 * Rows that are no model: any Jetson has the first name, and two families have the numbers.
 */
const NOT_ONE_MODEL = new Set(["ARMv8 Processor rev 0 (v8l)", "840", "850"]);

const MISSPELT: Readonly<Record<string, string>> = {
  "Rasberry Pi 4": "Raspberry Pi 4",
};

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
    if (NOT_ONE_MODEL.has(fact["model"]!.trim())) continue;
    const key = nameOf(fact).toLowerCase();
    const known = best.get(key);
    if (!known || rank(fact) > rank(known)) best.set(key, fact);
  }
  const rows = new Map([...best].map(([key, fact]) => [key, cpuRow(fact)]));
  for (const cpu of ADDED_CPUS) {
    const key = cpu.name.toLowerCase();
    rows.set(key, addedRow(cpu, rows.get(key)?.[3] ?? null));
  }
  return {
    sources: KEYS,
    assumed: ASSUMED,
    rows: [...rows.keys()].sort().map((key) => rows.get(key)!),
  };
}

const ASSUMED = [
  ...new Set(ADDED_CPUS.flatMap(({ assumed }) => assumed ?? [])),
];

function addedRow(cpu: AddedCpu, year: number | null): CpuRow {
  const { name, cores, threads, watts, source, assumed } = cpu;
  const row: CpuRow = [name, cores, watts, year, KEYS.indexOf(source)];
  if (assumed === undefined && threads === undefined) return row;
  row.push(threads ?? cores * 2);
  if (assumed !== undefined) row.push(ASSUMED.indexOf(assumed));
  return row;
}

/** Gives the name of a model with its maker; a bare number gets its family too. */
function nameOf(fact: Fact): string {
  const model = fact["model"]!.replace(/\s+/g, " ").trim();
  const missing = [...BARE_NUMBERS, ...MAKERS]
    .find(([names]) => names.test(model))?.[1];
  return MISSPELT[model] ?? (missing ? `${missing} ${model}` : model);
}

/** Makers that a list leaves out, so that a model of two lists is one row. */
const MAKERS: readonly [RegExp, string][] = [
  [/^(Core|Xeon) /, "Intel"],
  [/^(Ryzen|FX|Athlon|Sempron|A\d+|E\d|TL)[ -]|^\dth Gen/, "AMD"],
];

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

/** Families with one thread a core. */
const ONE_THREAD = [
  /^AMD (Opteron|FX|Phenom|Athlon (64|II|X|5)|A\d|E\d|Sempron|Turion|\dth Gen)/,
  /^AMD Ryzen 3 (PRO )?(1[23]00X?|2200G|2300X|3200G)\b/,
  /^AMD Ryzen 5 3500X?$/,
  /^Intel (Atom|N\d|Pentium ([JN]|Silver)|Celeron|Core 2)/,
  /^Intel Core (i5-[2-9]\d{3}[KSTFRX]{0,2}|i7-9700[KFTE]{0,2}|i3-[89]\d{3}[KFTE]{0,2})$/,
  /^Intel Xeon (Bronze|6\d{3}E|E5-(1603|1607|2403|2407|2603|2609))/,
  /^(Apple|Ampere|Raspberry|NVIDIA)/,
];

function cpuRow(fact: Fact): CpuRow {
  const name = nameOf(fact);
  const cores = optional(fact["cores"]!) ?? null;
  const row: CpuRow = [
    name,
    cores,
    Number(fact["tdp_watts"]),
    yearOf(fact) ?? null,
    KEYS.indexOf(sourceOf(fact)!),
  ];
  const single = cores !== null && ONE_THREAD.some((list) => list.test(name));
  if (single) row.push(cores);
  return row;
}
