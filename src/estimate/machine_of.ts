import { interval90, product } from "../model/interval.ts";
import { equivalentsOf } from "./equivalents.ts";
import { marketRange } from "./market_based.ts";
import type { Component, Footprint } from "./result.ts";
import { rangePerKwh } from "./water.ts";

/** A part of a result, as any tool or version has it. */
type Part =
  & { readonly component: string }
  & Partial<Pick<Component, "facilityEnergyKwh" | "emissionsKg">>;

/** What is told apart: what the machine used, and calls to models elsewhere. */
interface Sums<P> {
  /** Energy of the facility, in kWh. */
  readonly energyKwh: number;
  /** In kgCO2e; `undefined` if another tool has none. */
  readonly emissionsKg?: number | undefined;
  readonly components: readonly P[];
}

/** Whether a part of a result is calls to a model. */
export function isCalls(
  { component }: { readonly component: string },
): boolean {
  return component === "calls";
}

/**
 * The energy and emissions of the machine alone.
 * @param result With or without calls to models
 */
export function machineSums<P extends Part>(result: Sums<P>): Sums<P> {
  let { energyKwh, emissionsKg } = result;
  if (!result.components.some(isCalls)) return result;
  for (const part of result.components) {
    if (!isCalls(part)) continue;
    energyKwh -= part.facilityEnergyKwh ?? 0;
    if (emissionsKg !== undefined) emissionsKg -= part.emissionsKg ?? 0;
  }
  return {
    energyKwh: Math.max(0, energyKwh),
    emissionsKg: emissionsKg === undefined
      ? undefined
      : Math.max(0, emissionsKg),
    components: result.components.filter((part) => !isCalls(part)),
  };
}

/**
 * The footprint of the machine alone: calls to models ran elsewhere, on other grids.
 * @param whole A run with calls; any other footprint stays as it is
 */
export function machineOf<Own extends Footprint>(whole: Own): Own {
  const calls = whole.components.filter(isCalls);
  if (calls.length === 0) return whole;
  const { energyKwh, emissionsKg = 0, components } = machineSums(whole);
  const { energy, pue, carbonIntensity } = whole.uncertainty;
  const less = (sum: number, of: (part: Component) => number | undefined) =>
    Math.max(0, calls.reduce((rest, part) => rest - (of(part) ?? 0), sum));
  const itEnergyKwh = less(whole.itEnergyKwh, (part) => part.energyKwh);
  const sources = ownSources(whole.sources);
  return {
    ...whole,
    energyKwh,
    itEnergyKwh,
    components,
    emissionsKg,
    emissionsRangeKg: interval90({
      value: emissionsKg,
      factor: product(energy, pue, carbonIntensity),
    }),
    netEmissionsKg: emissionsKg - whole.offsetKg,
    ...marketOf(whole, whole.emissionsKg - emissionsKg),
    waterL: less(whole.waterL, (part) => part.waterL),
    waterRangeL: waterRangeOf(itEnergyKwh, whole, sources),
    equivalents: equivalentsOf(emissionsKg),
    sources,
  };
}

/** The market-based figure without that of calls, which count by their grids. */
function marketOf(
  { marketBased, uncertainty: { energy, pue } }: Footprint,
  callsKg: number,
): Pick<Footprint, "marketBased"> {
  if (marketBased === undefined) return {};
  const emissionsKg = Math.max(0, marketBased.emissionsKg - callsKg);
  return {
    marketBased: {
      ...marketBased,
      emissionsKg,
      emissionsRangeKg: marketRange(emissionsKg, marketBased.by, energy, pue),
    },
  };
}

/** The range of a machine's water, which follows from its figures. */
function waterRangeOf(
  itEnergyKwh: number,
  { pue, uncertainty }: Footprint,
  sources: Footprint["sources"],
): Footprint["waterRangeL"] {
  const wueSite = sources.find(({ role }) => role === "wueSite");
  const wueGrid = sources.find(({ role }) => role === "wueGrid");
  if (wueSite === undefined || wueGrid === undefined) return undefined;
  const building = { figure: { value: pue }, spread: uncertainty.pue };
  const [low, high] = rangePerKwh({ pue: building, wueSite, wueGrid });
  return [itEnergyKwh * low, itEnergyKwh * high];
}

/**
 * The figures of a machine end with the water of its grid, and a contract; those of calls follow.
 */
function ownSources(sources: Footprint["sources"]): Footprint["sources"] {
  const end = sources.findIndex(({ role }) => role === "wueGrid") + 1;
  const hasContract = sources[end]?.role === "marketIntensity";
  return end === 0 ? sources : sources.slice(0, end + Number(hasContract));
}
