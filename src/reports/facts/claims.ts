import { claimText } from "../../cards/parts/footprint_facts.ts";
import { figureOf, type SourcedFigure } from "../../catalog/sourced_figure.ts";
import type { Subject } from "./item_facts.ts";

/** A claim beside the emissions, which is never subtracted from them. */
export interface Claim {
  /** What is claimed, by whom and for which year. */
  readonly text: string;
  /** Its figure; `undefined` if a run of an old ledger has none. */
  readonly figure: SourcedFigure | undefined;
}

/** The different claims about runs and estimates. */
export function claimsOf(subjects: readonly Subject[]): readonly Claim[] {
  const claims = new Map<string, Claim>();
  for (const subject of subjects) {
    const text = claimText(subject);
    if (text === undefined) continue;
    claims.set(text, { text, figure: figureOf(subject.sources, "offset") });
  }
  return [...claims.values()];
}
