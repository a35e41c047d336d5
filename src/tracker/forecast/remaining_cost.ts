import { studentCdf } from "../../model/student_t.ts";
import {
  COST_MODELS,
  type Outlook,
  outlookOf,
  type Stretch,
} from "./cost_model.ts";

/** Steps one after the other, and what they cost together. */
export interface Block {
  /** How many, above 0; need not be whole. */
  readonly steps: number;
  /** What they cost, >= 0. */
  readonly cost: number;
}

/** What steps still to be done will cost, in the unit of those done. */
export interface RemainingCost {
  /** As likely too much as too little. */
  readonly median: number;
  /** Where it lies with a probability of 90 %. */
  readonly range: readonly [low: number, high: number];
}

/** Student's t-distribution of a logarithm: costs cannot be negative. */
interface Expectation {
  readonly weight: number;
  /** Logarithm of the median. */
  readonly center: number;
  readonly scale: number;
  readonly freedom: number;
}

/**
 * Numbers of stretches that the steps done are cut into. Few and long ones show slow changes but little
 * of the scatter, many short ones the other way round, so that each counts the same.
 * @see Schmeiser 1982, Batch size effects in the analysis of simulation output:
 * https://doi.org/10.1287/opre.30.3.556
 */
const CUTS = [4, 8, 16];
const TAIL = 0.05;
/** Relative differences up to this are rounding. */
const ROUNDING = 1e-9;
/** What weighs less moves no end of a range by more than is shown. */
const LEAST_WEIGHT = 1e-4;
/** Scales from the center within which the tails begin: 6.31 with one degree of freedom. */
const TAILS_BEGIN = 6.5;
/** Probability by which the ends of a range may be off. */
const EXACT_ENOUGH = 1e-5;
const MOST_HALVINGS = 50;

/**
 * What the steps still to be done will cost, by those done. Several models of how the cost of a step
 * changes each give a forecast, weighted by how well they foretold the steps done. The first step is
 * left out if its cost differs from the later ones' by more than their scatter explains.
 *
 * @param blocks Two or more, in order; the first is the first step
 * @param remaining Steps still to be done, above 0
 * @see Mixtures of models: West and Harrison 1997, Bayesian Forecasting and Dynamic Models, 12.2:
 * https://doi.org/10.1007/b98971
 */
export function remainingCost(
  blocks: readonly Block[],
  remaining: number,
): RemainingCost {
  const [first, ...later] = blocks as [Block, ...Block[]];
  const kept = later.length > 1 && differs(first, later) ? later : blocks;
  const done = sum(kept);
  const rate = done.cost / done.steps;
  if (
    kept.every((block) => Math.abs(rateOf(block) - rate) <= ROUNDING * rate)
  ) {
    const cost = rate * remaining;
    return { median: cost, range: [cost, cost] };
  }
  const expectations = later.length > 1
    ? mixture(kept, done, remaining)
    : [bySecond(first, later[0]!, remaining)];
  const cost = (probability: number) => quantile(expectations, probability);
  return { median: cost(0.5), range: [cost(TAIL), cost(1 - TAIL)] };
}

/** Whether a first step's cost lies outside of where 90 % of steps like the later ones would. */
function differs(first: Block, later: readonly Block[]): boolean {
  const all = sum(later);
  const rate = all.cost / all.steps;
  const freedom = later.length - 1;
  const scatter = later.reduce(
    (squares, block) => squares + block.steps * (rateOf(block) - rate) ** 2,
    0,
  ) / freedom;
  const scale = Math.sqrt(scatter * (1 / first.steps + 1 / all.steps));
  const distance = Math.abs(rateOf(first) - rate);
  if (scale <= ROUNDING * rate) return distance > ROUNDING * rate;
  return studentCdf(distance / scale, freedom) > 1 - TAIL;
}

/** Of two steps the second is likelier to be like the rest; their difference is all that is known of scatter. */
function bySecond(
  first: Block,
  second: Block,
  remaining: number,
): Expectation {
  const rate = rateOf(second);
  const scatter = (rateOf(first) - rate) ** 2 /
    (1 / first.steps + 1 / second.steps);
  const variance = scatter * remaining * (1 + remaining / second.steps);
  const usual = rate > 0 ? rate : rateOf(sum([first, second]));
  return {
    ...inLogarithms(rate * remaining, Math.sqrt(variance), usual * remaining),
    weight: 1,
    freedom: 1,
  };
}

