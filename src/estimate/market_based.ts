import * as v from "../input.ts";
import { given, type SourcedFigure } from "../catalog/sourced_figure.ts";
import { spread } from "../catalog/spreads.ts";
import { emissionsKg } from "../model/emissions.ts";
import { interval90, type LogNormal, product } from "../model/interval.ts";
import type { Site } from "./place/site.ts";
import type { MarketBased } from "./result.ts";

/**
 * Electricity that is contracted for: the intensity of the supplier, of the residual mix, or of a
 * contract, which may be named beside its intensity. In gCO2e/kWh.
 */
export interface MarketElectricity {
  /** Intensity that the supplier states; that of the contract, if one is named. */
  readonly intensity?: number;
  /** Intensity of what is left of a grid after all contracts. */
  readonly residualMix?: number;
  /** Intensity of a contract, or its name beside `intensity`. */
  readonly contract?: number | string;
}

const nonNegative = v.number(v.least(0));

/** The shape of contracted electricity. */
export const MARKET_SHAPE: v.Schema = v.optional(v.record({
  intensity: v.optional(nonNegative),
  residualMix: v.optional(nonNegative),
  contract: v.optional(v.either(nonNegative, v.text())),
}));

const INTENSITY = "a finite number >= 0, in gCO2e/kWh";

/** The shape of contracted electricity in the words of an error. */
export const MARKET_WANTED: Readonly<Record<string, string>> = {
  marketBased: "{ intensity }, { residualMix } or { contract }",
  "marketBased.intensity": INTENSITY,
  "marketBased.residualMix": INTENSITY,
  "marketBased.contract": `${INTENSITY}, or its name beside intensity`,
};

/**
 * Checks that one intensity is given: the three have different places in the order of the GHG
 * Protocol.
 * @param market What the user gave, of the right shape
 * @param doing What it is for, such as "read the job"
 * @throws {TypeError} If there is none, or more than one
 */
export function checkMarket(market: MarketElectricity, doing: string): void {
  const { intensity, residualMix, contract } = market;
  const figures = [intensity, residualMix, contract]
    .filter((figure) => typeof figure === "number");
  const isNamed = typeof contract === "string";
  if (figures.length === 1 && !(isNamed && residualMix !== undefined)) return;
  throw new TypeError(
    `Cannot ${doing} as marketBased must have one intensity: ` +
      "{ intensity }, { residualMix }, { contract } or { contract: name, intensity }: " +
      `current value is ${v.shown(market)}`,
  );
}

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
  const value = emissionsKg(itEnergyKwh * pue.figure.value, carbonIntensity);
  return {
    by,
    ...(contract !== undefined && { contract }),
    carbonIntensity,
    emissionsKg: value,
    emissionsRangeKg: marketRange(value, by, energy, pue.spread),
  };
}

/**
 * The range of market-based emissions. A contract states its intensity; what is off is the energy
 * and the building.
 * @param value The emissions, in kgCO2e
 * @param by What states the intensity
 * @param energy How far the energy may be off
 * @param pue How far the PUE may be off
 */
export function marketRange(
  value: number,
  by: MarketBased["by"],
  energy: LogNormal,
  pue: LogNormal,
): [number, number] {
  const factor = by === "residual mix"
    ? product(energy, pue, spread("intensity-user"))
    : product(energy, pue);
  return interval90({ value, factor });
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
