/**
 * The ratio of a true value to the figure used for it, with a log-normal distribution: such ratios
 * are positive, and are as often half as double.
 */
export interface LogNormal {
  /** Median of the ratio. */
  readonly medianFactor: number;
  /** Standard deviation of its natural logarithm. */
  readonly sigma: number;
}

/** A value with the factor by which it may be off. */
export interface Uncertain {
  /** The value. */
  readonly value: number;
  /** Its factor. */
  readonly factor: LogNormal;
}

/** 95th percentile of the standard normal distribution: 90 % of values lie within ± this. */
export const Z_95 = 1.6448536269514722;

/** The factor of what is known exactly. */
export const EXACT: LogNormal = Object.freeze({ medianFactor: 1, sigma: 0 });

/**
 * The factor whose 90 % interval has these ends.
 * @param low The lower end, > 0
 * @param high The upper end, >= low
 */
export function between90(low: number, high: number): LogNormal {
  return {
    medianFactor: Math.sqrt(low * high),
    sigma: Math.log(high / low) / (2 * Z_95),
  };
}

/** The factor of a product of independent values. */
export function product(...factors: readonly LogNormal[]): LogNormal {
  let medianFactor = 1;
  let variance = 0;
  for (const factor of factors) {
    medianFactor *= factor.medianFactor;
    variance += factor.sigma ** 2;
  }
  return { medianFactor, sigma: Math.sqrt(variance) };
}

/**
 * The factor of a sum of independent values: the log-normal with the mean and variance of the sum.
 * @see Fenton 1960, The sum of log-normal probability distributions in scatter
 * transmission systems: https://doi.org/10.1109/TCOM.1960.1097606
 */
export function sum(terms: readonly Uncertain[]): LogNormal {
  const [only] = terms;
  if (terms.length === 1 && only !== undefined) return only.factor;
  let total = 0;
  let mean = 0;
  let variance = 0;
  for (const { value, factor: { medianFactor, sigma } } of terms) {
    const termMean = value * medianFactor * Math.exp(sigma ** 2 / 2);
    total += value;
    mean += termMean;
    variance += termMean ** 2 * Math.expm1(sigma ** 2);
  }
  if (total === 0) return EXACT;
  const square = mean ** 2;
  if (!(square > LEAST_SQUARE && square < Infinity)) {
    // Of infinite terms there is no factor, and who adds them up finds that out.
    return Number.isFinite(total) ? sum(scaled(terms)) : EXACT;
  }
  const sigmaSquared = Math.log1p(variance / mean ** 2);
  return {
    medianFactor: mean * Math.exp(-sigmaSquared / 2) / total,
    sigma: Math.sqrt(sigmaSquared),
  };
}

/** Squares below this lose their digits. */
const LEAST_SQUARE = 1e-290;

/**
 * The same terms with a largest value of 1, so that their squares are numbers: the factor stays.
 */
function scaled(terms: readonly Uncertain[]): Uncertain[] {
  const largest = Math.max(...terms.map(({ value }) => value));
  return terms.map(({ value, factor }) => ({ value: value / largest, factor }));
}

/**
 * The interval that holds the true value with a probability of 90 %.
 * @returns Its ends, low before high, in the unit of the value
 */
export function interval90({ value, factor }: Uncertain): [number, number] {
  const median = value * factor.medianFactor;
  const reach = Math.exp(Z_95 * factor.sigma);
  return [median / reach, median * reach];
}

/**
 * The 90 % interval of a difference a − b of two values that share a factor, such as that of the
 * same grid. The reaches of the three independent factors to each side add up in quadrature
 * (method of variance estimates recovery).
 * @param a A value with its own factor
 * @param b A value with its own factor
 * @param shared The factor of both
 * @returns Its ends, low before high, in the unit of the values
 * @see Zou and Donner 2008: https://doi.org/10.1002/sim.3095
 */
export function differenceInterval90(
  a: Uncertain,
  b: Uncertain,
  shared: LogNormal,
): [number, number] {
  const [aDown, aUp] = reaches(a, shared.medianFactor);
  const [bDown, bUp] = reaches(b, shared.medianFactor);
  const middle = (a.value * a.factor.medianFactor -
    b.value * b.factor.medianFactor) * shared.medianFactor;
  const [sharedDown, sharedUp] = reaches({
    value: Math.abs(middle),
    factor: { medianFactor: 1, sigma: shared.sigma },
  }, 1);
  const [towards, away] = middle < 0
    ? [sharedDown, sharedUp]
    : [sharedUp, sharedDown];
  return [
    middle - Math.hypot(aDown, bUp, away),
    middle + Math.hypot(aUp, bDown, towards),
  ];
}

/** How far a value's interval reaches below and above its median. */
function reaches(
  { value, factor }: Uncertain,
  shared: number,
): [down: number, up: number] {
  const median = value * factor.medianFactor * shared;
  const [low, high] = interval90({ value: value * shared, factor });
  return [median - low, high - median];
}
