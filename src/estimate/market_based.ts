import { given, type SourcedFigure } from "../catalog/sourced_figure.ts";
import { spread } from "../catalog/spreads.ts";
import { emissionsKg } from "../model/emissions.ts";
import { interval90, type LogNormal, product } from "../model/interval.ts";
import type { MarketElectricity } from "./job.ts";
import type { Site } from "./place/site.ts";
import type { MarketBased } from "./result.ts";

/**
 * Computes the market-based emissions, as the GHG Protocol asks for beside the location-based ones.
 * @param itEnergyKwh IT energy, in kWh
 * @param site Where it is used
 * @param market The contracted electricity
 * @param energy How far the energy may be off
 */
export function marketBasedOf(
  itEnergyKwh: number,
  { pue }: Site,
  market: MarketElectricity,
  energy: LogNormal,
): MarketBased {
  const { by, contract, carbonIntensity } = electricityOf(market);
  const emitted = emissionsKg(itEnergyKwh * pue.figure.value, carbonIntensity);
  // A contract states its intensity; what is off is the energy and the building.
  const factor = by === "residual mix"
    ? product(energy, pue.spread, spread("intensity-user"))
    : product(energy, pue.spread);
  return {
    by,
    ...(contract !== undefined && { contract }),
    carbonIntensity,
    emissionsKg: emitted,
    emissionsRangeKg: interval90({ value: emitted, factor }),
  };
}

/** The figure of the contracted electricity. */
export function marketFigure(market: MarketElectricity): SourcedFigure {
  const { by, contract, carbonIntensity } = electricityOf(market);
  const name = contract === undefined ? by : `${by} "${contract}"`;
  return given({
    role: "marketIntensity",
    what: `carbon intensity of the ${name}, market-based`,
    value: carbonIntensity,
    unit: "gCO2e/kWh",
  });
}

function electricityOf(
  { intensity, residualMix, contract }: MarketElectricity,
): Pick<MarketBased, "by" | "contract" | "carbonIntensity"> {
  if (residualMix !== undefined) {
    return { by: "residual mix", carbonIntensity: residualMix };
  }
  if (typeof contract === "number") {
    return { by: "contract", carbonIntensity: contract };
  }
  const carbonIntensity = intensity as number;
  return contract === undefined
    ? { by: "supplier", carbonIntensity }
    : { by: "contract", contract, carbonIntensity };
}
