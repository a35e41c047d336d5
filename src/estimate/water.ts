import type { SourcedFigure } from "../catalog/sourced_figure.ts";
import { spread as ofKind } from "../catalog/spreads.ts";
import { interval90, type LogNormal, product, sum } from "../model/interval.ts";
import { waterL } from "../model/water.ts";
import type { Site } from "./place/site.ts";

/** Water of IT energy in a place. */
export interface Water {
  /** The water, in L. */
  readonly waterL: number;
  /** Its 90 % range, in L. */
  readonly waterRangeL: readonly [low: number, high: number];
}

/**
 * Computes the water that is consumed on site and in power plants.
 * @param itEnergyKwh IT energy, in kWh
 * @param site Where it is used
 */
export function waterOf(itEnergyKwh: number, site: Site): Water {
  const [low, high] = rangePerKwh(site);
  return {
    waterL: waterL(
      itEnergyKwh,
      site.pue.figure.value,
      site.wueSite.value,
      site.wueGrid.value,
    ),
    waterRangeL: [itEnergyKwh * low, itEnergyKwh * high],
  };
}

/** The range of the water of a kWh, and what it was computed from. */
interface Known {
  readonly onSite: number;
  readonly pue: number;
  readonly sigma: number;
  readonly range: readonly [low: number, high: number];
}

// A sweep has thousands of jobs on few grids, mostly in buildings of one kind.
const LAST = new WeakMap<SourcedFigure, Known>();

/** What the range of the water depends on. */
interface WaterSite {
  readonly pue: {
    readonly figure: Pick<SourcedFigure, "value">;
    readonly spread: LogNormal;
  };
  readonly wueSite: SourcedFigure;
  readonly wueGrid: SourcedFigure;
}

/** The 90 % range of the water of 1 kWh of IT energy, in L. */
export function rangePerKwh(
  { pue: { figure, spread }, wueSite, wueGrid }: WaterSite,
): Known["range"] {
  const last = LAST.get(wueGrid);
  if (
    last?.onSite === wueSite.value && last.pue === figure.value &&
    last.sigma === spread.sigma
  ) return last.range;
  const onSite = { value: wueSite.value, factor: ofKind("water-site") };
  const inPlants = {
    value: figure.value * wueGrid.value,
    factor: product(ofKind("water-grid"), spread),
  };
  const range = interval90({
    value: onSite.value + inPlants.value,
    factor: onSite.value > 0 ? sum([onSite, inPlants]) : inPlants.factor,
  });
  LAST.set(wueGrid, {
    onSite: onSite.value,
    pue: figure.value,
    sigma: spread.sigma,
    range,
  });
  return range;
}
