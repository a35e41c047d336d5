/** How the energy of an output token falls with the batch, and where the two forms meet. */
export interface BatchCurve {
  /** Power of the batch between the two ends. */
  readonly power: number;
  /** The least batch of that power. */
  readonly from: number;
  /** The largest batch of that power. */
  readonly to: number;
  /** Beyond, ln of the energy is `linear` · l + `square` · l², l = ln(batch / 100). */
  readonly linear: number;
  readonly square: number;
  /** The batch below which the energy is in proportion to 1 / batch. */
  readonly below: number;
}

/**
 * The factor of a batch: energy of a token / energy of a token at a batch of 1 by the power alone.
 * @param curve How it falls; it has no step and never rises
 * @param batch Requests in flight, > 0
 */
export function batchFactor(curve: BatchCurve, batch: number): number {
  const { power, from, to, linear, square, below } = curve;
  // From its lowest point on the curve is level.
  const lowest = 100 * Math.exp(-linear / (2 * square));
  const most = Math.min(Math.max(batch, below), lowest);
  const shape = (b: number) => {
    const l = Math.log(b / 100);
    return linear * l + square * l * l;
  };
  const end = Math.min(Math.max(most, from), to);
  const factor = end ** power * Math.exp(shape(most) - shape(end));
  return batch < below ? factor * below / batch : factor;
}

/** What a token of a long answer takes more than one of a short answer. */
export interface LongAnswer {
  /** Answers of up to so many tokens are short. */
  readonly fromTokens: number;
  /** Answers of so many tokens and more are long. */
  readonly toTokens: number;
  /** Energy of a token of a long answer / energy of one of a short answer. */
  readonly factor: number;
}

/**
 * The factor of an answer's length: a power of the tokens between short and long answers, so that
 * there is no step.
 * @param long What long answers take more
 * @param tokens Tokens of the answer
 */
export function lengthFactor(
  { fromTokens, toTokens, factor }: LongAnswer,
  tokens: number,
): number {
  if (tokens <= fromTokens) return 1;
  const share = Math.log(tokens / fromTokens) /
    Math.log(toTokens / fromTokens);
  return factor ** Math.min(share, 1);
}

/** What the energy of a token depends on by the size of the model. */
export interface SizeFit {
  readonly constant: number;
  /** Power of the active parameters, in 1e9. */
  readonly active: number;
  /** Power of the weights, in GB. */
  readonly weights: number;
}

/**
 * Energy of an output token by the size of the model, at a batch of 1 by the power of the batch, in
 * J of the GPUs.
 * @param fit The coefficients
 * @param activeB Active parameters, in 1e9
 * @param totalB All parameters, in 1e9
 * @param bits Bits of a weight
 */
export function tokenJ(
  { constant, active, weights }: SizeFit,
  activeB: number,
  totalB: number,
  bits: number,
): number {
  return constant * activeB ** active * (totalB * bits / 8) ** weights;
}

/**
 * Energy of the input of a call, in J of the GPUs.
 * @param perBillionJ Energy of a token for 1e9 active parameters, in J
 * @param activeB Active parameters, in 1e9
 * @param tokens All tokens of the input
 * @param cached Those of them that are read from a cache
 * @param cachedShare Share of the energy that a cached one takes
 */
export function prefillJ(
  perBillionJ: number,
  activeB: number,
  tokens: number,
  cached: number,
  cachedShare: number,
): number {
  return perBillionJ * activeB * (tokens - cached + cachedShare * cached);
}
