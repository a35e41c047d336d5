/** What matters of a run in a choice between runs. */
export interface Choice {
  /** Emissions, in kgCO2e. */
  readonly kg: number;
  /** The metric. */
  readonly value: number;
}

/** Whether more of a metric is better, or less. */
export type Better = "higher" | "lower";

/**
 * The choices that no other one beats: for each level of the metric the one that emits least.
 * @param choices In any order
 * @param better Whether higher or lower is better
 * @returns Ordered by rising emissions, and so by an ever better metric
 *
 * @see Pareto front: https://en.wikipedia.org/wiki/Pareto_front
 */
export function frontierOf<T extends Choice>(
  choices: readonly T[],
  better: Better,
): readonly T[] {
  const direction = better === "higher" ? 1 : -1;
  const sorted = choices.toSorted((a, b) =>
    a.kg - b.kg || direction * (b.value - a.value)
  );
  let best = -Infinity;
  return sorted.filter(({ value }) => {
    const isBetter = direction * value > best;
    if (isBetter) best = direction * value;
    return isBetter;
  });
}
