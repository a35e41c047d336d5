import { figureOf, type SourcedFigure } from "../../catalog/sourced_figure.ts";
import { models } from "../../catalog/models/models.ts";
import { spread } from "../../catalog/spreads.ts";
import {
  between90,
  EXACT,
  type LogNormal,
  product,
} from "../../model/interval.ts";
import type { CallDetail } from "../calls/call_detail.ts";
import { isCalls } from "../machine_of.ts";
import type { EstimateOrRun } from "../has_footprint.ts";
import { samePlace } from "../place/site.ts";
import type { NormalJob } from "../job.ts";
import type { Component } from "../result.ts";

/** The factors of two footprints: what is unknown of each alone, and what of both. */
export interface SharedFactors {
  /** Of the first alone. */
  readonly first: LogNormal;
  /** Of the other alone. */
  readonly other: LogNormal;
  /** Of both: it cancels out of their ratio. */
  readonly shared: LogNormal;
}

/**
 * Divides the factors of two footprints into those of each alone and those of both. Each factor is
 * looked at by itself: the same hardware under the same load is as far off in two places, and the
 * same grid is as far off for two kinds of hardware.
 * @param first A footprint
 * @param other The footprint that is compared with it
 */
export function sharedFactors(
  first: EstimateOrRun,
  other: EstimateOrRun,
): SharedFactors {
  if ([first, other].some(({ components }) => components.some(isCalls))) {
    const estimated = [first, other].find(detailOf);
    // A run says of its calls only how far all is off: an estimate knows the part of the place.
    const ofEnergy = estimated === undefined ? 0 : energyShare(estimated);
    return divided(
      wholeFactor(first),
      wholeFactor(other),
      first === other ? 1 : MIXED *
        cosine(
          callShares(first, "first", ofEnergy),
          callShares(other, "other", ofEnergy),
        ),
    );
  }
  const parts = [
    energyFactors(first, other),
    wholeFactors("pue", first, other, samePue(first, other)),
    intensityFactors(first, other),
  ];
  return {
    first: product(...parts.map((part) => part.first)),
    other: product(...parts.map((part) => part.other)),
    shared: product(...parts.map((part) => part.shared)),
  };
}

/** How far all of a result may be off: with calls, that is more than the product of its factors. */
function wholeFactor(
  { emissionsKg, emissionsRangeKg: [low, high] }: EstimateOrRun,
): LogNormal {
  return low > 0 ? between90(low / emissionsKg, high / emissionsKg) : EXACT;
}

/**
 * How much of the error of calls to the same models is the same: input and output are not off
 * alike, and two runs mix them as they like.
 */
const MIXED = 0.99;

/** How much of the variance of calls is that of their energy, where their places differ. */
function energyShare({ uncertainty }: EstimateOrRun): number {
  const { energy, pue, carbonIntensity } = uncertainty;
  const ofPlace = pue.sigma ** 2 + carbonIntensity.sigma ** 2;
  return energy.sigma ** 2 / (energy.sigma ** 2 + ofPlace || 1);
}

/** Calls of a result to one model of one provider. */
interface CallsOfModel {
  /** The model as the catalogue has it, and its provider. */
  readonly of: string;
  /** How they are counted, and where. */
  readonly source: string;
  readonly emissionsKg: number;
}

function callsOf(result: EstimateOrRun): readonly CallsOfModel[] {
  const detail = detailOf(result);
  if (detail !== undefined) {
    const { model, provider } = detail;
    const { emissionsKg, place } = result;
    const source = `by its tokens, in ${place.name}`;
    return [{ of: modelOf(model, provider), source, emissionsKg }];
  }
  return result.components.filter(isCalls).map((part) => {
    const { name, model = "", source, emissionsKg = 0 } = part;
    const provider = name.slice(model.length).replace(/^ of /, "");
    return { of: modelOf(model, provider), source, emissionsKg };
  });
}

function detailOf(result: EstimateOrRun): CallDetail | undefined {
  return "callDetail" in result ? result.callDetail : undefined;
}

function modelOf(model: string, provider: string | undefined): string {
  return JSON.stringify([models.find(model)?.name ?? model, provider]);
}

/**
 * The share of each model, with its provider, in the error of a result, and that of its machine
 * under a name that the other result does not have. What is not known of a place is apart.
 */
function callShares(
  result: EstimateOrRun,
  machine: string,
  ofEnergy: number,
): ReadonlyMap<string, number> {
  const whole = result.emissionsKg || 1;
  const shares = new Map<string, number>();
  const add = (key: string, share: number) =>
    shares.set(key, (shares.get(key) ?? 0) + share);
  let own = result.emissionsKg;
  for (const { of, source, emissionsKg } of callsOf(result)) {
    const isTokens = source.startsWith("by its tokens");
    add(isTokens ? of : of + source, emissionsKg / whole * Math.sqrt(ofEnergy));
    add(of + source, emissionsKg / whole * Math.sqrt(1 - ofEnergy));
    own -= emissionsKg;
  }
  return shares.set(machine, Math.max(0, own / whole));
}

/** A factor that both share, or do not. */
function wholeFactors(
  key: keyof EstimateOrRun["uncertainty"],
  first: EstimateOrRun,
  other: EstimateOrRun,
  isShared: boolean,
): SharedFactors {
  const [a, b] = [first.uncertainty[key], other.uncertainty[key]];
  return isShared
    ? { first: EXACT, other: EXACT, shared: a }
    : { first: a, other: b, shared: EXACT };
}

