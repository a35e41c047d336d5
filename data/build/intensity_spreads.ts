import { distinct, rms, sd } from "./statistics.ts";
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
    intensityWorld(tables),
    intensityUser(tables),
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

function intensityCountry(tables: Tables): Spread {
  const { logs, source } = againstGoogle(
    tables,
    ({ kind, source }) => kind === "country" && source === "ember-2025",
  );
  return {
    id: "intensity-country",
    what: "intensity of a region, that of its country used",
    medianFactor: 1,
    sigma: rms(logs),
    n: logs.length,
    method: "rms(ln(newest Ember figure of the country / Google 2024)), both " +
      "above 10 g",
    source,
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
  const countries = grids.filter(({ kind, carbonIntensity }) =>
    kind === "country" && isEnough(carbonIntensity)
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
      "above 10 g",
    source: ["ember-2025", "owid-energy-2024"],
  };
}
