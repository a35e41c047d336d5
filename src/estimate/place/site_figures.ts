import {
  type ProviderFact,
  providerFact,
  providers,
} from "../../catalog/providers.ts";
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

function pueOf(value: number, whose = ""): Quantity {
  const what = `power usage effectiveness (PUE)${whose}`;
  return { role: "pue", what, value, unit: "" };
}

/** The PUE of a region: its own, else that of the provider's fleet, else the industry's average. */
export function regionPue(region: Region): Input {
  const [own] = region.pue;
  if (own !== undefined) {
    return {
      figure: published(
        pueOf(own.value, ` of ${region.name}`),
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
  // What a third party assumes about a provider is no better than the industry's average.
  if (fleet === undefined || fleet.thirdParty) return industryPue();
  const whose = ` of ${providers.get(provider).operator}, ${fleet.scope}`;
  return {
    figure: published(
      pueOf(fleet.value, whose),
      fleet.source,
      fleet.year,
    ),
    spread: spread("pue-fleet"),
  };
}

function industryPue(): Input {
  const { value, source, year } = providerFact(
    "industry",
    "pue",
  ) as ProviderFact;
  return {
    figure: published(
      pueOf(value, ", industry average"),
      source,
      year,
      true,
    ),
    spread: spread("pue-industry"),
  };
}

/** The building of the machine is not known, so no overhead is added, and the range is wider. */
export const OWN_MACHINE_PUE: Input = {
  figure: assumption(
    pueOf(1),
    "no provider given, so no overhead is added",
  ),
  spread: spread("pue-unknown"),
};

/** The share that a provider claims to match or offset; empty without a claim. */
export function offsetClaim(provider: string): { offset?: SourcedFigure } {
  const claim = providerFact(provider, "annual-matching") ??
    providerFact(provider, "carbon-neutral");
  if (claim === undefined) return {};
  const { value, source, year } = claim;
  return { offset: offsetFigure(provider, value, source, year) };
}

/** The figure of a claimed offset. */
export function offsetFigure(
  provider: string,
  percent: number,
  source: string,
  year: number,
): SourcedFigure {
  const { operator } = providers.get(provider);
  return published(
    {
      role: "offset",
      what: `offset claimed by ${operator}`,
      value: percent,
      unit: "%",
    },
    source,
    year,
  );
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
  { value, source, year }: { value: number; source: string; year: number },
  assumed = false,
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
  const row = own ?? gridWater("WORLD") as GridWater;
  return published(
    {
      role: "wueGrid",
      what: `water of the electricity of ${own ? row.zone : "the world"}`,
      value: row.litresPerKwh,
      unit: "L/kWh",
    },
    row.source,
    row.year,
    own === undefined,
  );
}

/** The 2019 calculator had no PUE, so the range is wider. */
export const CALCULATOR_PUE: Input = {
  figure: assumption(
    pueOf(1),
    "the 2019 calculator has no PUE",
  ),
  spread: spread("pue-unknown"),
};
