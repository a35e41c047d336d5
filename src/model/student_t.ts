/**
 * Probability that a variable with Student's t-distribution is at most `t`: the finite series for
 * whole degrees of freedom.
 * @param t Any number
 * @param freedom Degrees of freedom, a whole number >= 1
 * @returns The probability, 0 to 1
 * @see Abramowitz and Stegun 1964, Handbook of Mathematical Functions, 26.7.3 and 26.7.4:
 * https://personal.math.ubc.ca/~cbm/aands/page_948.htm
 */
export function studentCdf(t: number, freedom: number): number {
  const hypotenuse = Math.sqrt(freedom + t * t);
  const cosine = Math.sqrt(freedom) / hypotenuse;
  const sine = t / hypotenuse;
  const odd = freedom % 2 === 1;
  let term = odd ? cosine : 1;
  let sum = freedom === 1 ? 0 : term;
  for (let k = odd ? 2 : 1; k <= freedom - 3; k += 2) {
    term *= k / (k + 1) * cosine * cosine;
    sum += term;
  }
  const central = odd
    ? (Math.atan2(sine, cosine) + sine * sum) * 2 / Math.PI
    : sine * sum;
  return (1 + central) / 2;
}
