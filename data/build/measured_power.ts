import { byPrefix, type Fact, required } from "./facts.ts";
import type { MeasuredPower } from "./types.ts";

const SOURCES: Record<string, string> = {
  "Dodge": "dodge-2022",
  "CodeCarbon emissions file": "hf-cards",
  "Li et al.": "starcoder-2023",
  "Strubell": "strubell-2019",
  "Patterson": "patterson-2021",
};

/** Gives measured and rated power in the order of the collection. */
export function measuredPower(facts: readonly Fact[]): MeasuredPower[] {
  return facts.map((fact) => ({
    hardware: fact["hardware"]!,
    tdpWatts: required(fact["tdp_watts"]!),
    measuredWatts: required(fact["measured_watts"]!),
    scope: fact["scope"] as MeasuredPower["scope"],
    workload: fact["what"]!.replace(", average stated", ""),
    year: required(fact["year"]!),
    source: byPrefix(SOURCES, fact["source"]!),
  }));
}
