import { callSpreads } from "./call_spreads.ts";
import { intensitySpreads } from "./intensity_spreads.ts";
import { otherSpreads } from "./other_spreads.ts";
import { powerSpreads } from "./power_spreads.ts";
import { pueSpreads } from "./pue_spreads.ts";
import { sensedSpreads } from "./sensed_spreads.ts";
import type {
  Accelerator,
  Embodied,
  Grid,
  GridWater,
  MeasuredPower,
  PowerModel,
  Provider,
  Region,
  Spread,
} from "./types.ts";

interface Tables {
  accelerators: readonly Accelerator[];
  embodied: readonly Embodied[];
  grids: readonly Grid[];
  measuredPower: readonly MeasuredPower[];
  powerModels: readonly PowerModel[];
  providers: readonly Provider[];
  regions: readonly Region[];
  water: readonly GridWater[];
}

/** Computes the log-normal spreads of an estimate's inputs from the tables. */
export function spreads(tables: Tables): Spread[] {
  return [
    ...powerSpreads(tables),
    ...sensedSpreads(tables),
    ...pueSpreads(tables),
    ...intensitySpreads(tables),
    ...otherSpreads(tables),
    ...callSpreads(),
  ].map((spread) => ({
    ...spread,
    medianFactor: round4(spread.medianFactor),
    sigma: round4(spread.sigma),
  }));
}

function round4(x: number): number {
  return Number(x.toPrecision(4));
}
