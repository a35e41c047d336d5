import { spread } from "../catalog/spreads.ts";
import { interval90, product, sum } from "../model/interval.ts";
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

// Sites of the tables last, and a sweep has thousands of jobs in few places.
const RANGES = new WeakMap<Site, readonly [low: number, high: number]>();

/** The 90 % range of the water of 1 kWh of IT energy. */
function rangePerKwh(site: Site): readonly [low: number, high: number] {
  let range = RANGES.get(site);
  if (range === undefined) {
    const { pue, wueSite, wueGrid } = site;
    const onSite = { value: wueSite.value, factor: spread("water-site") };
    const inPlants = {
      value: pue.figure.value * wueGrid.value,
      factor: product(spread("water-grid"), pue.spread),
    };
    range = interval90({
      value: onSite.value + inPlants.value,
      factor: onSite.value > 0 ? sum([onSite, inPlants]) : inPlants.factor,
    });
    RANGES.set(site, range);
  }
  return range;
}
