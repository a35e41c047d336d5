import type { Basis } from "../../catalog/basis.ts";
import type { DatedValue } from "../../catalog/cited.ts";
import { type Grid, gridVintages } from "../../catalog/grids.ts";
import type { CalculatorRegion } from "../../catalog/lacoste_2019.ts";
import type { Region } from "../../catalog/regions.ts";
import { type Spread, spread } from "../../catalog/spreads.ts";
import { emissionsKg } from "../../model/emissions.ts";
import type { LogNormal } from "../../model/interval.ts";
import {
  CALCULATOR_PUE,
  calculatorOffset,
  matchingClaim,
  NO_WUE,
  OWN_MACHINE_PUE,
  regionPue,
  regionWue,
  waterOf,
} from "./site_figures.ts";
import {
  type Input,
  published,
  type SourcedFigure,
} from "../../catalog/sourced_figure.ts";

/** Where a job or a run takes place. */
export interface Place {
  /** Name to show, such as `Iowa`. */
  readonly name: string;
  /** Key of the cloud provider. */
  readonly provider?: string;
  /** The provider's region. */
  readonly region?: string;
  /** Code of the country or other area. */
  readonly country?: string;
  /** Code of the state, province or eGRID subregion. */
  readonly subdivision?: string;
  /** What the carbon intensity counts; absent if the user gave the intensity. */
  readonly basis?: Basis;
  /** Hourly carbon-free energy, in percent: the provider's figure. */
  readonly cfePercent?: number;
}

/** A place with the figures that turn energy into emissions. */
export interface PricedPlace {
  /** The place. */
  readonly place: Place;
  /** Carbon intensity, in gCO2e/kWh. */
  readonly carbonIntensity: FigureWithFactor;
  /** Power usage effectiveness. */
  readonly pue: FigureWithFactor;
}

/** A figure with the factor by which it may be off. */
type FigureWithFactor = Pick<Input, "figure"> & { readonly spread: LogNormal };

/** A place with all its figures. */
export interface Site extends PricedPlace {
  /** Carbon intensity, in gCO2e/kWh. */
  readonly carbonIntensity: Input;
  /** Power usage effectiveness. */
  readonly pue: Input;
  /** Share that the provider claims to match, or the user to offset, in percent. */
  readonly offset?: SourcedFigure;
  /** Water consumed on site, in L/kWh. */
  readonly wueSite: SourcedFigure;
  /** Water consumed by the power plants of the grid, in L/kWh. */
  readonly wueGrid: SourcedFigure;
}

/**
 * A site of which the place was assumed.
 * @param site The site
 * @param sourceOf Says where the intensity comes from, and what was assumed
 * @param spread How far the intensity may be off. @default that of the site
 */
export function assumedSite(
  site: Site,
  sourceOf: (source: string) => string,
  spread: Spread = site.carbonIntensity.spread,
): Site {
  const { figure } = site.carbonIntensity;
  const source = sourceOf(figure.source);
  return {
    ...site,
    carbonIntensity: {
      figure: Object.freeze({ ...figure, source, assumed: true }),
      spread,
    },
  };
}

/** Whether two places are the same, whichever figures they have. */
export function samePlace(a: Place, b: Place): boolean {
  return a.provider === b.provider && a.region === b.region &&
    a.country === b.country &&
    (a.provider !== undefined || a.subdivision === b.subdivision);
}

/**
 * Computes the emissions of IT energy in a place.
 * @param itEnergyKwh IT energy, in kWh
 * @param place Where it runs
 * @returns Emissions, in kgCO2e
 * @throws {RangeError} If they are larger than any number
 */
export function emissionsAt(
  itEnergyKwh: number,
  { pue, carbonIntensity }: Omit<PricedPlace, "place">,
): number {
  const emitted = emissionsKg(
    itEnergyKwh * pue.figure.value,
    carbonIntensity.figure.value,
  );
  if (Number.isFinite(emitted)) return emitted;
  throw new RangeError(
    "Cannot compute emissions as they are larger than any number: " +
      `current energy is ${itEnergyKwh} kWh`,
  );
}

/** One of several intensities of a cloud region: its own, or that of a grid around it. */
interface Candidate extends DatedValue {
  readonly carbonIntensity: number;
  readonly basis: Basis;
  readonly area: string;
  readonly spread: string;
}

