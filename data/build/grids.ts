import { type Edition, EGRID_2023_STATES, EMBER_2026 } from "./added/grids.ts";
import { byPrefix, type Fact, required, row, text } from "./facts.ts";
import type { Basis, Grid, GridKind } from "./types.ts";

const KG_PER_LB = 0.45359237;

/** Maps the start of the collected source to its key. */
const SOURCES: Record<string, string> = {
  "Ember yearly electricity data": "ember-2025",
  "Ember yearly data (2022 edition)": "ember-2022",
  "Our World in Data energy data": "owid-energy-2024",
  "Our World in Data / Ember-EEA": "eea-intensity-2021",
  "US EPA eGRID2023": "egrid-2023",
  "US EPA eGRID2022": "egrid-2022",
  "US EPA eGRID2016": "egrid-2016",
  "ECCC": "eccc-2026",
  "DCCEEW": "nga-2025",
  "Green Algorithms v3.0 CI_aggregated (https://www.iea.org": "iea-2019",
  "Green Algorithms": "green-algorithms-3",
};

/** The order of sources with the same year and basis: original releases before copies. */
const RANK = ["ember-2026", "ember-2025", "ember-2022", "owid-energy-2024"];

const BASES: readonly string[] = ["lifecycle", "direct", "mixed"];

const AGGREGATES: Record<string, string> = { "EU-27": "EU" };

const KINDS: Record<string, GridKind> = {
  "country": "country",
  "state": "subdivision",
  "province": "subdivision",
  "region": "subdivision",
  "egrid-subregion": "egrid-subregion",
  "aggregate": "aggregate",
};

/** Plain names of zones that have a formal name in the newest file. */
const NAMES: Record<string, string> = {
  "BA": "Bosnia and Herzegovina",
  "CD": "DR Congo",
  "CK": "Cook Islands",
  "FK": "Falkland Islands",
  "HK": "Hong Kong",
  "LA": "Laos",
  "MO": "Macao",
  "PH": "Philippines",
  "PS": "Palestine",
  "TW": "Taiwan",
  "TZ": "Tanzania",
  "VN": "Vietnam",
  "AU-NT": "Northern Territory",
  "AU-WA": "Western Australia",
  "US-DC": "District of Columbia",
  "US-MS": "Mississippi",
};

/** Gives the intensity by zone and year, newest first within a zone. */
export function grids(facts: readonly Fact[]): Grid[] {
  const kept = facts.filter((fact) => !isLeftOut(fact));
  const names = namesOf(kept);
  const collected = kept.map((fact) => grid(fact, names));
  const zones = new Map(collected.map((row) => [row.zone, row]));
  return [
    ...collected.filter(({ carbonIntensity }) => carbonIntensity > 0),
    ...EMBER_2026.flatMap((edition) => editionRows(edition, zones)),
    ...editionRows(EGRID_2023_STATES, zones).map(inGrams),
    hydropower(zones),
  ].map(withRounding).sort(byZoneThenNewest);
}

function editionRows(
  { source, year, basis, figures }: Edition,
  zones: ReadonlyMap<string, Grid>,
): Grid[] {
  return figures.trim().split(/\s+/).map((figure) => {
    const [zone, value] = figure.split("=") as [string, string];
    const { name, kind, iso3 } = zones.get(zone)!;
    const carbonIntensity = required(value);
    return row<Grid>({
      ...{ zone, name, kind, iso3, carbonIntensity, year, basis, source },
    });
  });
}

function inGrams(state: Grid): Grid {
  const grams = state.carbonIntensity * KG_PER_LB;
  return { ...state, carbonIntensity: Number(grams.toFixed(2)) };
}

/**
 * Gives the Central African Republic the median of hydropower. Its 0.15 TWh are almost all
 * hydropower, whose emissions Ember rounds to 0; a lifecycle figure of 0 cannot be.
 * @see https://www.ipcc.ch/report/ar5/wg3/ annex III, table A.III.2
 */
function hydropower(zones: ReadonlyMap<string, Grid>): Grid {
  const { zone, name, kind, iso3 } = zones.get("CF")!;
  return row<Grid>({
    ...{ zone, name, kind, iso3, carbonIntensity: 24, year: 2023 },
    basis: "lifecycle",
    source: "ipcc-2014",
    note: "median of hydropower, which is nearly all of the generation",
  });
}

