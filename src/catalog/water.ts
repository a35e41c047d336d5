import rows from "../../data/water.json" with { type: "json" };

/** Water that an area's power plants use up. */
export interface GridWater {
  /** Zone of the grids table. */
  readonly zone: string;
  /** Water, in L/kWh. */
  readonly litresPerKwh: number;
  /** Year of the figure. */
  readonly year: number;
  /** Key into the sources. */
  readonly source: string;
}

const BY_ZONE = new Map(
  (rows satisfies GridWater[]).map((row) => [row.zone, row]),
);

/**
 * Water of a zone's electricity, or `undefined` if the table has none.
 * @param zone A zone of the grids table
 */
export function gridWater(zone: string): GridWater | undefined {
  return BY_ZONE.get(zone);
}
