import type { Basis } from "../catalog/basis.ts";
import type { Estimate } from "../estimate/result.ts";
import type { Equivalent } from "../estimate/equivalents.ts";
import type { SourcedFigure } from "../estimate/sourced_figure.ts";
import {
  energy,
  exact,
  mass,
  massRange,
  massScale,
  number,
  percent,
} from "../format.ts";
import type { Version } from "../version.ts";
import type { Card, Fact } from "./card.ts";
import { figureText } from "./card_text.ts";

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
  const { energyKwh, itEnergyKwh, pue, carbonIntensity, place } = estimate;
  return [
    {
      label: "Energy",
      value: energy(energyKwh),
      note: `${energy(itEnergyKwh)} computing × PUE ${exact(pue)}`,
    },
    {
      label: "Carbon intensity",
      value: `${number(carbonIntensity)} gCO2e/kWh`,
      note: intensityNote(place.basis, place.cfePercent),
    },
    ...offsetFact(estimate),
    ...cleanestFact(estimate),
    ...embodiedFact(estimate),
    { label: "Water", value: `${number(estimate.waterL)} L` },
    { label: "About as much as", value: equivalentText(estimate) },
  ];
}

function intensityNote(
  basis: Basis | undefined,
  cfePercent: number | undefined,
): string {
  const notes = [basis ?? "given by the user"];
  if (cfePercent !== undefined) {
    notes.push(`${number(cfePercent)} % carbon-free by the hour, as claimed`);
  }
  return notes.join("; ");
}

function offsetFact(estimate: Estimate): Fact[] {
  if (estimate.offsetPercent === 0) return [];
  const claim = estimate.sources.find((s) => s.what.startsWith("offset"));
  return [{
    label: "Claimed as offset",
    value: `${number(estimate.offsetPercent)} %, ${mass(estimate.offsetKg)}`,
    note: `leaves ${mass(estimate.netEmissionsKg)}; ${
      claim?.what ?? "offset"
    }, not subtracted above`,
  }];
}

function cleanestFact({ cleanest, place, emissionsKg }: Estimate): Fact[] {
  if (cleanest === undefined) return [];
  const label = `Cleanest ${cleanest.provider} region`;
  if (cleanest.region === place.region) {
    return [{ label, value: "this one" }];
  }
  const basis = cleanest.basis === place.basis ? "" : `, ${cleanest.basis}`;
  return [{
    label,
    value: `${cleanest.name} (${cleanest.region}): ${
      mass(cleanest.emissionsKg)
    }`,
    note: `${percent(cleanest.emissionsKg / emissionsKg)} of this, at ${
      number(cleanest.carbonIntensity)
    } gCO2e/kWh${basis}`,
  }];
}

function embodiedFact({ embodiedKg }: Estimate): Fact[] {
  if (embodiedKg === undefined) return [];
  return [{
    label: "Making the hardware",
    value: mass(embodiedKg),
    note: "on top: the job's share of its years of service",
  }];
}

/** The things of which the amount is easiest to picture: neither crumbs nor millions. */
export function tellingEquivalents(
  equivalents: readonly Equivalent[],
): readonly Equivalent[] {
  const telling = equivalents.filter((e) => e.amount >= 0.5 && e.amount < 1e5);
  return (telling.length > 0 ? telling : equivalents.slice(0, 1)).slice(-3);
}

function equivalentText({ equivalents }: Estimate): string {
  return tellingEquivalents(equivalents)
    .map((e) => `${number(e.amount, 2)} ${e.label}`).join(", or ");
}

/** What was assumed, in a line each. */
export function assumptionsOf(sources: readonly SourcedFigure[]): string[] {
  return sources.filter((s) => s.assumed).map((figure) =>
    `${figure.what} ${figureText(figure)}, ${
      figure.source.replace(/^assumed:? /, "")
    }`
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
