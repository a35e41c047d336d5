import {
  type ProviderFact,
  providerFact,
  providers,
} from "../../catalog/providers.ts";
import type { Region } from "../../catalog/regions.ts";
import { spread } from "../../catalog/spreads.ts";
import { type GridWater, gridWater } from "../../catalog/water.ts";
import {
  assumption,
  type Input,
  published,
  type SourcedFigure,
} from "../sourced_figure.ts";

const PUE = "power usage effectiveness (PUE)";
const WUE = "water usage effectiveness on site";

/** The PUE of a region: published for it, else its provider's fleet, else the industry's. */
export function regionPue(region: Region): Input {
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
  // What a tool supposes of a provider is no better than the industry's average.
  if (fleet === undefined || fleet.thirdParty) return industryPue();
  const what = `${PUE} of ${providers.get(provider).operator}, ${fleet.scope}`;
  return {
    figure: published(
      { what, value: fleet.value, unit: "" },
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
      { what: `${PUE}, industry average`, value, unit: "" },
      source,
      year,
      true,
    ),
    spread: spread("pue-industry"),
  };
}

/** No building around the machine is known, so no overhead is added, and the range says so. */
export const OWN_MACHINE_PUE: Input = {
  figure: assumption(
    { what: PUE, value: 1, unit: "" },
    "assumed: no provider given, so no overhead is added",
  ),
  spread: spread("pue-unknown"),
};

/** The share that a provider claims to match or offset; nothing where it claims none. */
export function offsetClaim(provider: string): { offset?: SourcedFigure } {
  const claim = providerFact(provider, "annual-matching") ??
    providerFact(provider, "carbon-neutral");
  if (claim === undefined) return {};
  const { value, source, year } = claim;
  return { offset: offsetFigure(provider, value, source, year) };
}

/** A claimed offset, and who claims it. */
export function offsetFigure(
  provider: string,
  percent: number,
  source: string,
  year: number,
): SourcedFigure {
  const { operator } = providers.get(provider);
  return published(
    { what: `offset claimed by ${operator}`, value: percent, unit: "%" },
    source,
    year,
  );
}

/** Water on site: published for the region, else for the provider's fleet. */
export function regionWue(region: Region): SourcedFigure {
  if (region.wue !== undefined) return wueFigure(region.wue);
  const fleet = providerFact(region.provider, "wue");
  return fleet === undefined ? NO_WUE : wueFigure(fleet, fleet.thirdParty);
}

function wueFigure(
  { value, source, year }: { value: number; source: string; year: number },
  assumed = false,
): SourcedFigure {
  return published({ what: WUE, value, unit: "L/kWh" }, source, year, assumed);
}

/** Nobody says how much water is used on site. */
export const NO_WUE: SourcedFigure = assumption(
  { what: WUE, value: 0, unit: "L/kWh" },
  "assumed: no figure published, so none is added",
);

/** Water of a country's electricity, else of the world's. */
export function waterOf(country: string | undefined): SourcedFigure {
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

/** The 2019 calculator has no overhead; the range says what that leaves out. */
export const CALCULATOR_PUE: Input = {
  figure: assumption(
    { what: PUE, value: 1, unit: "" },
    "the 2019 calculator has no PUE",
  ),
  spread: spread("pue-unknown"),
};
