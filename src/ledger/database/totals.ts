import type { Part } from "./run_row.ts";

/** What runs are grouped by: day of their start (UTC), name, region, or component. */
export type GroupBy = "day" | "name" | "region" | "component";

/** What the runs of a group used. What overlapping runs share is counted once. */
export interface Total {
  /** The day as `2026-11-23`, the name, the region, or the component. */
  readonly key: string;
  /** Number of runs. */
  readonly runs: number;
  /** Energy, PUE included, in kWh. */
  readonly energyKwh: number;
  /** Location-based emissions of the runs with known emissions, in kgCO2e. */
  readonly emissionsKg: number;
  /** Number of runs without emissions: another tool measured only their energy. */
  readonly withoutEmissions: number;
}

/** The sums leave out what an earlier run counts too. */
const sums = (key: string, share = "1", where = "TRUE") => `
  SELECT ${key} AS key, count(*) AS runs,
    total((energy_kwh - shared_energy_kwh) * ${share}) AS energyKwh,
    total((emissions_kg - shared_emissions_kg) * ${share}) AS emissionsKg,
    count(*) - count(emissions_kg) AS withoutEmissions
  FROM run WHERE ${where} GROUP BY 1`;

const ofPart = (part: Part) => sums(`'${part}'`, part, `${part} IS NOT NULL`);

const BY_EMISSIONS = "ORDER BY emissionsKg DESC, energyKwh DESC, key";

/** The query for the totals of each grouping. */
export const TOTALS: Readonly<Record<GroupBy, string>> = {
  day: `${sums("date(started_ms / 1000, 'unixepoch')")} ORDER BY key`,
  name: `${sums("name")} ${BY_EMISSIONS}`,
  region: `${sums("region")} ${BY_EMISSIONS}`,
  component: `
    ${ofPart("accelerator")} UNION ALL
    ${ofPart("cpu")} UNION ALL
    ${ofPart("memory")} UNION ALL
    ${sums("'unknown'", "1", "coalesce(accelerator, cpu, memory) IS NULL")}
    ${BY_EMISSIONS}`,
};
