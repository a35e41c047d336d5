import { figureOf } from "../../catalog/sourced_figure.ts";
import { J_PER_KWH, PERCENT, S_PER_HOUR } from "../../units.ts";
import { type CsvRow, csvText } from "../../csv_text.ts";
import { devicesOf } from "../facts/devices.ts";
import { countryOf } from "../facts/places.ts";
import type { ReportItem, ReportModel } from "../facts/report_model.ts";
import type { ItemPart, RunFacts, Subject } from "../facts/item_facts.ts";
import type { ReportTotal } from "../facts/report_total.ts";

/**
 * CodeCarbon's columns, in its order.
 * @see `EmissionsData` of CodeCarbon 3.3: https://github.com/mlco2/codecarbon
 */
// deno-fmt-ignore
const COLUMNS = [
  "timestamp", "project_name", "run_id", "experiment_id", "duration", "emissions", "emissions_rate",
  "cpu_power", "gpu_power", "ram_power", "cpu_energy", "gpu_energy", "ram_energy", "energy_consumed",
  "water_consumed", "country_name", "country_iso_code", "region", "cloud_provider", "cloud_region", "os",
  "python_version", "codecarbon_version", "cpu_count", "cpu_model", "gpu_count", "gpu_model", "longitude",
  "latitude", "ram_total_size", "tracking_mode", "cpu_utilization_percent", "gpu_utilization_percent",
  "ram_utilization_percent", "ram_used_gb", "on_cloud", "pue", "wue",
];

/**
 * The items of the total as CodeCarbon's `emissions.csv`, in its units: s, kg, kg/s, W, kWh, L, GB
 * and percent. Its energies include the facility's overhead, and its powers do not. Unknown cells
 * are empty.
 */
export function codecarbonCsv(
  { items }: ReportModel,
  total: ReportTotal,
): string {
  const counted = new Set(total.subjects);
  const rows = items.filter(({ subject }) => counted.has(subject)).map(rowOf);
  return csvText(COLUMNS, rows);
}

function rowOf({ subject, name }: ReportItem): CsvRow {
  const { place, emissionsKg, hours, run, sources } = subject;
  const seconds = hours === undefined ? undefined : hours * S_PER_HOUR;
  const country = countryOf(place);
  return {
    project_name: name,
    duration: seconds,
    emissions: emissionsKg,
    emissions_rate: seconds === undefined
      ? undefined
      : emissionsKg === undefined || seconds === 0
      ? emissionsKg
      : emissionsKg / seconds,
    ...energyCells(subject, seconds),
    ...deviceCells(subject),
    ...(run === undefined ? estimateCells(subject) : runCells(run)),
    water_consumed: subject.waterL,
    country_name: country?.name,
    country_iso_code: country?.iso3,
    region: place.name === country?.name ? undefined : place.name,
    cloud_provider: place.provider,
    cloud_region: place.region,
    on_cloud: place.provider === undefined ? "N" : "Y",
    codecarbon_version: madeWith(subject),
    pue: subject.pue,
    wue: figureOf(sources, "wueSite")?.value,
  };
}

function madeWith({ version, run }: Subject): string {
  return version === undefined
    ? [run?.origin?.tool, run?.origin?.version].filter(Boolean).join(" ")
    : `carboncell ${version.carboncell}`;
}

/** CodeCarbon's names for the parts of a machine. */
const PREFIXES: Readonly<
  Partial<Record<ItemPart["component"], string>>
> = {
  cpu: "cpu",
  accelerator: "gpu",
  memory: "ram",
};

function energyCells(
  { parts, energyKwh, pue = 1 }: Subject,
  seconds: number | undefined,
): CsvRow {
  const cells: Record<string, number> = { energy_consumed: energyKwh };
  // The energy of a whole machine has no parts to name.
  if (seconds === undefined) return cells;
  for (const [component, prefix] of Object.entries(PREFIXES)) {
    const itKwh = parts.filter((part) => part.component === component)
      .reduce((sum, part) => sum + part.energyKwh, 0);
    cells[`${prefix}_energy`] = itKwh * pue;
    cells[`${prefix}_power`] = seconds > 0 ? itKwh * J_PER_KWH / seconds : 0;
  }
  return cells;
}

function deviceCells(subject: Subject): CsvRow {
  const devices = devicesOf(subject);
  const of = (component: ItemPart["component"]) =>
    devices.filter((device) => device.component === component);
  const gpus = of("accelerator");
  return {
    // No cpu_count: CodeCarbon counts threads, which no run or estimate knows.
    cpu_model: of("cpu").map(({ name }) => name).join("; ") || undefined,
    gpu_count: gpus.reduce((sum, { count }) => sum + count, 0) || undefined,
    gpu_model: gpus.map(({ count, model }) => `${count} x ${model}`)
      .join("; ") || undefined,
  };
}

function runCells({ id, startedAt, endS, attribution }: RunFacts): CsvRow {
  const ended = new Date(startedAt.getTime() + endS * 1000);
  return {
    // CodeCarbon writes local time without a zone. This is UTC.
    timestamp: ended.toISOString().slice(0, "2026-11-23T07:54:12".length),
    run_id: id,
    tracking_mode: attribution,
  };
}

function estimateCells({ job, sources }: Subject): CsvRow {
  const utilization = figureOf(sources, "utilization")?.value;
  const percent = utilization && utilization * PERCENT;
  return {
    tracking_mode: "estimate",
    ram_total_size: job?.memoryGb,
    cpu_utilization_percent: percent,
    gpu_utilization_percent: percent,
  };
}
