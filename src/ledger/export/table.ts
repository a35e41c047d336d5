import { regionOf } from "../database/run_row.ts";
import type { StoredRun } from "../stored/stored_run.ts";

/** The value of a cell; `undefined` where it is not known. */
type Cell = string | number | Date | undefined;

/** A column of the table of runs: its heading with its unit, its type, and the cell of a run. */
export type Column = readonly [
  name: string,
  type: "text" | "number" | "time",
  cell: (run: StoredRun) => Cell,
];

/** A cell that imported runs leave empty. */
const tracked = (
  cell: (run: Extract<StoredRun, { origin: undefined }>) => Cell,
): Column[2] =>
(run) => run.origin === undefined ? cell(run) : undefined;

/** The table of runs: a row per run. */
export const COLUMNS: readonly Column[] = [
  ["id", "text", (run) => run.id],
  ["name", "text", (run) => run.name],
  ["status", "text", (run) => run.status],
  ["reason", "text", (run) => run.reason],
  ["started_at", "time", (run) => run.startedAt],
  ["duration_s", "number", (run) => run.durationS],
  ["energy_kwh", "number", (run) => run.energyKwh],
  ["it_energy_kwh", "number", tracked((run) => run.itEnergyKwh)],
  ["accelerator_kwh", "number", (run) => energyOf(run, "accelerator")],
  ["cpu_kwh", "number", (run) => energyOf(run, "cpu")],
  ["memory_kwh", "number", (run) => energyOf(run, "memory")],
  ["emissions_kg", "number", (run) => run.emissionsKg],
  ["emissions_low_kg", "number", (run) => run.emissionsRangeKg?.[0]],
  ["emissions_high_kg", "number", (run) => run.emissionsRangeKg?.[1]],
  ["embodied_kg", "number", tracked((run) => run.embodiedKg)],
  ["offset_percent", "number", tracked((run) => run.offsetPercent)],
  ["water_l", "number", (run) => run.waterL],
  ["shared_energy_kwh", "number", (run) => run.sharedEnergyKwh],
  ["shared_emissions_kg", "number", (run) => run.sharedEmissionsKg],
  ["carbon_intensity_g_per_kwh", "number", (run) => run.carbonIntensity],
  ["pue", "number", (run) => run.pue],
  ["measured_share", "number", tracked((run) => run.measuredShare)],
  ["place", "text", (run) => run.place.name],
  ["region", "text", regionOf],
  ["country", "text", (run) => run.place.country],
  ["tags", "text", (run) => run.tags.join(" ")],
  ["origin_tool", "text", (run) => run.origin?.tool],
  ["origin_version", "text", (run) => run.origin?.version],
  ["origin_file", "text", (run) => run.origin?.file],
  ["carboncell", "text", tracked((run) => run.version.carboncell)],
  ["data", "text", tracked((run) => run.version.data)],
];

/** Energy of the components of a kind, in kWh; `undefined` if the run has none. */
function energyOf({ components }: StoredRun, kind: string): Cell {
  const alike = components.filter(({ component }) => component === kind);
  return alike.length === 0
    ? undefined
    : alike.reduce((sum, { energyKwh }) => sum + energyKwh, 0);
}
