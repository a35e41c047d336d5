/** A run as far as a choice between runs goes. */
export interface Choice {
  /** Emissions, in kgCO2e. */
  readonly kg: number;
  /** The metric. */
  readonly value: number;
}

/** Whether more of a metric is better, or less. */
export type Better = "higher" | "lower";

/**
 * The choices that no other beats: for each level of the metric the one that emits least.
 * @param choices In any order
 * @param better Which way the metric is good
 * @returns By rising emissions, and so by an ever better metric
 *
 * @see Pareto front: https://en.wikipedia.org/wiki/Pareto_front
 */
export function frontierOf<T extends Choice>(
  choices: readonly T[],
  better: Better,
): readonly T[] {
  const sign = better === "higher" ? 1 : -1;
  const sorted = choices.toSorted((a, b) =>
    a.kg - b.kg || sign * (b.value - a.value)
  );
  let best = -Infinity;
  return sorted.filter(({ value }) => {
    const isBetter = sign * value > best;
    if (isBetter) best = sign * value;
    return isBetter;
  });
}
