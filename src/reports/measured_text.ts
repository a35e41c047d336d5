import { percent } from "../format.ts";

/** A share of energy that was measured, in words that never make nearly all of it all. */
export function measuredText(share: number | undefined): string {
  if (share === undefined) return "not known";
  if (share === 0) return "none";
  if (share === 1) return "all";
  return share > 0.995 ? "more than 99 %" : percent(share);
}
