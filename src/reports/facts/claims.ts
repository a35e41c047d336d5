import { claimantOf } from "../../cards/footprint_facts.ts";
import { figureOf, type SourcedFigure } from "../../catalog/sourced_figure.ts";
import type { Subject } from "./item_facts.ts";

/** The figure of a claimed offset; `undefined` without a claim. */
export function claimFigure(
  { sources, offsetPercent }: Subject,
): SourcedFigure | undefined {
  return offsetPercent === 0 ? undefined : figureOf(sources, "offset");
}

/** Who claims the offset of an item; `undefined` if no claim is made. */
export function claimantOfItem(subject: Subject): string | undefined {
  const claim = claimFigure(subject);
  return claim && claimantOf(claim, subject.place);
}
