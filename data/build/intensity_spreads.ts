import { distinct, mean, rms, sd, Z90 } from "./statistics.ts";
import type { Grid, Region, Spread } from "./types.ts";
import { consecutive } from "./years.ts";

interface Tables {
  grids: readonly Grid[];
  regions: readonly Region[];
}

/** The least intensity, in g/kWh; ratios of smaller ones say nothing about an estimate. */
const MIN_INTENSITY = 10;

/** Computes how far the intensity of a place differs from the figure used for it. */
export function intensitySpreads(tables: Tables): Spread[] {
  return [
    intensityProvider(tables),
    intensitySubregion(tables),
    intensityCountry(tables),
    intensityBasis(tables),
    intensityClean(tables),
    intensityWorld(tables),
    intensityUser(tables),
    INTENSITY_FORECAST,
  ];
}

function intensityProvider({ regions }: Tables): Spread {
  const logs = regions.flatMap(({ intensities }) =>
    consecutive(intensities.filter(({ year }) => year >= 2021))
      .map((pair) => pair.map(({ carbonIntensity }) => carbonIntensity))
      .filter((pair) => pair.every(isEnough))
      .map(([newer, older]) => Math.log(newer! / older!))
  );
  return {
    id: "intensity-provider",
    what: "intensity of a region as its provider states it, next year",
    medianFactor: 1,
    sigma: sd(logs),
    n: logs.length,
    method: "sd(ln(g of year t / g of year t-1)), Google's regions 2021 to " +
      "2024, both above 10 g",
    source: [2024, 2023, 2022, 2021].map((y) => `google-region-carbon-${y}`),
  };
}

const isEnough = (intensity: number) => intensity > MIN_INTENSITY;

/** Gives ln(newest grid figure of a kind / Google 2024), both above 10 g. */
function againstGoogle(
  { grids, regions }: Tables,
  isWanted: (grid: Grid) => boolean,
): { logs: number[]; source: string[] } {
  const pairs = regions.flatMap((region) => {
    const google = region.intensities.find(({ year }) => year === 2024);
    // Grids are sorted newest first within a zone.
    const grid = grids.find((row) =>
      region.grids.includes(row.zone) && isWanted(row)
    );
    if (!google || !grid) return [];
    const intensities = [grid.carbonIntensity, google.carbonIntensity];
    return intensities.every(isEnough) ? [{ grid, google }] : [];
  });
  return {
    logs: pairs.map(({ grid, google }) =>
      Math.log(grid.carbonIntensity / google.carbonIntensity)
    ),
    source: distinct([
      ...pairs.map(({ grid }) => grid.source),
      "google-region-carbon-2024",
    ]),
  };
}

function intensitySubregion(tables: Tables): Spread {
  const { logs, source } = againstGoogle(
    tables,
    ({ kind }) => kind === "egrid-subregion" || kind === "subdivision",
  );
  return {
    id: "intensity-subregion",
    what: "intensity of a region, that of its subregion or province used",
    medianFactor: 1,
    sigma: rms(logs),
    n: logs.length,
    method: "rms(ln(newest subregion or province / Google 2024)), both " +
      "above 10 g",
    source,
  };
}

/** Compares national lifecycle figures with Google's direct ones of the same year. */
function nationalAgainstGoogle(tables: Tables) {
  return againstGoogle(
    tables,
    ({ kind, source, year }) =>
      kind === "country" && source === "ember-2025" && year === 2024,
  );
}

function intensityCountry(tables: Tables): Spread {
  const { logs, source } = nationalAgainstGoogle(tables);
  return {
    id: "intensity-country",
    what: "intensity of a region, that of its country used, on one basis",
    medianFactor: 1,
    sigma: sd(logs),
    n: logs.length,
    method: "sd(ln(Ember 2024 of the country / Google 2024)), both above 10 " +
      "g, about their mean, which is the gap between the bases",
    source,
  };
}

