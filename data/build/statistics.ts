/** The normal deviate of the 95th percentile; a 90 % interval is ±Z90 sigmas. */
export const Z90 = 1.6449;

/** Computes the arithmetic mean. */
export function mean(xs: readonly number[]): number {
  return xs.reduce((sum, x) => sum + x, 0) / xs.length;
}

/** Computes the standard deviation of a sample around its own mean. */
export function sd(xs: readonly number[]): number {
  const centre = mean(xs);
  const squares = xs.map((x) => (x - centre) ** 2);
  return Math.sqrt(squares.reduce((sum, x) => sum + x, 0) / (xs.length - 1));
}

/** Computes the deviation from zero, for logarithms of ratios whose median is taken as 1. */
export function rms(xs: readonly number[]): number {
  return Math.sqrt(mean(xs.map((x) => x ** 2)));
}

/** Gives the keys in the order of their first occurrence. */
export function distinct(keys: readonly string[]): string[] {
  return [...new Set(keys)];
}
