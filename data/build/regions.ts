import { ADDED_REGIONS } from "./added/regions.ts";
import { type Fact, optional, required, row, text } from "./facts.ts";
import type { Region, RegionIntensity, Share, YearValue } from "./types.ts";

const GSF = "gsf-real-time-cloud-1.1";

/** Years whose figures Google called lifecycle. */
const LAST_LIFECYCLE_YEAR = 2020;

/** Maps parts of the collection's notes that a user should know to our words. */
const NOTES: readonly [RegExp, string][] = [
  [/opening not confirmed/, "opening not confirmed"],
  [/announced/, "announced"],
  [/not generally listed/, "not on the provider's public list"],
  [/legacy region code/, "former region code"],
  [
    /region code and opening \(2026\) not in the sources/,
    "code and opening not confirmed",
  ],
];

/** Notes on figures of regions that need an explanation. */
const REGION_NOTES: Record<string, string> = {
  "gcp europe-west3": "413 g of 2022 stands out between 2021 and 2023",
  "seeweb fro2": "operator claims carbon-free energy",
};

/** AWS's fleet average of 2023, with which the table of 2024 fills gaps. */
const AWS_FLEET_WUE_2023 = 0.18;

/** Gives every region in operation or announced, in the order of the collection. */
export function regions(facts: readonly Fact[]): Region[] {
  const all = Map.groupBy(facts, keyOf);
  const collected = [...all].filter(([key, rows]) =>
    key === "seeweb fro2" || rows.some(isJoin)
  ).map(([key, rows]) => region(key, rows));
  return [...collected, ...ADDED_REGIONS];
}

function keyOf(fact: Fact): string {
  return `${fact["provider"]} ${fact["region"]}`;
}

/** Says whether a fact joins a region to a grid; there is one for each area. */
function isJoin(fact: Fact): boolean {
  return /^(subregion|subdivision|country)-join/.test(fact["source"]!);
}

function region(key: string, facts: readonly Fact[]): Region {
  const place = facts.find(isJoin) ?? facts[0]!;
  return row<Region>({
    provider: place["provider"]!,
    region: place["region"]!,
    name: place["name"]!,
    city: text(place["city"]),
    country: place["country_iso2"]!,
    subdivision: text(place["subdivision"]),
    latitude: optional(place["latitude"]!),
    longitude: optional(place["longitude"]!),
    intensities: googleIntensities(facts),
    grids: gridsOf(facts),
    cfe: cfeOf(facts),
    pue: puesOf(facts),
    wue: wueOf(facts),
    matching: matchingOf(facts),
    confidence: place["notes"]!.includes("from memory") ? "medium" : undefined,
    note: noteOf(key, facts),
  });
}

function googleRows(facts: readonly Fact[]): Fact[] {
  return facts.filter((fact) =>
    fact["source"]!.startsWith("gcp-region-carbon-info-")
  ).sort(newestFirst);
}

function newestFirst(a: Fact, b: Fact): number {
  return Number(b["vintage_year"]) - Number(a["vintage_year"]);
}

function googleIntensities(facts: readonly Fact[]): RegionIntensity[] {
  return googleRows(facts)
    .filter((fact) => fact["carbon_intensity_g_per_kwh"] !== "")
    .map((fact) => {
      const year = Number(fact["vintage_year"]);
      return {
        carbonIntensity: required(fact["carbon_intensity_g_per_kwh"]!),
        year,
        basis: year <= LAST_LIFECYCLE_YEAR ? "lifecycle" : "direct",
        source: `google-region-carbon-${year}`,
      };
    });
}

function gridsOf(facts: readonly Fact[]): string[] {
  const code = (join: string) => {
    const fact = facts.find((fact) =>
      fact["source"]!.startsWith(`${join}-join`)
    );
    return fact?.["source"]?.split(" ").at(-1);
  };
  const subregion = code("subregion");
  const nearest = subregion ? `US-EGRID-${subregion}` : code("subdivision");
  return [...(nearest ? [nearest] : []), facts[0]!["country_iso2"]!];
}

function cfeOf(facts: readonly Fact[]): Share | undefined {
  const newest = googleRows(facts).find((fact) => fact["cfe_percent"] !== "");
  return newest && {
    percent: required(newest["cfe_percent"]!),
    year: Number(newest["vintage_year"]),
    source: `google-region-carbon-${newest["vintage_year"]}`,
  };
}

/** Gives the PUEs that the provider published for this region alone, newest first. */
function puesOf(facts: readonly Fact[]): YearValue[] {
  const pues = new Map<number, YearValue>();
  for (const fact of facts) {
    const year = fact["pue_source"]!.match(
      /^(?:AWS|Microsoft|Google) (\d{4}), via GSF/,
    )?.[1];
    const own = keyOf(fact) === "seeweb fro2" && fact["pue"] !== "";
    if (!year && !own) continue;
    const source = own ? "mlco2-impact" : GSF;
    const published = Number(year ?? fact["vintage_year"]);
    const value = required(fact["pue"]!);
    pues.set(published, { value, year: published, source });
  }
  return [...pues.values()].sort((a, b) => b.year - a.year);
}

function gsfRows(facts: readonly Fact[]): Fact[] {
  return facts.filter((fact) => fact["source"] === "gsf-real-time-cloud-v1.1")
    .sort(newestFirst);
}

/** Gives the newest water usage of the region itself, not of the fleet. */
function wueOf(facts: readonly Fact[]): YearValue | undefined {
  for (const fact of gsfRows(facts)) {
    const litres = fact["notes"]!.match(/WUE ([\d.]+) L\/kWh(?! \(AWS fleet)/);
    if (!litres) continue;
    const value = Number(litres[1]);
    if (fact["provider"] === "aws" && value === AWS_FLEET_WUE_2023) continue;
    return { value, year: Number(fact["vintage_year"]), source: GSF };
  }
}

/** Gives the newest annual matching, with the year for which the provider stated it. */
function matchingOf(facts: readonly Fact[]): Share | undefined {
  const newest = gsfRows(facts).find((fact) =>
    fact["offset_percent"] !== "" &&
    !/carried forward/.test(fact["notes"]!)
  );
  return newest && {
    percent: required(newest["offset_percent"]!),
    year: Number(newest["vintage_year"]),
    source: GSF,
  };
}

function noteOf(key: string, facts: readonly Fact[]): string | undefined {
  const collected = facts.filter(isJoin).map((fact) => fact["notes"]!)
    .join("; ");
  const parts = NOTES.filter(([part]) => part.test(collected))
    .map(([, words]) => words);
  const design = gsfRows(facts).some((fact) =>
    fact["notes"]!.includes("design values")
  );
  if (design) parts.push("PUE and WUE of 2022 may be design values");
  if (REGION_NOTES[key]) parts.push(REGION_NOTES[key]);
  return text(parts.join("; "));
}
