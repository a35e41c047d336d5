import type { Basis } from "../catalog/basis.ts";
import { type Grid, gridVintages } from "../catalog/grids.ts";
import type { CalculatorRegion } from "../catalog/lacoste_2019.ts";
import { providerFact, providers } from "../catalog/providers.ts";
import type { Region } from "../catalog/regions.ts";
import { type Spread, spread } from "../catalog/spreads.ts";
import { type GridWater, gridWater } from "../catalog/water.ts";
import {
  assumption,
  published,
  type Quantity,
  type SourcedFigure,
} from "./sourced_figure.ts";

/** A figure with how far it may be off. */
export interface Input {
  /** The figure and its source. */
  readonly figure: SourcedFigure;
  /** How far it may be off. */
  readonly spread: Spread;
}

/** A place where a job can run, with every figure that the place brings. */
export interface Site {
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
  /** What the carbon intensity counts. */
  readonly basis?: Basis;
  /** Hourly carbon-free energy, in percent, as the provider claims. */
  readonly cfePercent?: number;
  /** Carbon intensity, in gCO2e/kWh. */
  readonly carbonIntensity: Input;
  /** Power usage effectiveness. */
  readonly pue: Input;
  /** Share claimed to be offset, in percent; absent where nobody claims any. */
  readonly offset?: SourcedFigure;
  /** Water on site, in L/kWh. */
  readonly wueSite: SourcedFigure;
  /** Water of the grid, in L/kWh. */
  readonly wueGrid: SourcedFigure;
}

const PUE = "power usage effectiveness (PUE)";
const WUE = "water usage effectiveness on site";

/** One of the intensities that a cloud region has: its own, or that of a grid around it. */
interface Candidate {
  readonly carbonIntensity: number;
  readonly basis: Basis;
  readonly year: number;
  readonly source: string;
  readonly area: string;
  readonly spread: string;
}

/**
 * Every intensity of a region in order of preference: the provider's own, then the
 * grids around it, nearest first; of each, newest first.
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

function spreadOfGrid(grid: Grid): string {
  if (grid.kind === "aggregate") return "intensity-world";
  return grid.kind === "country" ? "intensity-country" : "intensity-subregion";
}

/**
 * The site of a cloud region.
 * @param region A row of the catalogue
 * @param basis The basis wanted; by default that of the preferred figure
 * @returns `undefined` if no figure of that basis exists
 */
export function regionSite(region: Region, basis?: Basis): Site | undefined {
  const intensity = candidates(region)
    .find((c) => basis === undefined || c.basis === basis);
  if (intensity === undefined) return undefined;
  return {
    name: region.name,
    provider: region.provider,
    region: region.region,
    country: region.country,
    ...(region.subdivision !== undefined &&
      { subdivision: region.subdivision }),
    basis: intensity.basis,
    ...(region.cfe !== undefined && { cfePercent: region.cfe.percent }),
    carbonIntensity: intensityInput(intensity),
    pue: regionPue(region),
    ...offsetClaim(region.provider),
    wueSite: regionWue(region),
    wueGrid: waterOf(region.country),
  };
}

function intensityInput(candidate: Candidate): Input {
  const { carbonIntensity, basis, year, source, area } = candidate;
  return {
    figure: published(intensityOf(carbonIntensity, area, basis), source, year),
    spread: spread(candidate.spread),
  };
}

function intensityOf(value: number, area: string, basis: Basis): Quantity {
  return {
    what: `grid carbon intensity of ${area} (${basis})`,
    value,
    unit: "gCO2e/kWh",
  };
}

function regionPue(region: Region): Input {
  const [own] = region.pue;
  if (own !== undefined) {
    return {
      figure: published(
        { what: `${PUE} of ${region.name}`, value: own.value, unit: "" },
        own.source,
        own.year,
      ),
      spread: spread("pue-region"),
    };
  }
  return providerPue(region.provider);
}