/** The gap between a lifecycle and a direct figure of one place. */
function intensityBasis(tables: Tables): Spread {
  const { logs, source } = nationalAgainstGoogle(tables);
  const gap = mean(logs);
  return {
    id: "intensity-basis",
    what: "lifecycle over direct intensity of a place",
    medianFactor: Math.exp(gap),
    sigma: gap / Z90,
    n: logs.length,
    method: "exp(g) and g / 1.6449, so that the 90 % interval is from none " +
      "to twice the gap, g = mean(ln(Ember 2024 / Google 2024)), both above " +
      "10 g",
    source,
  };
}

/** Clean grids change by a multiple where others change by a part. */
function intensityClean({ grids, regions }: Tables): Spread {
  const quebec =
    grids.find((row) => row.zone === "CA-QC" && row.source === "eccc-2026")!
      .carbonIntensity;
  const montreal = regions
    .find(({ region }) => region === "northamerica-northeast1")!;
  const [g2024, g2023] = [2024, 2023].map((year) =>
    montreal.intensities.find((row) => row.year === year)!.carbonIntensity
  );
  const logs = [quebec / g2024!, g2023! / g2024!].map(Math.log);
  return {
    id: "intensity-clean",
    what: "intensity of 10 g or less",
    medianFactor: 1,
    sigma: rms(logs),
    n: logs.length,
    method: "rms(ln(other / Google 2024)) of Montreal, other = Google 2023 " +
      "and Quebec by ECCC",
    source: [
      "google-region-carbon-2024",
      "google-region-carbon-2023",
      "eccc-2026",
    ],
  };
}

function intensityWorld({ grids }: Tables): Spread {
  const ember = grids.filter(({ source }) => source === "ember-2025");
  const world = ember.find(({ zone }) => zone === "WORLD")!;
  const logs = ember.filter(({ kind }) => kind === "country").map((
    { carbonIntensity },
  ) => Math.log(carbonIntensity / world.carbonIntensity));
  return {
    id: "intensity-world",
    what: "intensity of an unknown country, the world's average used",
    medianFactor: 1,
    sigma: rms(logs),
    n: logs.length,
    method: "rms(ln(country / WORLD)), newest Ember figures",
    source: ["ember-2025"],
  };
}

/** Computes how far one publication of a figure differs from another. */
function intensityUser({ grids }: Tables): Spread {
  // A rounded figure of a tiny grid says nothing about those that people give.
  const countries = grids.filter(({ kind, carbonIntensity, note }) =>
    kind === "country" && isEnough(carbonIntensity) &&
    !note?.startsWith("rounded")
  );
  const owid = new Map(
    countries.filter(({ source }) => source === "owid-energy-2024")
      .map(({ zone, year, carbonIntensity }) => [
        `${zone} ${year}`,
        carbonIntensity,
      ]),
  );
  const logs = countries.filter(({ source }) => source === "ember-2025")
    .flatMap(({ zone, year, carbonIntensity }) => {
      const other = owid.get(`${zone} ${year}`);
      return other ? [Math.log(carbonIntensity / other)] : [];
    });
  return {
    id: "intensity-user",
    what: "intensity given by the user: revision of a published figure",
    medianFactor: 1,
    sigma: sd(logs),
    n: logs.length,
    method: "sd(ln(Ember 2025 / OWID 2024)), same country and year, both " +
      "above 10 g and of grids large enough for two decimals",
    source: ["ember-2025", "owid-energy-2024"],
  };
}

/** The mean absolute error of forecasts over 214 grids, as a share. */
const FORECAST_ERROR = 0.1582;

/** The mean absolute value of a normal error is its deviation times sqrt(2 / pi). */
const INTENSITY_FORECAST: Spread = {
  id: "intensity-forecast",
  what: "intensity of an hour over its forecast of days ahead",
  medianFactor: 1,
  sigma: FORECAST_ERROR * Math.sqrt(Math.PI / 2),
  n: 214,
  method: "m * sqrt(pi / 2), m = 0.1582, the mean absolute error over 214 " +
    "grids, as a share",
  source: ["carbonx-2025"],
};