/**
 * Figures with different bases, or without a known one, differ by the gap between the bases too.
 */
function intensityFactors(
  first: EstimateOrRun,
  other: EstimateOrRun,
): SharedFactors {
  const isShared = sameFigure(first, other, "intensity");
  const factors = wholeFactors("carbonIntensity", first, other, isShared);
  const [a, b] = [first.place.basis, other.place.basis];
  if (isShared || a === b && a !== undefined) return factors;
  const { medianFactor, sigma } = spread("intensity-basis");
  const gap = {
    medianFactor: b === "lifecycle" && a === "direct"
      ? 1 / medianFactor
      : b === "direct" && a === "lifecycle"
      ? medianFactor
      : 1,
    sigma,
  };
  return { ...factors, other: product(factors.other, gap) };
}

/**
 * A fleet's average says nothing about how far one of its regions is off. The user's own figure,
 * and the unknown building of a machine without a provider, stay the same wherever it runs.
 */
function samePue(first: EstimateOrRun, other: EstimateOrRun): boolean {
  const figure = figureOf(first.sources, "pue");
  const isOwn = figure?.publication === undefined;
  return sameFigure(first, other, "pue") &&
    (isOwn || samePlace(first.place, other.place));
}

/** Whether both use one figure: also two providers that have the figure of one country. */
function sameFigure(
  first: EstimateOrRun,
  other: EstimateOrRun,
  role: "pue" | "intensity",
): boolean {
  const [a, b] = [first, other].map(({ sources }) => figureOf(sources, role));
  return a === b || a !== undefined && b !== undefined &&
      identityOf(a) === identityOf(b);
}

function identityOf({ what, value, source, year }: SourcedFigure): string {
  return JSON.stringify([what, value, source, year]);
}

/**
 * The factors of the energy. What two results have in common is as wrong in one as in the other: as
 * far as each part counts in both, its error cancels out. Two runs are measured separately.
 */
function energyFactors(
  first: EstimateOrRun,
  other: EstimateOrRun,
): SharedFactors {
  const correlation = first === other ? 1 : correlationOf(first, other);
  const { energy } = first.uncertainty;
  return divided(energy, other.uncertainty.energy, correlation);
}

/** Two factors of which a part is the same. */
function divided(
  a: LogNormal,
  b: LogNormal,
  correlation: number,
): SharedFactors {
  // What two spreads share: everything if they are the same one.
  const common = correlation * a.sigma * b.sigma;
  const rest = ({ medianFactor, sigma }: LogNormal) => ({
    medianFactor: correlation === 1
      ? medianFactor / a.medianFactor
      : medianFactor,
    sigma: Math.sqrt(Math.max(0, sigma * sigma - common)),
  });
  return {
    first: rest(a),
    other: rest(b),
    shared: {
      medianFactor: correlation === 1 ? a.medianFactor : 1,
      sigma: Math.sqrt(common),
    },
  };
}

/** How much of the errors of two energies is the same, 0 to 1: the parts that both have. */
function correlationOf(first: EstimateOrRun, other: EstimateOrRun): number {
  const [a, b] = [errorsOf(first), errorsOf(other)];
  return a === undefined || b === undefined ? 0 : cosine(a, b);
}

/** How much of two sets of errors is the same, 0 to 1. */
function cosine(
  a: ReadonlyMap<string, number>,
  b: ReadonlyMap<string, number>,
): number {
  let common = 0;
  for (const [part, error] of a) common += error * (b.get(part) ?? 0);
  const whole = Math.sqrt(squares(a) * squares(b));
  if (whole === 0) return 0;
  const correlation = common / whole;
  // Rounding must not leave a rest of what is the same.
  return correlation > 1 - 1e-9 ? 1 : correlation;
}

function squares(errors: ReadonlyMap<string, number>): number {
  return [...errors.values()].reduce((sum, error) => sum + error ** 2, 0);
}

/** The error of each part of an estimate, as a share of the energy, by what is unknown. */
function errorsOf(
  result: EstimateOrRun,
): ReadonlyMap<string, number> | undefined {
  if (!("job" in result)) return undefined;
  const errors = new Map<string, number>();
  if (result.callDetail !== undefined) {
    for (const { what, of, sigma } of result.callDetail.unknowns) {
      errors.set(JSON.stringify([what, of]), result.itEnergyKwh * sigma);
    }
    return errors;
  }
  for (const part of result.components) {
    if (part.uncertainty === undefined) return undefined;
    const { medianFactor, sigma } = part.uncertainty;
    const key = unknownOf(part, result.job);
    const error = part.energyKwh * medianFactor * sigma;
    errors.set(key, (errors.get(key) ?? 0) + error);
  }
  return errors;
}

/** What is not known about a part: its power under this load, or what the user says. */
function unknownOf(
  { component, model, source, method }: Component,
  { utilization, energyKwh, meanWatts, hardware, cpu }: NormalJob,
): string {
  // A GB of memory draws the same in every machine.
  if (component === "memory") return JSON.stringify([component, source]);
  const load = method === "modelled" ? utilization : energyKwh ?? meanWatts;
  const own = [hardware, cpu].filter((device) => typeof device === "object");
  return JSON.stringify([component, model, source, load, own]);
}
