/** A factor of two products. */
export interface ComparedFactor {
  /** In the first product, >= 0. */
  readonly first: number;
  /** In the other product, >= 0. */
  readonly other: number;
}

/**
 * Splits the difference of two products among their factors. A share is the logarithm of a factor's
 * ratio × the logarithmic mean of the products. The shares sum to the difference and do not depend
 * on the order of the factors.
 * @param first The first product: its factors × a constant
 * @param other The other product
 * @param factors The factors of both
 * @returns A share for each factor, in the unit of the products; they sum to `other` - `first`
 * @see The method LMDI-I, Ang 2005: https://doi.org/10.1016/j.enpol.2003.10.010
 */
export function sharesOfDifference(
  first: number,
  other: number,
  factors: readonly ComparedFactor[],
): number[] {
  if (first === 0 || other === 0) {
    return sharesOfVanishing(other - first, factors);
  }
  const mean = logarithmicMean(first, other);
  return factors.map((f) => mean * logRatio(f.first, f.other));
}

/**
 * The limit of the shares as a product goes to zero: the factors that go to zero with it share the
 * whole difference equally.
 */
function sharesOfVanishing(
  difference: number,
  factors: readonly ComparedFactor[],
): number[] {
  const vanishes = (f: ComparedFactor) => (f.first === 0) !== (f.other === 0);
  const vanishing = factors.filter(vanishes).length;
  return factors.map((f) => vanishes(f) ? difference / vanishing : 0);
}

function logarithmicMean(a: number, b: number): number {
  return a === b ? a : (b - a) / logRatio(a, b);
}

/** ln(b / a), computed without losing digits where a and b are close. */
function logRatio(a: number, b: number): number {
  const change = (b - a) / a;
  return Math.abs(change) < 0.5
    ? Math.log1p(change)
    : Math.log(b) - Math.log(a);
}
