import { type Fact, optional, required, row, text } from "./facts.ts";
import type { Lacoste2019, LacosteHardware, LacosteRegion } from "./types.ts";

const SOURCE = "mlco2-impact";

/** The number of rows of the calculator's list, which are the first collected accelerators. */
const HARDWARE_ROWS = 48;

/** Notes on the errors of the calculator's hardware list, which are kept. */
const HARDWARE_NOTES: Record<string, string> = {
  "A100 PCIe 40/80GB": "the 80 GB card is rated 300 W",
  "A10G": "TechPowerUp's figure; the maker has 300 W",
  "AGX Xavier": "whole module with its CPU",
  "GTX 750": "wrong: the card is rated 55 W",
  "H100 NVL": "upper end of a configurable 350 to 400 W",
  "RTX 8000": "GPU alone; the board is rated 295 W",
  "Tesla K80": "board of two GPUs",
  "Tesla P100": "PCIe card; the SXM2 module is rated 300 W",
  "Tesla V100-PCIE-16GB": "wrong: swapped with the SXM2 module (250 W)",
  "Tesla V100-SXM2-16GB": "wrong: swapped with the PCIe card (300 W)",
  "TPUv2 Chip": "mean measured power with the host's share, not a TDP",
  "TPUv3 Chip": "mean measured power with the host's share, not a TDP",
};

/** Notes on unusual figures of regions, by "provider region". */
const REGION_NOTES: Record<string, string> = {
  "gcp asia-east1": "read from electricityMap one evening in July 2019",
  "gcp northamerica-northeast1":
    "changed in 2021, to the lifecycle value of hydropower",
  "gcp us-west3": "added to the file in 2021",
  "aws eu-central-1": "read from electricityMap one evening in July 2019",
  "azure centralus":
    "eGRID2016 subregion SRMW, although Des Moines lies in MROW",
  "azure westcentralus": "subregion NWPP, although Cheyenne lies in RMPA",
  "ovh gra": "added to the file in 2022",
  "ovh bhs": "added to the file in 2022",
  "scaleway fr-par": "added to the file in 2022, without a region code",
  "coreweave LGA1": "added in 2022; electricityMap mean, 2021-10 to 2022-10",
  "coreweave ORD1": "added in 2022; electricityMap mean, 2021-10 to 2022-10",
  "coreweave LAS1": "added in 2022; electricityMap mean, 2021-10 to 2022-10",
  "seeweb fro2": "added in 2024; 0 is a market-based claim, not the grid",
};

/** Gives the calculator's own figures in its order, with their errors. */
export function lacoste2019(
  accelerators: readonly Fact[],
  regions: readonly Fact[],
): Lacoste2019 {
  return {
    sources: ["lacoste-2019", SOURCE],
    hardware: accelerators.slice(0, HARDWARE_ROWS).map(hardware),
    regions: regions.filter((fact) => fact["source"] === "mlco2-impact-2019")
      .map((fact) => region(fact, originalOf(fact, regions))),
  };
}

function hardware(fact: Fact): LacosteHardware {
  return row<LacosteHardware>({
    name: fact["name"]!,
    vendor: fact["vendor"]!,
    kind: fact["kind"]!,
    watts: required(fact["tdp_watts"]!),
    note: HARDWARE_NOTES[fact["name"]!],
  });
}

function originalOf(fact: Fact, all: readonly Fact[]): Fact | undefined {
  return all.find((other) =>
    other["source"] === "mlco2-impact-2019-original-commit" &&
    other["provider"] === fact["provider"] &&
    other["region"] === fact["region"]
  );
}

function region(fact: Fact, original: Fact | undefined): LacosteRegion {
  return row<LacosteRegion>({
    provider: fact["provider"]!,
    region: fact["region"]!,
    name: fact["name"]!,
    city: text(fact["city"]),
    country: fact["country_iso2"]!,
    subdivision: text(fact["subdivision"]),
    carbonIntensity: required(fact["carbon_intensity_g_per_kwh"]!),
    offsetPercent: optional(fact["offset_percent"]!) ?? 0,
    source: SOURCE,
    year: required(fact["vintage_year"]!),
    note: REGION_NOTES[`${fact["provider"]} ${fact["region"]}`],
    original: original && {
      carbonIntensity: required(original["carbon_intensity_g_per_kwh"]!),
      year: required(original["vintage_year"]!),
    },
  });
}
