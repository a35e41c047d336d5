import { providers } from "../../catalog/providers.ts";
import { figureOf, type SourcedFigure } from "../../catalog/sourced_figure.ts";
import type { Subject } from "./item_facts.ts";

/** The figure of a claimed offset; `undefined` without a claim. */
export function claimFigure(
  { sources, offsetPercent }: Subject,
): SourcedFigure | undefined {
  return offsetPercent === 0 ? undefined : figureOf(sources, "offset");
}

/** Who claims an offset: the user who gave it, or the provider; `undefined` without a claim. */
export function claimantOf(subject: Subject): string | undefined {
  const claim = claimFigure(subject);
  const { provider = "" } = subject.place;
  if (claim === undefined) return undefined;
  return claim.given
    ? "the user"
    : providers.find(provider)?.operator ?? provider;
}
