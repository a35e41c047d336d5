import {
  type ProviderFact,
  providerFact,
  providers,
} from "../../catalog/providers.ts";
import type { DatedValue } from "../../catalog/cited.ts";
import type { Region } from "../../catalog/regions.ts";
import { spread } from "../../catalog/spreads.ts";
import { type GridWater, gridWater } from "../../catalog/grid_water.ts";
import {
  assumption,
  type Input,
  published,
  type Quantity,
  type SourcedFigure,
} from "../../catalog/sourced_figure.ts";

/** The PUE of a region: its own, else that of the provider's fleet, else the industry's average. */
export function regionPue({ name, provider, pue: [own] }: Region): Input {
  if (own !== undefined) return publishedPue(own, ` of ${name}`, "pue-region");
  const fleet = providerFact(provider, "pue");
  // What a third party assumes about a provider is no better than the industry's average.
  if (fleet !== undefined && !fleet.thirdParty) {
    const whose = ` of ${providers.get(provider).operator}, ${fleet.scope}`;
    return publishedPue(fleet, whose, "pue-fleet");
  }
  const industry = providerFact("industry", "pue") as ProviderFact;
  return publishedPue(industry, ", industry average", "pue-industry", true);
}

function publishedPue(
  { value, source, year }: Published,
  whose: string,
  kind: string,
  assumed?: boolean,
): Input {
  return {
    figure: published(pueOf(value, whose), source, year, assumed),
    spread: spread(kind),
  };
}

/** A row of the tables with a single value. */
type Published = DatedValue & { readonly value: number };

function pueOf(value: number, whose = ""): Quantity {
  const what = `power usage effectiveness (PUE)${whose}`;
  return { role: "pue", what, value, unit: "" };
}

function noPue(reason: string): Input {
  return {
    figure: assumption(pueOf(1), reason),
    spread: spread("pue-unknown"),
  };
}

/** The building of the machine is not known, so no overhead is added, and the range is wider. */
export const OWN_MACHINE_PUE: Input = noPue(
  "no provider given, so no overhead is added",
);

/** The 2019 calculator had no PUE, so the range is wider. */
export const CALCULATOR_PUE: Input = noPue("the 2019 calculator has no PUE");

/** The share of its electricity that a provider claims to match; empty without a claim. */
export function matchingClaim(provider: string): { offset?: SourcedFigure } {
  const claim = providerFact(provider, "annual-matching");
  if (claim === undefined) return {};
  const { operator } = providers.get(provider);
  const what =
    `yearly electricity that ${operator} matches with renewable purchases`;
  return { offset: claimFigure(what, claim) };
}

/** The offset that the 2019 calculator had for a region. */
export function calculatorOffset(
  provider: string,
  offset: Published,
): SourcedFigure {
  const { operator } = providers.get(provider);
  const what = `offset by ${operator} in the calculator of 2019`;
  return claimFigure(what, offset);
}

/** What is claimed is market-based: it says nothing about the electricity of the grid. */
function claimFigure(
  what: string,
  { value, source, year }: Published,
): SourcedFigure {
  return published({ role: "offset", what, value, unit: "%" }, source, year);
}

/** Water on site: the region's own figure, else that of the provider's fleet. */
export function regionWue(region: Region): SourcedFigure {
  if (region.wue !== undefined) return wueFigure(region.wue);
  const fleet = providerFact(region.provider, "wue");
  return fleet === undefined ? NO_WUE : wueFigure(fleet, fleet.thirdParty);
}

function wueOf(value: number): Quantity {
  const what = "water usage effectiveness on site";
  return { role: "wueSite", what, value, unit: "L/kWh" };
}

function wueFigure(
  { value, source, year }: Published,
  assumed?: boolean,
): SourcedFigure {
  return published(wueOf(value), source, year, assumed);
}

/** The water on site is not published. */
export const NO_WUE: SourcedFigure = assumption(
  wueOf(0),
  "no figure published, so none is added",
);

/** The water of a country's electricity, or of the world's if the tables lack the country. */
export function waterOf(country: string | undefined): SourcedFigure {
  const own = country === undefined ? undefined : gridWater(country);
  const { zone, litresPerKwh: value, source, year } = own ??
    gridWater("WORLD") as GridWater;
  const what = `water of the electricity of ${own ? zone : "the world"}`;
  const quantity = { role: "wueGrid", what, value, unit: "L/kWh" } as const;
  return published(quantity, source, year, own === undefined);
}
