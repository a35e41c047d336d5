import type { DatedValue } from "./cited.ts";
import rows from "../../data/water.json" with { type: "json" };

/** Water that the power plants of an area consume. */
export interface GridWater extends DatedValue {
  /** Zone of the grids table. */
  readonly zone: string;
  /** Water, in L/kWh. */
  readonly litresPerKwh: number;
}

const BY_ZONE = new Map(
  (rows satisfies GridWater[]).map((row) => [row.zone, row]),
);

/**
 * The water of a zone's electricity.
 * @param zone A zone of the grids table
 * @returns `undefined` if the table has none
 */
export function gridWater(zone: string): GridWater | undefined {
  return BY_ZONE.get(zone);
}
