import type { Place } from "../../estimate/place/site.ts";
import { isCalls, machineSums } from "../../estimate/machine_of.ts";
import { callGroups } from "../../tracker/calls/call_groups.ts";
import type { RunCall } from "../../tracker/calls/run_call.ts";
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

/** The columns of calls to models, by the names of OpenTelemetry where it has one. */
const CALL_COLUMNS = [
  "calls",
  "calls_carboncell",
  "calls_data",
  "gen_ai.provider.name",
  "gen_ai.response.model",
  "gen_ai.usage.input_tokens",
  "gen_ai.usage.output_tokens",
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
  const isOwn = (name: string) =>
    name.startsWith(PARAM) || CALL_COLUMNS.includes(name);
  const own = rows.flatMap((row) => Object.keys(row).filter(isOwn));
  return csvText([...COLUMNS, ...new Set(own)], rows);
}

/** A part of an item's energy. Without a component only its size is known. */
type EnergyShare = Pick<ItemPart, "energyKwh"> & Partial<ItemPart>;

function subjectRows(subject: Subject, about: CsvRow): CsvRow[] {
  const { emissionsRangeKg, parts: components } = subject;
  const whole = { ...about, ...itemCells(subject) };
  const machine = machineSums({ ...subject, components });
  const calledKwh = components.filter(isCalls)
    .reduce((sum, part) => sum + part.energyKwh, 0);
  const itKwh = subject.itEnergyKwh - calledKwh;
  const [callsLow, callsHigh] = rangeOf(subject.run?.calls ?? []);
  const machineKg = machine.emissionsKg;
  return sharesOf(subject).map((part) => {
    const known = {
      ...whole,
      component: part.component,
      device: part.name,
      method: part.method,
      source: part.source,
      it_energy_kwh: part.energyKwh,
    };
    if (part.component === "calls") {
      return { ...known, ...callCells(part, subject) };
    }
    const share = itKwh > 0 ? part.energyKwh / itKwh : 1;
    const of = (figure: number | undefined) => figure && figure * share;
    // The range of the whole is divided as the emissions are: those of calls are known.
    const end = (at: 0 | 1, calls: number) =>
      emissionsRangeKg && of(Math.max(0, emissionsRangeKg[at] - calls));
    return {
      ...known,
      energy_kwh: of(machine.energyKwh),
      emissions_kg: of(machineKg),
      emissions_low_kg: end(0, callsLow),
      emissions_high_kg: end(1, callsHigh),
      offset_claimed_kg: of(subject.offsetKg),
    };
  });
}

function callCells(part: EnergyShare, { run, parts }: Subject): CsvRow {
  // A run has a part for each group of its calls, in their order.
  const index = parts.filter(isCalls).findIndex((other) => other === part);
  const calls = callGroups(run?.calls ?? [])[index]?.calls ?? [];
  const [low, high] = rangeOf(calls);
  const tokens = (of: (call: RunCall) => number | undefined) =>
    calls.reduce((sum, call) => sum + (of(call) ?? 0), 0);
  return {
    energy_kwh: part.facilityEnergyKwh,
    emissions_kg: part.emissionsKg,
    emissions_low_kg: low,
    emissions_high_kg: high,
    // Of its place only the name is known; grid and PUE are in its figures.
    ...NOT_OF_CALLS,
    place: calls[0]?.place,
    calls: calls.length,
    calls_carboncell: run?.callsVersion?.carboncell,
    calls_data: run?.callsVersion?.data,
    "gen_ai.provider.name": calls[0]?.provider,
    "gen_ai.response.model": calls[0]?.model,
    "gen_ai.usage.input_tokens": tokens((call) => call.inputTokens),
    "gen_ai.usage.output_tokens": tokens((call) => call.outputTokens),
  };
}

/** What is known of the place of the machine alone. */
const NOT_OF_CALLS = Object.fromEntries(
  [
    "provider",
    "region",
    "country",
    "basis",
    "carbon_intensity_g_per_kwh",
    "pue",
  ]
    .map((column) => [column, undefined]),
);

/** The ends of the range of calls, in kgCO2e. */
function rangeOf(calls: readonly RunCall[]): [low: number, high: number] {
  const end = (at: 0 | 1) =>
    calls.reduce((sum, { emissionsRangeKg: r }) => sum + (r?.[at] ?? 0), 0);
  return [end(0), end(1)];
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
function sharesOf(subject: Subject): readonly EnergyShare[] {
  const { parts } = subject;
  const rest = restKwh(subject);
  return parts.length > 0 && rest === 0
    ? parts
    : [...parts, { energyKwh: rest }];
}

function restKwh({ parts, itEnergyKwh }: Subject): number {
  const known = parts.reduce((sum, part) => sum + part.energyKwh, 0);
  const rest = itEnergyKwh - known;
  return rest <= NEGLIGIBLE * itEnergyKwh ? 0 : rest;
}

function placeCells(place: Place): CsvRow {
  const { provider, region, name, country, basis } = place;
  return { provider, region, place: name, country, basis };
}
