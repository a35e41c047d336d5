import { providers } from "../catalog/providers.ts";
import { CALCULATOR_SOURCE } from "../catalog/lacoste_2019.ts";
import { figureOf } from "../catalog/sourced_figure.ts";
import type { Equivalent } from "../estimate/equivalents.ts";
import type { CleanestRegion } from "../estimate/place/cleanest.ts";
import type { Place } from "../estimate/place/site.ts";
import { NOT_STATED } from "../estimate/boundary.ts";
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

/** What a claim is made of. */
type Claimed = Pick<Footprint, "offsetPercent" | "sources" | "place">;

/** What is claimed, by whom and for which year; `undefined` without a claim. */
export function claimText(
  { offsetPercent, sources, place }: Claimed,
): string | undefined {
  const claim = figureOf(sources, "offset");
  if (offsetPercent === 0) return undefined;
  const share = `${number(offsetPercent)} %`;
  if (claim?.given) return `The user offsets ${share}`;
  const who = operatorOf(place.provider ?? "");
  const year = claim?.year === undefined ? "" : ` (${claim.year})`;
  return claim?.publication === CALCULATOR_SOURCE
    ? `The calculator of 2019 has ${share} offset by ${who}`
    : `${who} matches ${share} of its yearly electricity with renewable purchases${year}`;
}

/** The claim, if there is one. */
export function claimFact(footprint: Claimed): Fact[] {
  const text = claimText(footprint);
  return text === undefined
    ? []
    : [{ label: "Claim, market-based", value: text, note: "not subtracted" }];
}

/** The market-based figure, if the user gives its intensity. */
export function marketFact({ marketBased }: Footprint): Fact[] {
  if (marketBased === undefined) return [];
  const { by, contract, carbonIntensity, emissionsKg } = marketBased;
  return [{
    label: "Market-based",
    value: mass(emissionsKg),
    note:
      `${contract ?? by}, ${number(carbonIntensity)} gCO2e/kWh; beside the ` +
      "location-based figure, not in its place",
  }];
}

/** Parts that a card names of those that are not counted; reports name all. */
const NAMED = 3;

/** What the figures count, and what not. */
export function boundaryFact({ boundary }: Footprint): Fact[] {
  if (boundary === undefined) return [];
  const { scope, notCounted, gwp, gridLosses } = boundary;
  // What the source does not state, reports say.
  const stated = (what: string, text: string) =>
    text === NOT_STATED ? [] : [`${what}: ${text}`];
  return [{
    label: "Boundary",
    value: `GHG Protocol scope ${scope}`,
    note: [
      `not counted: ${notCounted.slice(0, NAMED).join(", ")}${
        notCounted.length > NAMED ? " and others" : ""
      }`,
      ...stated("greenhouse gases", gwp),
      ...stated("grid losses", gridLosses),
    ].join("; "),
  }];
}

/** The region where the provider would emit least, if there is a provider. */
export function cleanestFact(
  { cleanest, place }: Footprint,
): Fact[] {
  if (cleanest === undefined) return [];
  const { provider, region, name, emissionsKg, alike = 1 } = cleanest;
  const label = `Cleanest ${provider} region`;
  const same = alike > 1
    ? `${alike} regions have this figure, as it is that of the country`
    : undefined;
  if (region === place.region) {
    return [{
      label,
      value: "this one",
      ...(same !== undefined && { note: same }),
    }];
  }
  const notes = [shareText(cleanest), figureOfCleanest(cleanest), same]
    .filter((note) => note !== undefined);
  return [{
    label,
    value: `${name} (${region}): ${mass(emissionsKg)}`,
    note: notes.join("; "),
  }];
}

/** The own region is priced on the same basis, or the two would not compare. */
function shareText(
  { emissionsKg, ownEmissionsKg }: CleanestRegion,
): string | undefined {
  return ownEmissionsKg === undefined || ownEmissionsKg === 0
    ? undefined
    : `${percent(emissionsKg / ownEmissionsKg)} of the ${
      mass(ownEmissionsKg)
    } here on the same basis`;
}

function figureOfCleanest({ carbonIntensity, basis }: CleanestRegion): string {
  const figure = `${number(carbonIntensity)} gCO2e/kWh`;
  return basis === undefined ? figure : `${figure}, ${basis}`;
}

/** Water, and the emissions in everyday things. */
export function everydayFacts(
  { waterL, waterRangeL, equivalents }: Footprint,
): Fact[] {
  return [
    {
      label: "Water",
      value: volume(waterL),
      ...(waterRangeL !== undefined && {
        note: `90 % range ${waterRangeL.map(volume).join(" to ")}`,
      }),
    },
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
