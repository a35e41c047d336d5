import type { Basis } from "../../catalog/basis.ts";
import type { Dataset } from "../../catalog/dataset.ts";
import { gridVintages } from "../../catalog/grids.ts";
import { regionRow } from "../../catalog/regions.ts";
import { areaOnBasis } from "./find_site.ts";
import { type Place, type PricedPlace, regionSite, type Site } from "./site.ts";

/**
 * The bases that places can be ranked by, the one that most places have first. A collection of
 * both is the last resort: its rows do not compare with each other.
 */
const BASES: readonly Basis[] = ["lifecycle", "direct", "mixed"];

/**
 * The site of a place with a figure of one basis.
 * @param site The place with its preferred figure
 * @param basis The wanted basis
 * @param dataset The tables that it comes from; those of 2019 have one figure for each place
 * @returns `undefined` if the tables have none, or only a 0: no grid emits nothing, so a 0 is a
 * claim
 */
export function onBasis<Known extends PricedPlace>(
  site: Known,
  basis: Basis,
  dataset: Dataset,
): Known | Site | undefined {
  const found = site.place.basis === basis || dataset === "lacoste-2019"
    ? site
    : rememberedFigure(site.place, basis);
  return found?.place.basis === basis && found.carbonIntensity.figure.value > 0
    ? found
    : undefined;
}

/** Sites last as long as the tables, so that a sweep looks up each of them once. */
function rememberedFigure(place: Place, basis: Basis): Site | undefined {
  let known = OTHER_FIGURES[basis].get(place);
  if (known === undefined) {
    known = { site: otherFigure(place, basis) };
    OTHER_FIGURES[basis].set(place, known);
  }
  return known.site;
}

type Figures = WeakMap<Place, { readonly site: Site | undefined }>;

const OTHER_FIGURES: Readonly<Record<Basis, Figures>> = {
  lifecycle: new WeakMap(),
  direct: new WeakMap(),
  mixed: new WeakMap(),
};

function otherFigure(place: Place, basis: Basis): Site | undefined {
  const { provider, region, country, subdivision } = place;
  if (provider === undefined) {
    const zone = subdivision ?? country;
    return zone === undefined ? undefined : areaOnBasis(zone, basis);
  }
  const row = regionRow(provider, region as string);
  return row && regionSite(row, basis);
}

/** The bases of a place's figures, which are quicker to list than to make a site of each. */
function basesOf(site: Site, dataset: Dataset): ReadonlySet<Basis> {
  const known = FOUND[dataset].get(site);
  if (known !== undefined) return known;
  const found = new Set(
    figuresOf(site, dataset).filter((figure) => figure.carbonIntensity > 0)
      .map(({ basis }) => basis),
  );
  FOUND[dataset].set(site, found);
  return found;
}

const FOUND: Readonly<Record<Dataset, WeakMap<Site, ReadonlySet<Basis>>>> = {
  "latest": new WeakMap(),
  "lacoste-2019": new WeakMap(),
};

interface Figure {
  readonly basis: Basis;
  readonly carbonIntensity: number;
}

function figuresOf(
  { place, carbonIntensity: { figure } }: Site,
  dataset: Dataset,
): readonly Figure[] {
  const { provider, region, country, subdivision, basis } = place;
  if (dataset === "lacoste-2019") {
    return basis === undefined
      ? []
      : [{ basis, carbonIntensity: figure.value }];
  }
  if (provider === undefined) {
    return gridVintages(subdivision ?? country ?? "");
  }
  const row = regionRow(provider, region as string);
  return row === undefined
    ? []
    : [...row.intensities, ...row.grids.flatMap(gridVintages)];
}

/** The job's own basis serves if it ranks this share of the places that another one ranks. */
const NEARLY_ALL = 0.9;

/**
 * The basis by which to rank places: that of the job's own place, unless another one ranks clearly
 * more of them.
 * @param sites The places, each with its preferred figure
 * @param dataset The tables that they come from
 * @param own The basis of the job's own place
 */
export function commonBasis(
  sites: readonly Site[],
  dataset: Dataset,
  own?: Basis,
): Basis {
  const counts = BASES.map((basis) => ({
    basis,
    count: sites.filter((site) => basesOf(site, dataset).has(basis)).length *
      (basis === own ? 1 / NEARLY_ALL : 1),
  })).filter(({ count }) => count > 0);
  const clear = counts.filter(({ basis }) => basis !== "mixed");
  const [best] = (clear.length > 0 ? clear : counts)
    .sort((a, b) => b.count - a.count);
  return best?.basis ?? own ?? "lifecycle";
}
