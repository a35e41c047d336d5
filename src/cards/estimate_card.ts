import type { Basis } from "../catalog/basis.ts";
import type { Estimate } from "../estimate/result.ts";
import type { SourcedFigure } from "../catalog/sourced_figure.ts";
import { exact, mass, massRange, massScale } from "../format.ts";
import type { Version } from "../version.ts";
import type { Card, Fact } from "../document/document.ts";
import { figureText, sourceText } from "../document/text.ts";
import {
  cleanestFact,
  energyFact,
  everydayFacts,
  intensityFact,
  offsetFact,
} from "./footprint_facts.ts";

/** What a card shows of an estimate. */
export function estimateCard(estimate: Estimate): Card {
  return {
    title: titleOf(estimate),
    headline: `${mass(estimate.emissionsKg)} CO2e`,
    subline: `${
      massRange(estimate.emissionsRangeKg, massScale(estimate.emissionsKg))
    } with 90 % probability; location-based, operational`,
    facts: factsOf(estimate),
    assumptions: assumptionsOf(estimate.sources),
    sources: estimate.sources,
    footer: footerOf(estimate.version),
  };
}

function titleOf({ components, job, place }: Estimate): string {
  const parts = components.map((c) => c.name).join(", ");
  return `${parts} for ${exact(job.hours)} h, ${placeText(place)}`;
}

/** A place in words, such as `Iowa (gcp us-central1)`. */
export function placeText(
  { name, provider, region }: {
    readonly name: string;
    readonly provider?: string;
    readonly region?: string;
  },
): string {
  return provider === undefined ? name : `${name} (${provider} ${region})`;
}

function factsOf(estimate: Estimate): Fact[] {
  return [
    energyFact(estimate),
    intensityFact(estimate),
    ...offsetFact(estimate),
    ...cleanestFact(estimate),
    ...embodiedFact(estimate),
    ...everydayFacts(estimate),
  ];
}

function embodiedFact({ embodiedKg }: Estimate): Fact[] {
  if (embodiedKg === undefined) return [];
  return [{
    label: "Making the hardware",
    value: mass(embodiedKg),
    note: "on top: the job's share of its years of service",
  }];
}

/** What was assumed, in a line each. */
export function assumptionsOf(sources: readonly SourcedFigure[]): string[] {
  return sources.filter((s) => s.assumed).map((figure) =>
    `${figure.what} ${figureText(figure)}, ${sourceText(figure)}`
  );
}

/** A word on figures that do not compare exactly. */
export function basesText(bases: readonly Basis[]): string {
  return bases.length < 2
    ? ""
    : `Intensities of different bases (${
      bases.join(", ")
    }) do not compare exactly. `;
}

/** What a result was made with. */
export function footerOf({ carboncell, data }: Version): string {
  return `carboncell ${carboncell}, data of ${data}`;
}
