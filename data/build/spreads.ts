import type {
  Accelerator,
  Grid,
  MeasuredPower,
  PowerModel,
  Provider,
  Region,
  Spread,
} from "./types.ts";

export interface Tables {
  accelerators: readonly Accelerator[];
  grids: readonly Grid[];
  measuredPower: readonly MeasuredPower[];
  powerModels: readonly PowerModel[];
  providers: readonly Provider[];
  regions: readonly Region[];
}

/** Normal deviate of the 95th percentile: a 90 % interval is ±Z90 sigmas. */
const Z90 = 1.6449;

/** 95th percentile of Student's t with 27 degrees of freedom. */
const T95_27 = 1.7033;

/** Below this, ratios of intensities say nothing about an estimate. */
const MIN_INTENSITY = 10;

const mean = (xs: readonly number[]) =>
  xs.reduce((sum, x) => sum + x, 0) / xs.length;

/** Around the sample's own mean. */
function sd(xs: readonly number[]): number {
  const centre = mean(xs);
  const squares = xs.map((x) => (x - centre) ** 2);
  return Math.sqrt(squares.reduce((sum, x) => sum + x, 0) / (xs.length - 1));
}

/** Around zero: for ratios whose median is taken as 1. */
const rms = (xs: readonly number[]) => Math.sqrt(mean(xs.map((x) => x ** 2)));

const round4 = (x: number) => Number(x.toPrecision(4));

/** Log-normal spreads of an estimate's inputs, computed from the tables. */
export function spreads(tables: Tables): Spread[] {
  return [
    acceleratorLoad(tables),
    acceleratorShare(tables),
    acceleratorRating(tables),
    cpuLoad(),
    vcpuModel(tables),
    memoryModel(tables),
    pueRegion(tables),
    pueFleet(tables),
    pueUnknown(tables),
    pueIndustry(tables),
    pueUser(),
    intensityProvider(tables),
    intensitySubregion(tables),
    intensityCountry(tables),
    intensityWorld(tables),
    intensityUser(tables),
  ].map((spread) => ({
    ...spread,
    medianFactor: round4(spread.medianFactor),
    sigma: round4(spread.sigma),
  }));
}

function logRatios(rows: readonly MeasuredPower[]): number[] {
  return rows.map((row) => Math.log(row.measuredWatts / row.tdpWatts));
}

function acceleratorLoad({ measuredPower }: Tables): Spread {
  const logs = logRatios(measuredPower);
  const n = logs.length;
  if (n !== 28) throw new RangeError(`Cannot use t(27): ${n} ratios, not 28`);
  return {
    id: "accelerator-load",
    what: "mean power of a job over its TDP, load unknown",
    medianFactor: Math.exp(mean(logs)),
    sigma: sd(logs) * Math.sqrt(1 + 1 / n) * T95_27 / Z90,
    n,
    method: "exp(mean ln r) and sd(ln r) * sqrt(1 + 1/n) * t(0.95, n-1) / " +
      "1.6449, r = measured / rated W of all rows of measured_power",
    source: distinct(measuredPower.map((row) => row.source)),
  };
}

function acceleratorShare({ measuredPower }: Tables): Spread {
  const rows = measuredPower.filter((row) => row.scope === "system share");
  return {
    id: "accelerator-share",
    what: "mean power of a job, its share of TDP given by the user",
    medianFactor: 1,
    sigma: sd(logRatios(rows)),
    n: rows.length,
    method: "sd(ln r), r = measured / rated W of the system-share rows",
    source: distinct(rows.map((row) => row.source)),
  };
}