function providerPue(provider: string): Input {
  const fleet = providerFact(provider, "pue");
  if (fleet !== undefined) {
    const what = `${PUE} of ${
      providers.get(provider).operator
    }, ${fleet.scope}`;
    return {
      figure: published(
        { what, value: fleet.value, unit: "" },
        fleet.source,
        fleet.year,
      ),
      spread: spread("pue-fleet"),
    };
  }
  const industry = providerFact("industry", "pue");
  if (industry === undefined) {
    throw new RangeError("Cannot find the industry's PUE in providers.json");
  }
  return {
    figure: published(
      { what: `${PUE}, industry average`, value: industry.value, unit: "" },
      industry.source,
      industry.year,
      true,
    ),
    spread: spread("pue-industry"),
  };
}

/** No building around the machine is known, so no overhead is added, and the range says so. */
const OWN_MACHINE_PUE: Input = {
  figure: assumption(
    { what: PUE, value: 1, unit: "" },
    "assumed: no provider given, so no overhead is added",
  ),
  spread: spread("pue-unknown"),
};

function offsetClaim(provider: string): { offset?: SourcedFigure } {
  const claim = providerFact(provider, "annual-matching") ??
    providerFact(provider, "carbon-neutral");
  if (claim === undefined) return {};
  const { operator } = providers.get(provider);
  return {
    offset: published(
      { what: `offset claimed by ${operator}`, value: claim.value, unit: "%" },
      claim.source,
      claim.year,
    ),
  };
}

function regionWue(region: Region): SourcedFigure {
  const own = region.wue ?? providerFact(region.provider, "wue");
  if (own === undefined) return NO_WUE;
  return published(
    { what: WUE, value: own.value, unit: "L/kWh" },
    own.source,
    own.year,
  );
}

const NO_WUE = assumption(
  { what: WUE, value: 0, unit: "L/kWh" },
  "assumed: no figure published, so none is added",
);

function waterOf(country: string | undefined): SourcedFigure {
  const own = country === undefined ? undefined : gridWater(country);
  const row = own ?? gridWater("WORLD") as GridWater;
  return published(
    {
      what: `water of the electricity of ${own ? row.zone : "the world"}`,
      value: row.litresPerKwh,
      unit: "L/kWh",
    },
    row.source,
    row.year,
    own === undefined,
  );
}

/** The site of a country, state, province or other area. */
export function gridSite(grid: Grid): Site {
  const country = grid.kind === "country" || grid.kind === "aggregate"
    ? grid.zone
    : grid.zone.slice(0, 2);
  return {
    name: grid.name,
    country,
    ...(country !== grid.zone && { subdivision: grid.zone }),
    basis: grid.basis,
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

/** The site of a region as the 2019 calculator had it: no PUE. */
export function calculatorSite(region: CalculatorRegion): Site {
  return {
    name: region.name,
    provider: region.provider,
    region: region.region,
    country: region.country,
    ...(region.subdivision !== undefined &&
      { subdivision: region.subdivision }),
    basis: "mixed",
    carbonIntensity: {
      figure: published(
        intensityOf(region.carbonIntensity, region.name, "mixed"),
        region.source,
        region.year,
      ),
      spread: spread("intensity-country"),
    },
    pue: {
      figure: assumption(
        { what: PUE, value: 1, unit: "" },
        "the 2019 calculator has no PUE",
      ),
      spread: spread("pue-unknown"),
    },
    offset: published(
      {
        what: `offset claimed by ${
          providers.find(region.provider)?.operator ?? region.provider
        }`,
        value: region.offsetPercent,
        unit: "%",
      },
      region.source,
      region.year,
    ),
    wueSite: NO_WUE,
    wueGrid: waterOf(region.country),
  };
}

/** The site of which only the carbon intensity is known. */
export function unnamedSite(carbonIntensity: Input): Site {
  return {
    name: "own carbon intensity",
    carbonIntensity,
    pue: OWN_MACHINE_PUE,
    wueSite: NO_WUE,
    wueGrid: waterOf(undefined),
  };
}
