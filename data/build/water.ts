import type { GridWater } from "./types.ts";

/** Water that power stations consume, in L/kWh by zone, for EcoLogits' mix. */
const LITRES_PER_KWH: Record<string, number> = {
  WORLD: 3.908,
  CA: 8.1662,
  DE: 1.947,
  FR: 3.6737,
  SE: 6.0315,
  US: 3.1321,
};

/** @see https://ecologits.ai/latest/methodology/llm_inference/ */
export function water(): GridWater[] {
  return Object.entries(LITRES_PER_KWH).map(([zone, litresPerKwh]) => (
    { zone, litresPerKwh, year: 2025, source: "ecologits" }
  ));
}
