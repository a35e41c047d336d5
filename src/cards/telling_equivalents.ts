import type { Equivalent } from "../estimate/equivalents.ts";

/** The things of which the amount is easiest to picture: neither crumbs nor millions. */
export function tellingEquivalents(
  equivalents: readonly Equivalent[],
): readonly Equivalent[] {
  const telling = equivalents.filter((e) => e.amount >= 0.5 && e.amount < 1e5);
  return (telling.length > 0 ? telling : equivalents.slice(0, 1)).slice(-3);
}
