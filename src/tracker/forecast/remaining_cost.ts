/** Steps one after the other, and what they cost together. */
export interface Block {
  /** How many, above 0; need not be whole. */
  readonly steps: number;
  /** What they cost, >= 0. */
  readonly cost: number;
}

/** What the remaining steps will cost, in the unit of those done. */
export interface RemainingCost {
  /** As likely too much as too little. */
  readonly median: number;
  /** Where it lies with a probability of 90 %. */
  readonly range: readonly [low: number, high: number];
}

/** Stretches of equal length into which the steps done are cut. */
const STRETCHES = 8;

/**
 * 95 % quantiles of Student's t-distribution, for 1 to 7 degrees of freedom.
 * @see https://www.itl.nist.gov/div898/handbook/eda/section3/eda3672.htm
 */
const T_95 = [6.314, 2.920, 2.353, 2.132, 2.015, 1.943, 1.895];

/**
 * How much wider the range is than scatter and drift make it, as a run may change in ways that
 * nothing before has shown.
 * @see Why intervals are too narrow: Chatfield 1993, https://doi.org/10.1080/07350015.1993.10509938
 */
const CAUTION = 1.5;

/**
 * The halves of a run with a trend differ by so many standard errors. If costs only scattered, 2
 * would do, but they also wander; a trend without any scatter gives 8.
 */
const TREND = 6;

/** Relative differences up to this are rounding. */
const ROUNDING = 1e-9;

/**
 * What the remaining steps will cost, by those done. The later half of them gives the cost of a
 * step, neighbours its scatter, and the difference of the halves its drift. The first
 * step is left out if it differs from the others by more than their scatter explains.
 *
 * @param blocks Two or more, in order; the first is the first step
 * @param remaining Steps still to be done, above 0
 */
export function remainingCost(
  blocks: readonly Block[],
  remaining: number,
): RemainingCost {
  const [first, ...later] = blocks as [Block, ...Block[]];
  const kept = later.length > 1 && differs(first, later) ? later : blocks;
  const count = Math.min(STRETCHES, kept.length);
  const rates = cut(kept, count);
  const half = count >> 1;
  const late = mean(rates.slice(count - half));
  const drift = late - mean(rates.slice(0, count - half));
  // What repeats with the length of a stretch shows between the blocks only.
  const scatter = Math.max(
    scatterOf(rates.map((cost) => ({ steps: 1, cost }))),
    scatterOf(kept) * count / stepsOf(kept),
  );
  const ahead = remaining / stepsOf(kept) * count;
  const isTrend = drift ** 2 > TREND ** 2 * scatter * 2 / half;
  // From the middle of the later half to the middle of the remaining steps, in halves.
  const further = (half + ahead) / count;
  const rate = isTrend ? Math.max(late / 10, late + drift * further) : late;
  // Scatter of the level and of the remaining steps, and a random walk that drifts as seen.
  const variance = scatter * (1 / half + 1 / ahead) +
    drift ** 2 * (half / 2 + ahead / 3) / (count / 2);
  const scale = Math.min(1, CAUTION * Math.sqrt(variance) / rate);
  // The logarithm has the range, since costs cannot be negative.
  const factor = Math.exp(T_95[count - 2]! * Math.sqrt(Math.log1p(scale ** 2)));
  const median = rate * remaining;
  return { median, range: [median / factor, median * factor] };
}

/** Whether a first step's cost lies outside of where 90 % of steps like the later ones would. */
function differs(first: Block, later: readonly Block[]): boolean {
  const steps = stepsOf(later);
  const rate = later.reduce((sum, { cost }) => sum + cost, 0) / steps;
  const freedom = later.length - 1;
  const squares = later.reduce(
    (sum, block) => sum + block.steps * (rateOf(block) - rate) ** 2,
    0,
  );
  const scale = Math.sqrt(squares / freedom * (1 / first.steps + 1 / steps));
  const most = (T_95[freedom - 1] ?? T_95.at(-1)!) * scale;
  return Math.abs(rateOf(first) - rate) > Math.max(most, ROUNDING * rate);
}

/** Variance of a step's cost, by blocks next to each other: a drift hardly shows between them. */
function scatterOf(blocks: readonly Block[]): number {
  return mean(
    blocks.slice(1).map((block, i) =>
      block.steps * (rateOf(block) - rateOf(blocks[i]!)) ** 2 / 2
    ),
  );
}

/** Cost of a step in each of some stretches of equal length. */
function cut(blocks: readonly Block[], count: number): number[] {
  const length = stepsOf(blocks) / count;
  const rates = new Array<number>(count).fill(0);
  let from = 0;
  for (const block of blocks) {
    const to = from + block.steps;
    for (let i = 0; i < count; i += 1) {
      const shared = Math.min(to, (i + 1) * length) -
        Math.max(from, i * length);
      if (shared > 0) rates[i]! += rateOf(block) * shared / length;
    }
    from = to;
  }
  return rates;
}

function rateOf({ steps, cost }: Block): number {
  return cost / steps;
}

function stepsOf(blocks: readonly Block[]): number {
  return blocks.reduce((sum, { steps }) => sum + steps, 0);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
