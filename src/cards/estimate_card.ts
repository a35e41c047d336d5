import type { Basis } from "../catalog/basis.ts";
import type { FigureRole, SourcedFigure } from "../catalog/sourced_figure.ts";
import type { Place } from "../estimate/place/site.ts";
import type { Estimate, Footprint, Uncertainty } from "../estimate/result.ts";
import { energy, exact, mass, massRange, massScale } from "../format.ts";
import type { Version } from "../version.ts";
import { partsChart } from "../charts/breakdown.ts";
import { untitled } from "../charts/parts/chart.ts";
import {
  callFacts,
  callsText,
  isOfCalls,
  unitFact,
} from "./parts/call_estimate_facts.ts";
import type { Fact, ResultDocument } from "../document/document.ts";
import {
  basisBesideWater,
  basisFacts,
  cleanestFact,
  energyFact,
  everydayFact,
  intensityFact,
  marketFact,
} from "./parts/footprint_facts.ts";

/** The card of an estimate. */
export function estimateCard(estimate: Estimate): ResultDocument {
  return {
    title: titleOf(estimate),
    place: placeText(estimate.place),
    ...headOf(estimate),
    ...(isOfCalls(estimate) && {
      chart: untitled(partsChart(estimate.callDetail.model, estimate)),
    }),
    facts: [
      ...(isOfCalls(estimate) ? callFacts(estimate) : [energyFact(estimate)]),
      intensityFact(estimate),
      ...marketFact(estimate),
      ...embodiedFact(estimate),
      ...cleanestFact(estimate),
      ...everydayFact(estimate),
      ...(isOfCalls(estimate)
        ? [unitFact(estimate), ...basisBesideWater(estimate)]
        : basisFacts(estimate)),
    ],
    assumptions: assumedOf(estimate),
    sources: estimate.sources,
    footer: footerOf(estimate.version),
  };
}

/** The headline of a result with its range. */
export function headOf(
  { emissionsKg, emissionsRangeKg }: Footprint,
): Pick<ResultDocument, "headline" | "meaning" | "range" | "subline"> {
  const [low, high] = emissionsRangeKg;
  return {
    headline: mass(emissionsKg),
    meaning: "CO2e",
    ...(high > 0 && { range: { low, value: emissionsKg, high } }),
    subline: `${
      massRange(emissionsRangeKg, massScale(emissionsKg))
    } with 90 % probability`,
  };
}

/** The figures that were assumed, those that move the emissions most first. */
export function assumedOf(
  { sources, uncertainty }: Pick<Footprint, "sources" | "uncertainty">,
): readonly SourcedFigure[] {
  return sources.filter((figure) => figure.assumed)
    .toSorted((a, b) => sigmaOf(uncertainty, b) - sigmaOf(uncertainty, a));
}

/** The factor of the emissions that a figure is a part of; water and the like are of none. */
const FACTORS: Readonly<Partial<Record<FigureRole, keyof Uncertainty>>> = {
  energy: "energy",
  power: "energy",
  powerCurve: "energy",
  utilization: "energy",
  parameters: "energy",
  bits: "energy",
  batch: "energy",
  tokens: "energy",
  tokenEnergy: "energy",
  host: "energy",
  intensity: "carbonIntensity",
  pue: "pue",
};

function sigmaOf(uncertainty: Uncertainty, { role }: SourcedFigure): number {
  const factor = FACTORS[role];
  return factor === undefined ? -1 : uncertainty[factor].sigma;
}

function titleOf({ components, job, itEnergyKwh }: Estimate): string {
  const calls = callsText(job);
  if (calls !== undefined) return calls;
  if (job.hours === undefined) return `${energy(itEnergyKwh)} of computing`;
  const parts = components.map((c) => c.name).join(", ");
  return `${parts}, ${exact(job.hours)} h`;
}

/** A place in words, such as `Iowa, gcp us-central1`. */
export function placeText(
  { name, provider, region }: Pick<Place, "name" | "provider" | "region">,
): string {
  return provider === undefined ? name : `${name}, ${provider} ${region}`;
}

function embodiedFact({ embodiedKg, embodiedRangeKg }: Estimate): Fact[] {
  if (embodiedKg === undefined) return [];
  return [{
    label: "Embodied emissions",
    value: mass(embodiedKg),
    note: `on top${
      embodiedRangeKg === undefined ? "" : `; ${massRange(embodiedRangeKg)}`
    }`,
  }];
}

/** A warning about figures that do not compare exactly. */
export function basesText(bases: readonly Basis[]): string {
  return bases.length < 2
    ? ""
    : `Intensities of different bases (${
      bases.join(", ")
    }) do not compare exactly. `;
}

/** The version that made a result. */
export function footerOf({ carboncell, data }: Version): string {
  return `carboncell ${carboncell}, data of ${data}`;
}

/** The versions that made several results, in a sentence. */
export function versionsText(versions: readonly Version[]): string {
  return versions.map(({ carboncell, data }) =>
    `carboncell ${carboncell} (data of ${data})`
  ).join(", ");
}