/** What all models expect, by all cuts. */
function mixture(
  blocks: readonly Block[],
  done: Block,
  remaining: number,
): Expectation[] {
  const cuts = CUTS.filter((_, i) => blocks.length > (CUTS[i - 1] ?? 0))
    .map((count) => cut(blocks, done, count));
  return cuts.flatMap((stretches) => {
    const outlooks = COST_MODELS.flatMap((model) =>
      outlookOf(model, stretches, remaining / done.steps) ?? []
    );
    const weights = weightsOf(outlooks);
    const usual = remaining / done.steps * done.cost;
    return outlooks.map(({ mean, scale, freedom }, i) => ({
      ...inLogarithms(mean * done.cost, scale * done.cost, usual),
      weight: weights[i]! / cuts.length,
      freedom,
    }));
  }).filter(({ weight }) => weight > LEAST_WEIGHT);
}

/** Some stretches of about the same number of steps, ending where blocks do. */
function cut(
  blocks: readonly Block[],
  done: Block,
  count: number,
): Stretch[] {
  const stretches: Stretch[] = [];
  let steps = 0;
  let cost = 0;
  let end = 0;
  for (const block of blocks) {
    steps += block.steps;
    cost += block.cost;
    end += block.steps;
    if (end < done.steps * (stretches.length + 1) / count * (1 - ROUNDING)) {
      continue;
    }
    const share = steps / done.steps;
    stretches.push({ steps: share, rate: cost / done.cost / share });
    steps = cost = 0;
  }
  return stretches;
}

/** Probabilities of the models after what was seen; those that see costs fall below 0 lose that part of theirs. */
function weightsOf(outlooks: readonly Outlook[]): number[] {
  const most = Math.max(...outlooks.map(({ evidence }) => evidence));
  const weights = outlooks.map(({ prior, evidence, mean, scale, freedom }) =>
    prior * Math.exp(evidence - most) * studentCdf(mean / scale, freedom)
  );
  const all = weights.reduce((a, b) => a + b, 0);
  return weights.map((weight) => weight / all);
}

/**
 * Center and scale of the logarithm of a cost. What is positive seldom has a scale above its mean, so that
 * a model whose scale is says little more than the usual cost, if it does not see more than that.
 */
function inLogarithms(
  mean: number,
  scale: number,
  usual: number,
): Pick<Expectation, "center" | "scale"> {
  const center = Math.max(mean, Math.min(scale, usual));
  const share = Math.min(1, scale / center);
  return {
    center: Math.log(center),
    scale: Math.sqrt(Math.log1p(share * share)),
  };
}

/** The value that is undercut with a probability: halves a bracket of its logarithm. */
function quantile(
  expectations: readonly Expectation[],
  probability: number,
): number {
  const ends = (side: number) =>
    expectations.map(({ center, scale }) => center + side * scale);
  const all = expectations.reduce((sum, { weight }) => sum + weight, 0);
  let low = Math.min(...ends(-TAILS_BEGIN));
  let high = Math.max(...ends(TAILS_BEGIN));
  let middle = (low + high) / 2;
  for (let i = 0; i < MOST_HALVINGS; i++) {
    let excess = -probability * all;
    for (const { weight, center, scale, freedom } of expectations) {
      excess += weight * studentCdf((middle - center) / scale, freedom);
    }
    if (Math.abs(excess) < EXACT_ENOUGH) break;
    if (excess < 0) low = middle;
    else high = middle;
    middle = (low + high) / 2;
  }
  return Math.exp(middle);
}

function rateOf({ steps, cost }: Block): number {
  return cost / steps;
}

function sum(blocks: readonly Block[]): Block {
  let steps = 0;
  let cost = 0;
  for (const block of blocks) {
    steps += block.steps;
    cost += block.cost;
  }
  return { steps, cost };
}
