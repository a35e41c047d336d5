import { providers } from "../catalog/providers.ts";
import { figureOf, type SourcedFigure } from "../catalog/sourced_figure.ts";
import type { Equivalent } from "../estimate/equivalents.ts";
import type { Place } from "../estimate/place/site.ts";
import type { Footprint } from "../estimate/result.ts";
import { energy, exact, mass, number, percent, volume } from "../format.ts";
import type { Fact } from "../document/document.ts";

/** Energy of the facility, and the energy of computing in it. */
export function energyFact(
  { energyKwh, itEnergyKwh, pue }: Footprint,
  label = "Energy",
): Fact {
  return {
    label,
    value: energy(energyKwh),
    note: `${energy(itEnergyKwh)} computing × PUE ${exact(pue)}`,
  };
}

/** The grid, and what its figure counts. */
export function intensityFact({ carbonIntensity, place }: Footprint): Fact {
  return {
    label: "Carbon intensity",
    value: `${number(carbonIntensity)} gCO2e/kWh`,
    note: (place.basis ?? "given by the user") + cfeNote(place),
  };
}

function cfeNote({ cfePercent, provider = "" }: Place): string {
  if (cfePercent === undefined) return "";
  const share = `${number(cfePercent)} % hourly carbon-free energy`;
  return `; ${share} (${operatorOf(provider)}'s figure)`;
}

/** The company behind a provider. An imported run may name one that the tables lack. */
function operatorOf(provider: string): string {
  return providers.find(provider)?.operator ?? provider;
}

/** Who claims an offset: the user who gave it, or the provider. */
export function claimantOf(
  claim: SourcedFigure | undefined,
  { provider = "" }: Place,
): string {
  return claim?.given ? "the user" : operatorOf(provider);
}

/** The claim of an offset, if there is one. */
export function offsetFact(footprint: Footprint): Fact[] {
  const { offsetPercent, offsetKg, sources, place } = footprint;
  if (offsetPercent === 0) return [];
  return [{
    label: `Claimed by ${claimantOf(figureOf(sources, "offset"), place)}`,
    value: `${number(offsetPercent)} % matched or offset`,
    note: `${mass(offsetKg)}, not subtracted`,
  }];
}

/** The region where the provider would emit least, if there is a provider. */
export function cleanestFact(
  { cleanest, place, emissionsKg }: Footprint,
): Fact[] {
  if (cleanest === undefined) return [];
  const label = `Cleanest ${cleanest.provider} region`;
  if (cleanest.region === place.region) {
    return [{ label, value: "this one" }];
  }
  const basis = cleanest.basis === place.basis ? "" : `, ${cleanest.basis}`;
  const share = emissionsKg > 0
    ? `${percent(cleanest.emissionsKg / emissionsKg)} of this, at `
    : "at ";
  return [{
    label,
    value: `${cleanest.name} (${cleanest.region}): ${
      mass(cleanest.emissionsKg)
    }`,
    note: `${share}${number(cleanest.carbonIntensity)} gCO2e/kWh${basis}`,
  }];
}

/** Water, and the emissions in everyday things. */
export function everydayFacts({ waterL, equivalents }: Footprint): Fact[] {
  return [
    { label: "Water", value: volume(waterL) },
    {
      label: "About as much as",
      value: tellingEquivalents(equivalents)
        .map((e) => `${number(e.amount, 2)} ${e.label}`).join(", or "),
    },
  ];
}

/** The equivalents whose amounts are easy to picture: neither crumbs nor millions. */
export function tellingEquivalents(
  equivalents: readonly Equivalent[],
): readonly Equivalent[] {
  const telling = equivalents.filter((e) => e.amount >= 0.5 && e.amount < 1e5);
  return (telling.length > 0 ? telling : equivalents.slice(0, 1)).slice(-3);
}