/**
 * Notes how far rounding may move the figure of a tiny grid. Ember divides emissions by
 * generation, both rounded to 0.01 Mt and 0.01 TWh, so 571.43 is 0.04 Mt by 0.07 TWh.
 */
function withRounding(grid: Grid): Grid {
  const ofEmber = /^(ember|owid)-/.test(grid.source);
  if (!ofEmber || !TINY_GRIDS.has(grid.zone)) return grid;
  const kilograms = grid.carbonIntensity / 1000;
  for (let generation = 1; generation <= FEW; generation++) {
    const emissions = Math.round(kilograms * generation);
    const off = Math.abs(emissions / generation - kilograms);
    if (emissions === 0 || off > 0.6e-5) continue;
    const percent = Math.round(50 / emissions + 50 / generation);
    if (percent < NOTED_PERCENT) return grid;
    return { ...grid, note: `rounded by its source: up to ${percent} % off` };
  }
  return grid;
}

/** Areas that generate less than 1 TWh a year. */
const TINY_GRIDS = new Set(
  ("AG AS AW BZ CF CK CV DM EH ER FK GD GI GL GM GW KI KM KN LC MS NR PM SB SC SH SL SO ST TC " +
    "TL TO VC VG VU WS").split(" "),
);

/** With more generation, in 0.01 TWh, several fractions have the same digits. */
const FEW = 40;

/** Less than the spread of a country's figure is not noted. */
const NOTED_PERCENT = 5;

function isLeftOut(fact: Fact): boolean {
  const source = fact["source"]!;
  const name = fact["name"]!;
  return fact["lifecycle_or_direct"] === "unknown" || // Nordic file: no document
    source.startsWith("UK DESNZ") || // not re-read
    /electricitymaps?\b/.test(source) || // ODbL
    name === "EU27+1" || // the same figure as EU-27
    fact["notes"]!.startsWith("operator-specific") || // a utility's, not HK's
    name.includes("Darwin Katherine Interconnected") || // the state has its own
    name.includes("North Western Interconnected"); // the smaller of two grids
}

function zoneOf(fact: Fact): string {
  if (fact["subdivision"]) return fact["subdivision"];
  if (fact["iso2"]) return fact["iso2"];
  const name = AGGREGATES[fact["name"]!] ?? fact["name"]!;
  return name.toUpperCase().replaceAll(" ", "-");
}

/** Gives one name a zone: ours, or the name in its first row (the newest edition). */
function namesOf(facts: readonly Fact[]): Map<string, string> {
  const names = new Map(Object.entries(NAMES));
  for (const fact of facts) {
    const zone = zoneOf(fact);
    if (names.has(zone)) continue;
    names.set(zone, fact["name"]!.replace(/^eGRID subregion /, ""));
  }
  return names;
}

function grid(fact: Fact, names: ReadonlyMap<string, string>): Grid {
  const zone = zoneOf(fact);
  return row<Grid>({
    zone,
    name: names.get(zone)!,
    kind: KINDS[fact["subdivision_type"]!]!,
    iso3: text(fact["iso3"]),
    carbonIntensity: required(fact["carbon_intensity_g_per_kwh"]!),
    year: required(fact["year"]!),
    basis: fact["lifecycle_or_direct"] as Basis,
    source: byPrefix(SOURCES, fact["source"]!),
    note: noteOf(fact),
  });
}

function noteOf(fact: Fact): string | undefined {
  const note = fact["notes"]!;
  if (note.includes("assumed direct")) return "basis assumed: not stated";
  if (note.includes("2020 assumed")) return "year assumed: not stated";
  if (note.includes("old vintage")) return "no newer year in the source";
  if (note.includes("South West")) return "South West Interconnected System";
  if (fact["source"]!.startsWith("DCCEEW")) {
    return "year approximate; without losses and fuel supply";
  }
  if (fact["source"]!.startsWith("ECCC")) return "consumption intensity";
}

function byZoneThenNewest(a: Grid, b: Grid): number {
  return compare(a.zone, b.zone) || b.year - a.year ||
    BASES.indexOf(a.basis) - BASES.indexOf(b.basis) ||
    rank(a) - rank(b) || compare(a.source, b.source);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function rank(grid: Grid): number {
  const index = RANK.indexOf(grid.source);
  return index < 0 ? RANK.length : index;
}
