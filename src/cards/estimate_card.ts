import type { Basis } from "../catalog/basis.ts";
import type { SourcedFigure } from "../catalog/sourced_figure.ts";
import type { Place } from "../estimate/place/site.ts";
import type { Estimate, Footprint } from "../estimate/result.ts";
import { energy, exact, mass, massRange, massScale } from "../format.ts";
import type { Version } from "../version.ts";
import type { Fact, ResultDocument } from "../document/document.ts";
import {
  boundaryFact,
  claimFact,
  cleanestFact,
  energyFact,
  everydayFacts,
  intensityFact,
  marketFact,
} from "./footprint_facts.ts";

/** The card of an estimate. */
export function estimateCard(estimate: Estimate): ResultDocument {
  return {
    title: titleOf(estimate),
    headline: `${mass(estimate.emissionsKg)} CO2e`,
    subline: sublineOf(estimate),
    facts: [
      energyFact(estimate),
      intensityFact(estimate),
      ...marketFact(estimate),
      ...claimFact(estimate),
      ...cleanestFact(estimate),
      ...embodiedFact(estimate),
      ...everydayFacts(estimate),
      ...boundaryFact(estimate),
    ],
    assumptions: assumedOf(estimate.sources),
    sources: estimate.sources,
    footer: footerOf(estimate.version),
  };
}

/** The meaning of the headline: its range, and what it counts. */
export function sublineOf(
  { emissionsKg, emissionsRangeKg }: Footprint,
): string {
  return `${
    massRange(emissionsRangeKg, massScale(emissionsKg))
  } with 90 % probability; location-based, operational`;
}

/** The figures that were assumed. */
export function assumedOf(
  figures: readonly SourcedFigure[],
): readonly SourcedFigure[] {
  return figures.filter((figure) => figure.assumed);
}

function titleOf({ components, job, place, itEnergyKwh }: Estimate): string {
  if (job.hours === undefined) {
    return `${energy(itEnergyKwh)} of computing, ${placeText(place)}`;
  }
  const parts = components.map((c) => c.name).join(", ");
  return `${parts} for ${exact(job.hours)} h, ${placeText(place)}`;
}

/** A place in words, such as `Iowa (gcp us-central1)`. */
export function placeText(
  { name, provider, region }: Pick<Place, "name" | "provider" | "region">,
): string {
  return provider === undefined ? name : `${name} (${provider} ${region})`;
}

function embodiedFact({ embodiedKg, embodiedRangeKg }: Estimate): Fact[] {
  if (embodiedKg === undefined) return [];
  return [{
    label: "Embodied emissions",
    value: mass(embodiedKg),
    note: `on top: the job's share of making the hardware${
      embodiedRangeKg === undefined
        ? ""
        : `; 90 % range ${massRange(embodiedRangeKg)}`
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
