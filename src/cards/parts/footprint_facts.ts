import { providers } from "../../catalog/providers.ts";
import { CALCULATOR_SOURCE } from "../../catalog/lacoste_2019.ts";
import { figureOf } from "../../catalog/sourced_figure.ts";
import type { Equivalent } from "../../estimate/equivalents.ts";
import type { CleanestRegion } from "../../estimate/place/cleanest.ts";
import { NOT_STATED } from "../../estimate/boundary.ts";
import { isCalls } from "../../estimate/machine_of.ts";
import type { Footprint } from "../../estimate/result.ts";
import { energy, exact, mass, number, percent, volume } from "../../format.ts";
import { interval90 } from "../../model/interval.ts";
import { PERCENT } from "../../units.ts";
import type { Fact } from "../../document/document.ts";

/** Energy of the facility, and the energy of computing in it. */
export function energyFact({ energyKwh, itEnergyKwh, pue }: Footprint): Fact {
  return {
    label: "Energy",
    value: energy(energyKwh),
    note: pue === 1 ? "PUE 1" : `${energy(itEnergyKwh)} × PUE ${exact(pue)}`,
  };
}

/** The grid, and what its figure counts. */
export function intensityFact(
  { carbonIntensity, place, sources }: Footprint,
): Fact {
  const figure = figureOf(sources, "intensity");
  const of = [place.basis, figure?.given ? "given by you" : figure?.year];
  return {
    label: "Grid",
    value: `${number(carbonIntensity)} g/kWh`,
    note: of.filter((text) => text !== undefined).join(", "),
  };
}

/** The company behind a provider. An imported run may name one that the tables lack. */
export function operatorOf(provider: string): string {
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
export function marketFact({ marketBased, components }: Footprint): Fact[] {
  if (marketBased === undefined) return [];
  const { by, contract, carbonIntensity, emissionsKg } = marketBased;
  return [{
    label: "Market-based",
    value: mass(emissionsKg),
    note: `${contract ?? by}, ${
      number(carbonIntensity)
    } g/kWh; beside the location-based figure${
      components.some(isCalls)
        ? "; calls count by the grids of their places"
        : ""
    }`,
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
    label: "Counted",
    value: `GHG Protocol scope ${scope}, location-based, operational`,
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
export function cleanestFact({ cleanest, place }: Footprint): Fact[] {
  if (cleanest === undefined) return [];
  const { provider, region, name, emissionsKg, alike = 1 } = cleanest;
  const label = `Cleanest ${operatorOf(provider)} region`;
  const same = alike > 1 ? [`${alike} have the same figure`] : [];
  if (region === place.region) {
    return [{
      label,
      value: "this one",
      ...(same.length > 0 && { note: same.join() }),
    }];
  }
  const notes = [...lessText(cleanest), ...same];
  return [{
    label,
    value: `${name}, ${mass(emissionsKg)}`,
    ...(notes.length > 0 && { note: notes.join("; ") }),
  }];
}

/** The own region is priced on the same basis, or the two would not compare. */
function lessText({ emissionsKg, ownEmissionsKg }: CleanestRegion): string[] {
  if (ownEmissionsKg === undefined || ownEmissionsKg === 0) return [];
  const share = emissionsKg / ownEmissionsKg;
  return [
    share < ALMOST_NONE ? "more than 99 % less" : `${percent(1 - share)} less`,
  ];
}

/** Of a smaller share hardly anything is left. */
const ALMOST_NONE = 0.01;

/** The emissions in the everyday thing that is easiest to picture; nothing if all are crumbs. */
export function everydayFact(footprint: Everyday): Fact[] {
  return everydayTexts(footprint).slice(0, 1)
    .map((value) => ({ label: "As much as", value }));
}

/** The emissions in other everyday things. */
function otherEverydayFact(footprint: Everyday): Fact[] {
  const others = everydayTexts(footprint).slice(1);
  return others.length === 0
    ? []
    : [{ label: "Also as much as", value: others.join(", or ") }];
}

type Everyday = Pick<Footprint, "equivalents">;

function everydayTexts({ equivalents }: Everyday): string[] {
  return tellingEquivalents(equivalents)
    .toSorted((a, b) => strangeness(a) - strangeness(b))
    .map(({ amount, label }) => equivalentText(number(amount, 2), label));
}

/**
 * An equivalent in words, such as `1 year of uptake by a mature tree`.
 * @param amount The amount in figures
 * @param label What it is of, in the plural
 */
export function equivalentText(amount: string, label: string): string {
  // The first noun that has one is without its plural s.
  const of = amount === "1"
    ? label.replace(/([a-z]{2}[a-rt-z])s\b/, "$1")
    : label;
  return `${amount} ${of}`;
}

/** An amount that is easy to picture. */
const TELLING = 300;

/** How far an amount is from one that is easy to picture. */
function strangeness({ amount }: Equivalent): number {
  return Math.abs(Math.log(amount / TELLING));
}

/** The equivalents whose amounts are easy to picture: neither crumbs nor millions. */
export function tellingEquivalents(
  equivalents: readonly Equivalent[],
): readonly Equivalent[] {
  return equivalents.filter((e) => e.amount >= 0.5 && e.amount < 1e5).slice(-3);
}

/** What stands behind the figures: water, claims, the boundary, and what moves them most. */
export function basisFacts(footprint: Footprint): Fact[] {
  const { waterL, waterRangeL } = footprint;
  return [
    {
      label: "Water",
      value: volume(waterL),
      ...(waterRangeL !== undefined && {
        note: `${waterRangeL.map(volume).join(" to ")} with 90 % probability`,
      }),
    },
    ...basisBesideWater(footprint),
  ];
}

/** The same without the water. */
export function basisBesideWater(footprint: Footprint): Fact[] {
  return [
    ...otherEverydayFact(footprint),
    ...sensitivityFact(footprint),
    ...cfeFact(footprint),
    ...claimFact(footprint),
    ...boundaryFact(footprint),
  ];
}

function cfeFact({ place }: Footprint): Fact[] {
  const { cfePercent, provider = "" } = place;
  return cfePercent === undefined ? [] : [{
    label: "Hourly carbon-free energy",
    value: `${number(cfePercent)} %`,
    note: `${operatorOf(provider)}'s figure, not subtracted`,
  }];
}

/** The factors of the emissions, and what they are called. */
const FACTORS = {
  energy: "energy",
  carbonIntensity: "grid",
  pue: "PUE",
} as const;

/** How far each factor may move the emissions, the one that moves them most first. */
function sensitivityFact({ uncertainty, emissionsKg }: Footprint): Fact[] {
  const texts = Object.entries(FACTORS)
    .map(([key, name]) => ({
      name,
      factor: uncertainty[key as keyof typeof FACTORS],
    }))
    .filter(({ factor }) => factor.sigma > 0)
    .sort((a, b) => b.factor.sigma - a.factor.sigma)
    .map(({ name, factor }) => {
      const [low, high] = interval90({ value: 1, factor });
      return `${name} ${changeText(low)} to ${changeText(high)} %`;
    });
  const [most, ...others] = texts;
  if (most === undefined || emissionsKg === 0) return [];
  return [{
    label: "What moves it most",
    value: most,
    ...(others.length > 0 && { note: others.join(", ") }),
  }];
}

/** A factor as a change, in whole percent. */
function changeText(factor: number): string {
  const change = Math.round((factor - 1) * PERCENT);
  return `${change > 0 ? "+" : ""}${change}`;
}