/** Errors and figures that are no rating do not widen the rating. */
function acceleratorRating({ accelerators }: Tables): Spread {
  const rated = accelerators.map((device) =>
    device.power.filter((figure) =>
      !figure.note?.startsWith("Wrong") && !/mean|estimate/.test(figure.basis)
    )
  ).filter((figures) =>
    new Set(figures.map((figure) => figure.source)).size > 1
  );
  const logs = rated.flatMap(([first, ...others]) =>
    others.map((figure) => Math.log(figure.watts / first!.watts))
  );
  return {
    id: "accelerator-rating",
    what: "rated power of a device, between sources",
    medianFactor: 1,
    sigma: rms(logs),
    n: logs.length,
    method: `rms(ln(W / first W)) over ${rated.length} devices with two ` +
      "sources or more; errors, means and estimates excluded",
    source: distinct(rated.flat().map((figure) => figure.source)),
  };
}

/** Model (TDP × load) over RAPL, from codecarbon's load profiles of 2025. */
const CPU_MODEL_OVER_MEASURED = [
  1.20,
  1.11,
  0.85,
  0.77,
  1.63,
  1.14,
  1.38,
  1.63,
];

function cpuLoad(): Spread {
  const logs = CPU_MODEL_OVER_MEASURED.map(Math.log);
  return {
    id: "cpu-load",
    what: "CPU power over TDP times load",
    medianFactor: Math.exp(-mean(logs)),
    sigma: sd(logs),
    n: logs.length,
    method: "exp(-mean ln q) and sd(ln q), q = TDP * load / RAPL energy of 4 " +
      "machines under 2 kinds of load, 0 to 100 %",
    source: ["codecarbon-3.3"],
  };
}

function vcpuModel({ powerModels }: Tables): Spread {
  const newest = new Map<string, PowerModel>();
  for (const model of powerModels) {
    const { architecture } = model;
    // Gravitons have no figure of their own: `note` says what was assumed
    if (model.component !== "vcpu" || architecture === "unknown") continue;
    if (model.note) continue;
    const known = newest.get(architecture!);
    if (!known || model.year > known.year) newest.set(architecture!, model);
  }
  const models = [...newest.values()];
  return {
    id: "vcpu-model",
    what: "power of a vCPU whose architecture is unknown",
    medianFactor: 1,
    sigma: sd(models.map((model) => Math.log(model.maxWatts!))),
    n: models.length,
    method: "sd(ln maxWatts) over architectures, newest figure of each; " +
      "averages and assumed figures excluded",
    source: distinct(models.map((model) => model.source)),
  };
}

function memoryModel({ powerModels }: Tables): Spread {
  const models = powerModels.filter((model) => model.unit === "W/GB");
  return {
    id: "memory-model",
    what: "power of memory per GB",
    medianFactor: 1,
    sigma: sd(models.map((model) => Math.log(model.value!))),
    n: models.length,
    method: "sd(ln(W/GB)) over the models in power_models; few, and akin",
    source: distinct(models.map((model) => model.source)),
  };
}

function pueRegion({ regions }: Tables): Spread {
  const logs = regions.flatMap(({ pue }) =>
    consecutive(pue).map(([newer, older]) =>
      Math.log(newer.value / older.value)
    )
  );
  return {
    id: "pue-region",
    what: "PUE of a region, from one year to the next",
    medianFactor: 1,
    sigma: sd(logs),
    n: logs.length,
    method: "sd(ln(PUE of year t / PUE of year t-1)), same region",
    source: ["gsf-real-time-cloud-1.1"],
  };
}

/** Pairs of neighbours, newest first, that lie one year apart. */
function consecutive<T extends { year: number }>(
  values: readonly T[],
): [T, T][] {
  return values.slice(1).map((older, i): [T, T] => [values[i]!, older])
    .filter(([newer, older]) => newer.year === older.year + 1);
}

function fleetPues({ providers }: Tables, name: string): Fact[] {
  const facts = providers.find(({ provider }) => provider === name)!.facts;
  const all = facts.filter(({ metric }) => metric === "pue");
  // The default comes first; regional scopes and others' defaults are no fleet
  return all.filter((fact) =>
    fact.source === all[0]!.source && fact.scope === all[0]!.scope
  );
}

type Fact = Provider["facts"][number];

