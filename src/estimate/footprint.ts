import { offsetKg } from "../model/emissions.ts";
import { interval90, type LogNormal, product } from "../model/interval.ts";
import { VERSION } from "../version.ts";
import { type Anywhere, cleanestOf } from "./place/cleanest.ts";
import type { Embodied } from "./embodied.ts";
import { boundaryOf } from "./boundary.ts";
import type { Job } from "./job.ts";
import { marketBasedOf, marketFigure } from "./market_based.ts";
import { equivalentsOf } from "./equivalents.ts";
import { waterOf } from "./water.ts";
import type { Component, Footprint, Uncertainty } from "./result.ts";
import { emissionsAt, type Site } from "./place/site.ts";
import type { Input, SourcedFigure } from "../catalog/sourced_figure.ts";

/** IT energy: modelled for a job, or measured during a run. */
export interface ItEnergy {
  /** The energy, in kWh. */
  readonly itEnergyKwh: number;
  /** The energy of each part of the machine. */
  readonly components: readonly Component[];
  /** How far it may be off. */
  readonly factor: LogNormal;
  /** The figures that it is based on. */
  readonly figures: readonly SourcedFigure[];
}

/**
 * Computes the footprint of energy that is used in a place. Results share only frozen data.
 * @param energy IT energy
 * @param site Where it is used, with the user's own figures
 * @param own The user's choices that also hold in the provider's cleanest region
 * @param embodied The embodied emissions, if asked for
 * @throws {RangeError} If the emissions are larger than any number
 */
export function footprintOf(
  energy: ItEnergy,
  site: Site,
  own: Anywhere & Pick<Job, "marketBased"> = {},
  embodied?: Embodied,
): Footprint {
  const { itEnergyKwh, components, factor, figures } = energy;
  const { place, pue, carbonIntensity: intensity, offset } = site;
  const uncertainty: Uncertainty = {
    energy: factor,
    pue: factorOf(pue),
    carbonIntensity: factorOf(intensity),
  };
  const emitted = emissionsAt(itEnergyKwh, site);
  const offsetPercent = offset?.value ?? 0;
  const market = own.marketBased &&
    marketBasedOf(itEnergyKwh, site, own.marketBased, factor);
  const claimed = offsetKg(emitted, offsetPercent);
  const water = waterOf(itEnergyKwh, site);
  const emissionsRangeKg = interval90({
    value: emitted,
    factor: product(factor, uncertainty.pue, uncertainty.carbonIntensity),
  });
  const mostOfAll = emissionsRangeKg[1] + water.waterRangeL[1] +
    (embodied?.embodiedRangeKg[1] ?? 0);
  if (!Number.isFinite(mostOfAll)) {
    throw new RangeError(
      "Cannot compute the footprint as its range reaches beyond any number: " +
        `current energy is ${itEnergyKwh} kWh`,
    );
  }
  return {
    place,
    energyKwh: itEnergyKwh * pue.figure.value,
    itEnergyKwh,
    components,
    carbonIntensity: intensity.figure.value,
    pue: pue.figure.value,
    emissionsKg: emitted,
    emissionsRangeKg,
    ...(market !== undefined && { marketBased: market }),
    boundary: boundaryOf(place, intensity.figure, components),
    uncertainty,
    embodiedKg: embodied?.embodiedKg,
    embodiedRangeKg: embodied?.embodiedRangeKg,
    offsetPercent,
    offsetKg: claimed,
    netEmissionsKg: emitted - claimed,
    waterL: water.waterL,
    waterRangeL: water.waterRangeL,
    equivalents: equivalentsOf(emitted),
    cleanest: cleanestOf(itEnergyKwh, site, own),
    sources: own.marketBased === undefined
      ? sourcesOf(figures, site, embodied)
      : [
        ...sourcesOf(figures, site, embodied),
        marketFigure(own.marketBased),
      ],
    version: VERSION,
  };
}

const FACTORS = new WeakMap<Input["spread"], LogNormal>();

/** Spreads last as long as the tables, so that all results share the factor of each. */
function factorOf({ spread }: Input): LogNormal {
  let factor = FACTORS.get(spread);
  if (factor === undefined) {
    const { medianFactor, sigma } = spread;
    FACTORS.set(spread, factor = Object.freeze({ medianFactor, sigma }));
  }
  return factor;
}

function sourcesOf(
  figures: readonly SourcedFigure[],
  site: Site,
  embodied: Embodied | undefined,
): SourcedFigure[] {
  const sources = [...figures, site.carbonIntensity.figure, site.pue.figure];
  if (site.offset !== undefined) sources.push(site.offset);
  sources.push(site.wueSite, site.wueGrid);
  if (embodied !== undefined) sources.push(...embodied.figures);
  return sources;
}