/**
 * Lists the intensities of a region in order of preference: the provider's, then those of the
 * grids around it, nearest first. Newer figures come before older ones.
 */
function* candidates(region: Region): Generator<Candidate> {
  for (const own of region.intensities) {
    yield { ...own, area: region.name, spread: "intensity-provider" };
  }
  for (const zone of region.grids) {
    for (const row of gridVintages(zone)) {
      yield { ...row, area: row.name, spread: spreadOfGrid(row) };
    }
  }
}

/** The newest one; among those of one year the first, which describes the region best. */
function newestOf(found: readonly Candidate[]): Candidate | undefined {
  return found.reduce<Candidate | undefined>(
    (best, other) => best && best.year >= other.year ? best : other,
    undefined,
  );
}

function spreadOfGrid(grid: Grid): string {
  if (grid.kind === "aggregate") return "intensity-world";
  return grid.kind === "country" ? "intensity-country" : "intensity-subregion";
}

/**
 * Makes the site of a cloud region.
 * @param region A row of the catalogue
 * @param basis The wanted basis; by default that of the preferred figure
 * @returns `undefined` if no figure has that basis
 */
export function regionSite(region: Region, basis?: Basis): Site | undefined {
  const intensity = basis === undefined
    ? candidates(region).next().value
    : newestOf([...candidates(region)].filter((c) => c.basis === basis));
  if (!intensity) return undefined;
  const { cfe } = region;
  return {
    place: Object.freeze({
      ...placeOfRegion(region),
      basis: intensity.basis,
      ...(cfe !== undefined && { cfePercent: cfe.percent }),
    }),
    carbonIntensity: intensityInput(intensity),
    pue: regionPue(region),
    ...matchingClaim(region.provider),
    wueSite: regionWue(region),
    wueGrid: waterOf(region.country),
  };
}

function placeOfRegion(row: Region | CalculatorRegion): Place {
  const { name, provider, region, country, subdivision } = row;
  return {
    name,
    provider,
    region,
    country,
    ...(subdivision !== undefined && { subdivision }),
  };
}

/** Intensities up to this one change by a multiple where others change by a part, in gCO2e/kWh. */
const CLEAN = 10;

function intensityInput(candidate: Candidate): Input {
  const { carbonIntensity: value, basis, year, source, area } = candidate;
  const what = `grid carbon intensity of ${area} (${basis})`;
  const quantity = {
    role: "intensity",
    what,
    value,
    unit: "gCO2e/kWh",
  } as const;
  return {
    figure: published(quantity, source, year),
    spread: spread(value > CLEAN ? candidate.spread : "intensity-clean"),
  };
}

/** The site of a country, state, province or other area. */
export function gridSite(grid: Grid): Site {
  const whole = grid.kind === "country" || grid.kind === "aggregate";
  const country = whole ? grid.zone : grid.zone.slice(0, 2);
  return {
    place: Object.freeze({
      name: grid.name,
      country,
      ...(!whole && { subdivision: grid.zone }),
      basis: grid.basis,
    }),
    carbonIntensity: intensityInput({
      ...grid,
      area: grid.name,
      spread: spreadOfGrid(grid),
    }),
    pue: OWN_MACHINE_PUE,
    wueSite: NO_WUE,
    wueGrid: waterOf(country),
  };
}

/** The site of a region as the 2019 calculator had it, without a PUE. */
export function calculatorSite(region: CalculatorRegion): Site {
  return {
    place: Object.freeze({ ...placeOfRegion(region), basis: "mixed" }),
    carbonIntensity: intensityInput({
      ...region,
      basis: "mixed",
      area: region.name,
      spread: "intensity-country",
    }),
    pue: CALCULATOR_PUE,
    offset: calculatorOffset(region.provider, {
      ...region,
      value: region.offsetPercent,
    }),
    wueSite: NO_WUE,
    wueGrid: waterOf(region.country),
  };
}

const UNNAMED: Place = Object.freeze({ name: "own carbon intensity" });

/** The site of a job or a run for which only the carbon intensity is known. */
export function unnamedSite(carbonIntensity: Input): Site {
  return {
    place: UNNAMED,
    carbonIntensity,
    pue: OWN_MACHINE_PUE,
    wueSite: NO_WUE,
    wueGrid: waterOf(undefined),
  };
}
