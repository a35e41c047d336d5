import type { DatedValue } from "./cited.ts";
import text from "../../data/water.json" with { type: "text" };
import { once } from "../once.ts";

/** Water that the power plants of an area consume. */
export interface GridWater extends DatedValue {
  /** Zone of the grids table. */
  readonly zone: string;
  /** Water, in L/kWh. */
  readonly litresPerKwh: number;
}

const byZone = once(() => {
  const rows: readonly GridWater[] = JSON.parse(text);
  return new Map(rows.map((row) => [row.zone, row]));
});

/**
 * The water of a zone's electricity.
 * @param zone A zone of the grids table
 * @returns `undefined` if the table has none
 */
export function gridWater(zone: string): GridWater | undefined {
  return byZone().get(zone);
}