function pueFleet(tables: Tables): Spread {
  const seen = new Set<string>();
  const logs = tables.regions.flatMap(({ provider, pue }) =>
    pue.filter(({ source }) => source === "gsf-real-time-cloud-1.1").map(
      ({ value, year }) => {
        const fleet = nearest(fleetPues(tables, provider), year);
        seen.add(fleet.source);
        return Math.log(value / fleet.value);
      },
    )
  );
  return {
    id: "pue-fleet",
    what: "PUE of a region, the provider's fleet average given",
    medianFactor: 1,
    sigma: sd(logs),
    n: logs.length,
    method: "sd(ln(region's PUE / fleet PUE of the same or nearest year))",
    source: ["gsf-real-time-cloud-1.1", ...[...seen].sort()],
  };
}

function nearest(facts: readonly Fact[], year: number): Fact {
  return facts.toSorted((a, b) =>
    Math.abs(a.year - year) - Math.abs(b.year - year)
  )[0]!;
}

function industryPue(tables: Tables): Fact {
  return fleetPues(tables, "industry")[0]!;
}

function pueUnknown(tables: Tables): Spread {
  const industry = industryPue(tables);
  return {
    id: "pue-unknown",
    what: "PUE where neither a provider nor a PUE is given and 1 is used",
    medianFactor: Math.sqrt(industry.value),
    sigma: Math.log(industry.value) / (2 * Z90),
    n: 1,
    method: "sqrt(P) and ln(P) / (2 * 1.6449), so that the 90 % interval is " +
      `1 to P, P = ${industry.value}, the industry average of ${industry.year}`,
    source: [industry.source],
  };
}

function pueIndustry(tables: Tables): Spread {
  const industry = industryPue(tables);
  const newest = [
    ...tables.regions.flatMap(({ pue }) => pue.slice(0, 1)),
    ...tables.providers.filter(({ provider }) => provider !== "industry")
      .flatMap(({ provider }) => fleetPues(tables, provider).slice(0, 1))
      // What a tool assumes of a provider is no observation
      .filter(({ confidence }) => confidence !== "low"),
  ];
  return {
    id: "pue-industry",
    what: "PUE of a provider that publishes none, industry average used",
    medianFactor: 1,
    sigma: rms(newest.map(({ value }) => Math.log(value / industry.value))),
    n: newest.length,
    method: "rms(ln(PUE / P)) over the newest PUE of each region and provider" +
      `, P = ${industry.value}, the industry average of ${industry.year}`,
    source: distinct([...newest, industry].map(({ source }) => source)),
  };
}

function pueUser(): Spread {
  return {
    id: "pue-user",
    what: "PUE given by the user",
    medianFactor: 1,
    sigma: 0.005 / 1.2 / Math.sqrt(3),
    n: 0,
    method: "rounding to two decimals: uniform within 0.005 at a PUE of 1.2, " +
      "0.005 / 1.2 / sqrt(3)",
    source: [],
  };
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

/** ln(newest grid figure of a kind / Google 2024), both above 10 g. */
function againstGoogle(
  { grids, regions }: Tables,
  isWanted: (grid: Grid) => boolean,
): { logs: number[]; source: string[] } {
  const pairs = regions.flatMap((region) => {
    const google = region.intensities.find(({ year }) => year === 2024);
    // Newest first within a zone
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
  const logs = ember.filter(({ kind, carbonIntensity }) =>
    kind === "country" && carbonIntensity > 0
  ).map(({ carbonIntensity }) =>
    Math.log(carbonIntensity / world.carbonIntensity)
  );
  return {
    id: "intensity-world",
    what: "intensity of an unknown country, the world's average used",
    medianFactor: 1,
    sigma: rms(logs),
    n: logs.length,
    method: "rms(ln(country / WORLD)), newest Ember figures above 0",
    source: ["ember-2025"],
  };
}

/** How far one publication of a figure lies from another. */
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

function distinct(keys: readonly string[]): string[] {
  return [...new Set(keys)];
}
