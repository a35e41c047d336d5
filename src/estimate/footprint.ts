import { offsetKg } from "../model/emissions.ts";
import { interval90, type LogNormal, product } from "../model/interval.ts";
import { waterL } from "../model/water.ts";
import { VERSION } from "../version.ts";
import { type Anywhere, cleanestOf } from "./place/cleanest.ts";
import type { Embodied } from "./embodied.ts";
import { emissionsAt } from "./place/emissions_at.ts";
import { equivalentsOf } from "./equivalents.ts";
import type { Component, Footprint, Uncertainty } from "./result.ts";
import type { Site } from "./place/site.ts";
import type { Input, SourcedFigure } from "../catalog/sourced_figure.ts";

/** Energy of computing: modelled for a job, or measured of a run. */
export interface ItEnergy {
  /** In kWh. */
  readonly itEnergyKwh: number;
  /** The same by part of the machine. */
  readonly components: readonly Component[];
  /** How far it may be off. */
  readonly factor: LogNormal;
  /** The figures that it rests on. */
  readonly figures: readonly SourcedFigure[];
}

/**
 * What follows from energy in a place. Nothing is shared but what nobody can change.
 * @param energy Of the computing
 * @param site Where it is done, with the user's own figures
 * @param own What would hold in the provider's cleanest region too
 * @param embodied The share of making the hardware, if asked for
 * @throws {RangeError} If the emissions are larger than any number
 */
export function footprintOf(
  energy: ItEnergy,
  site: Site,
  own: Anywhere = {},
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
  const claimed = offsetKg(emitted, offsetPercent);
  return {
    place,
    energyKwh: itEnergyKwh * pue.figure.value,
    itEnergyKwh,
    components,
    carbonIntensity: intensity.figure.value,
    pue: pue.figure.value,
    emissionsKg: emitted,
    emissionsRangeKg: interval90({
      value: emitted,
      factor: product(
        uncertainty.energy,
        uncertainty.pue,
        uncertainty.carbonIntensity,
      ),
    }),
    uncertainty,
    embodiedKg: embodied?.embodiedKg,
    offsetPercent,
    offsetKg: claimed,
    netEmissionsKg: emitted - claimed,
    waterL: waterL(
      itEnergyKwh,
      pue.figure.value,
      site.wueSite.value,
      site.wueGrid.value,
    ),
    equivalents: equivalentsOf(emitted),
    cleanest: cleanestOf(itEnergyKwh, site, own),
    sources: sourcesOf(figures, site, embodied),
    version: VERSION,
  };
}

function factorOf({ spread: { medianFactor, sigma } }: Input): LogNormal {
  return { medianFactor, sigma };
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
