import type { Place } from "../../estimate/place/site.ts";
import { S_PER_HOUR } from "../../units.ts";
import { type CsvRow, csvText } from "../../csv_text.ts";
import type { ReportModel } from "../facts/report_model.ts";
import { PARAM, type Params } from "../../tracker/params.ts";
import { digitsOf } from "../../rounding.ts";
import {
  entrySubject,
  type ItemPart,
  type Subject,
} from "../facts/item_facts.ts";

/** Those in kWh and kg add up over the rows of an item. */
// deno-fmt-ignore
const COLUMNS = [
  "group", "item", "kind", "name", "id", "status", "started_at", "item_duration_s", "provider", "region",
  "place", "country", "component", "device", "method", "source", "carbon_intensity_g_per_kwh", "basis",
  "pue", "it_energy_kwh", "energy_kwh", "emissions_kg", "emissions_low_kg", "emissions_high_kg",
  "offset_claimed_kg", "item_digits", "carboncell", "data", "origin",
];

/** A smaller share of the energy without a component comes from rounding. */
const NEGLIGIBLE = 1e-9;

/**
 * Everything in a report as a tidy table, with one row for each item and component. Runs and
 * estimates are in the group `items`. Comparisons are in groups of their own, as they would
 * count twice.
 */
export function tidyCsv({ items, comparisons, regions }: ReportModel): string {
  const rows = [
    ...items.flatMap(({ subject, name }, i) =>
      subjectRows(subject, { group: "items", item: i + 1, name })
    ),
    ...comparisons.flatMap(({ rows }, group) =>
      rows.flatMap(({ name, estimate }, i) =>
        subjectRows(entrySubject(estimate), {
          group: `comparison ${group + 1}`,
          item: i + 1,
          name,
        })
      )
    ),
    ...regions.flatMap(({ rows, itEnergyKwh, version }, group) =>
      rows.map((row, i) => ({
        group: `places ${group + 1}`,
        item: i + 1,
        kind: "place",
        name: row.name,
        ...placeCells(row),
        carbon_intensity_g_per_kwh: row.carbonIntensity,
        pue: row.pue,
        it_energy_kwh: itEnergyKwh,
        energy_kwh: row.energyKwh,
        emissions_kg: row.emissionsKg,
        ...version,
      }))
    ),
  ];
  // Each row has all columns of its own; those of parameters differ from report to report.
  const params = rows.flatMap((row) =>
    Object.keys(row).filter((name) => name.startsWith(PARAM))
  );
  return csvText([...COLUMNS, ...new Set(params)], rows);
}

/** A part of an item's energy. Without a component only its size is known. */
type EnergyShare = Pick<ItemPart, "energyKwh"> & Partial<ItemPart>;

function subjectRows(subject: Subject, about: CsvRow): CsvRow[] {
  const { itEnergyKwh, emissionsKg, emissionsRangeKg } = subject;
  const whole = { ...about, ...itemCells(subject) };
  return sharesOf(subject).map((part) => {
    const share = itEnergyKwh > 0 ? part.energyKwh / itEnergyKwh : 1;
    const of = (figure: number | undefined) => figure && figure * share;
    return {
      ...whole,
      component: part.component,
      device: part.name,
      method: part.method,
      source: part.source,
      it_energy_kwh: part.energyKwh,
      energy_kwh: of(subject.energyKwh),
      emissions_kg: of(emissionsKg),
      emissions_low_kg: of(emissionsRangeKg?.[0]),
      emissions_high_kg: of(emissionsRangeKg?.[1]),
      offset_claimed_kg: of(subject.offsetKg),
    };
  });
}

function itemCells(subject: Subject): CsvRow {
  const { kind, run, hours, place, carbonIntensity, pue, version } = subject;
  return {
    kind,
    id: run?.id,
    status: run?.status,
    started_at: run?.startedAt.toISOString(),
    item_duration_s: hours && hours * S_PER_HOUR,
    ...placeCells(place),
    carbon_intensity_g_per_kwh: carbonIntensity,
    pue,
    item_digits: digitsOf(subject.emissionsRangeKg),
    ...version,
    origin: run?.origin?.tool,
    ...paramCells(run?.params),
  };
}

function paramCells(params: Params = {}): CsvRow {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [`${PARAM}${name}`, value]),
  );
}

/** The components, and the energy without one: another tool may name none. */
function sharesOf({ parts, itEnergyKwh }: Subject): readonly EnergyShare[] {
  const known = parts.reduce((sum, part) => sum + part.energyKwh, 0);
  const rest = itEnergyKwh - known;
  return parts.length > 0 && rest <= NEGLIGIBLE * itEnergyKwh
    ? parts
    : [...parts, { energyKwh: rest }];
}

function placeCells(place: Place): CsvRow {
  const { provider, region, name, country, basis } = place;
  return { provider, region, place: name, country, basis };
}
