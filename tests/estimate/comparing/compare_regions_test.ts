import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  catalog,
  compareRegions,
  estimate,
  type Job,
  type RegionOptions,
  UnknownNameError,
} from "../../../mod.ts";
import { assertClose } from "../../close.ts";

const JOB: Job = {
  hardware: "A100",
  count: 8,
  hours: 24,
  provider: "gcp",
  region: "us-central1",
};

Deno.test("compareRegions() compares the regions of the job's provider, else those of all", () => {
  const providersOf = (job: Job, options: RegionOptions = {}) =>
    new Set(compareRegions(job, options).rows.map((row) => row.provider));
  assertEquals(providersOf(JOB), new Set(["gcp"]));
  const anywhere = { energyKwh: 1, country: "FR" };
  assert(providersOf(anywhere).size > 10);
  assert(!providersOf(anywhere).has(undefined), "no country among clouds");
  assertEquals(
    providersOf(JOB, { places: "countries" }),
    new Set([undefined]),
  );
  assert(providersOf(JOB, { places: "clouds" }).has("aws"));
});

Deno.test("compareRegions() has the range of each place, which is that of estimate() there", () => {
  const [there] = compareRegions(JOB, { regions: ["europe-west9"] }).rows;
  const { emissionsRangeKg } = estimate({ ...JOB, region: "europe-west9" });
  assertEquals(there?.emissionsRangeKg, emissionsRangeKg);
});

Deno.test("compareRegions() refuses places beside a provider or regions", () => {
  for (const other of [{ provider: "aws" }, { regions: ["FR"] }]) {
    assertThrows(
      () => compareRegions(JOB, { places: "clouds", ...other }),
      RangeError,
      'places cannot be given with provider or regions: current value is "clouds"',
    );
  }
});

Deno.test("compareRegions() sorts every place by what the job emits there", () => {
  const { rows } = compareRegions(JOB, { places: "everywhere" });
  for (let i = 1; i < rows.length; i++) {
    assert((rows[i - 1]?.emissionsKg ?? 0) <= (rows[i]?.emissionsKg ?? 0));
  }
  const providers = new Set(rows.map((row) => row.provider));
  for (const provider of ["gcp", "aws", "azure", undefined]) {
    assert(providers.has(provider), `${provider}`);
  }
});

Deno.test("compareRegions() prices a region as estimate() does", () => {
  for (const row of compareRegions(JOB, { basis: "direct" }).rows) {
    if (row.provider !== "gcp") continue;
    const there = estimate({
      ...JOB,
      provider: row.provider,
      region: row.region as string,
    });
    assertEquals(row.emissionsKg, there.emissionsKg, row.region);
    assertEquals(row.pue, there.pue);
  }
});

Deno.test("compareRegions() gives each ratio to the home of the job", () => {
  const { rows, own } = compareRegions(JOB, { provider: "gcp" });
  assertEquals(own?.region, "us-central1");
  assertEquals(rows.filter((row) => row.own).length, 1);
  for (const row of rows) {
    assertClose(row.ratio ?? 0, row.emissionsKg / (own?.emissionsKg ?? 1));
  }
});

Deno.test("compareRegions() of a provider lists all its regions, with Google's CFE", () => {
  const { rows, apart } = compareRegions(JOB, { provider: "gcp" });
  const listed = catalog.regions.list().filter((r) => r.provider === "gcp");
  assertEquals(rows.length + apart.length, listed.length);
  const iowa = rows.find((row) => row.region === "us-central1");
  assertEquals(iowa?.cfePercent, 87); // Google's file for 2024
});

Deno.test("compareRegions() lists every country with its newest figure", () => {
  const { rows } = compareRegions(JOB, { places: "countries" });
  const france = rows.find((row) => row.name === "France");
  assertEquals(france?.carbonIntensity, 41.5); // Ember, 2025
  assertEquals(france?.year, 2025);
  const countries = rows.filter((row) => row.provider === undefined);
  assertEquals(
    new Set(countries.map((row) => row.country)).size,
    countries.length,
  );
});

Deno.test("compareRegions() keeps the PUE of the job in a country", () => {
  const { rows, own } = compareRegions(JOB, { regions: ["FR", "us-central1"] });
  assertEquals(rows.map((row) => row.pue), [own?.pue, own?.pue]);
});

Deno.test("compareRegions() applies the user's own PUE everywhere", () => {
  const { rows } = compareRegions({ ...JOB, pue: 1.3 });
  assert(rows.every((row) => row.pue === 1.3));
});

Deno.test("compareRegions() applies the user's own figures at home, with their sources", () => {
  const { own, rows } = compareRegions({
    ...JOB,
    carbonIntensity: 500,
    pue: 1.5,
  }, { basis: "direct" });
  assertEquals(own?.carbonIntensity, 500);
  assertEquals(own?.ratio, 1);
  assertEquals(own?.basis, undefined);
  assertEquals(own?.sources.map((s) => s.source), [
    "given by the user",
    "given by the user",
  ]);
  assertEquals(rows.find((row) => row.own), own);
  const belgium = rows.find((row) => row.region === "europe-west1");
  assertEquals(belgium?.carbonIntensity, 103.37); // Google 2024
  assertEquals(belgium?.sources[1]?.source, "given by the user");
});

Deno.test("compareRegions() lists a place once that is named twice", () => {
  const { rows } = compareRegions(JOB, { regions: ["FR", "France", "fra"] });
  assertEquals(rows.length, 1);
});

Deno.test("compareRegions() ranks by one basis, whichever places are asked for", () => {
  const jobs: Job[] = [
    JOB,
    { ...JOB, provider: "aws", region: "us-east-1" },
    { ...JOB, provider: "alibaba", region: "cn-beijing" },
    { hardware: "A100", hours: 1, country: "US", subdivision: "California" },
    { hardware: "A100", hours: 1 },
    { energyKwh: 5, country: "France" },
  ];
  const asked: RegionOptions[] = [
    {},
    { provider: "gcp" },
    { provider: "aws" },
    { regions: ["FR", "gcp/us-central1", "aws/ca-central-1", "World"] },
    { dataset: "lacoste-2019" },
  ];
  for (const job of jobs) {
    for (const options of asked) {
      if (options.dataset && job.country !== undefined) continue;
      if (options.dataset && job.provider === "alibaba") continue;
      const { bases, rows, own } = compareRegions(job, options);
      assertEquals(bases.length, 1);
      assert(rows.every(({ basis }) => basis === bases[0]));
      assert(own === undefined || own.basis === bases[0]);
      assert(rows.every(({ emissionsKg }) => emissionsKg > 0));
    }
  }
});

Deno.test("compareRegions() lists places without a figure of the basis apart", () => {
  const { rows, apart, bases } = compareRegions(JOB, {
    regions: ["CA-QC", "World", "europe-west1"],
  });
  assertEquals(bases, ["direct"]); // Google's own figures are
  assertEquals(rows.map((row) => row.name), ["Quebec", "Belgium"]);
  assertEquals(apart.map((place) => place.name), ["World"]);
  assertEquals(apart[0]?.why, "no direct figure");
});

Deno.test("compareRegions() gives two providers in one city one figure, or says why not", () => {
  for (const basis of ["direct", "lifecycle"] as const) {
    const { rows } = compareRegions(JOB, { basis, places: "clouds" });
    const cityOf = (row: typeof rows[number]) =>
      catalog.regions.list().find((r) =>
        r.provider === row.provider && r.region === row.region
      )?.city;
    // The city of some regions is not published.
    const cloud = rows.filter((row) => cityOf(row) !== undefined);
    const cities = Map.groupBy(cloud, (row) => `${row.country} ${cityOf(row)}`);
    for (const [city, there] of cities) {
      const figures = new Set(there.map((row) => row.carbonIntensity));
      const silent = there.filter((row) => row.differs === undefined);
      assert(figures.size === 1 || silent.length === 0, city);
    }
    // Google's own figure for Stockholm, and Sweden's grid for the others
    const stockholm = rows.find((row) => row.region === "europe-north2");
    assertEquals(stockholm?.differs !== undefined, basis === "direct");
  }
});

Deno.test("no place has a figure of 0: it would be rounded, or a claim", () => {
  const { rows } = compareRegions({ energyKwh: 100 });
  const [first] = rows;
  assert((first?.emissionsKg ?? 0) > 1, first?.name);
  // Ember rounds the hydropower of the Central African Republic to 0; IPCC's median is 24 g.
  const there = estimate({ energyKwh: 100, country: "CF" });
  assert(there.carbonIntensity > 20);
  const [low, high] = there.emissionsRangeKg;
  assert(0 < low && low < high);
  for (const grid of catalog.grids.list()) {
    assert(grid.basis !== "lifecycle" || grid.carbonIntensity > 0, grid.name);
  }
});

Deno.test("compareRegions() can use one basis for all places", () => {
  for (const basis of ["direct", "lifecycle"] as const) {
    const { bases, rows } = compareRegions(JOB, { basis });
    assertEquals(bases, [basis]);
    assert(rows.length > 30, `${basis} ${rows.length}`);
  }
});

Deno.test("compareRegions() takes places by code, provider/code and country", () => {
  const { rows } = compareRegions(JOB, {
    regions: ["europe-west9", "aws/eu-west-3", "Norway", "DE"],
  });
  assertEquals(
    rows.map((row) => row.region ?? row.country).sort(),
    ["DE", "NO", "eu-west-3", "europe-west9"],
  );
});

Deno.test("compareRegions() takes parts of countries and the world, if named", () => {
  const figures = (name: string) =>
    compareRegions(JOB, { regions: [name] }).rows.map((r) => r.carbonIntensity);
  const world = catalog.grids.get("World").carbonIntensity; // Ember's newest
  assertEquals([figures("CA-QC"), figures("World")], [[2.6], [world]]); // ECCC
});

Deno.test("compareRegions() works for a job without a place", () => {
  const { rows, own } = compareRegions({ hardware: "T4", hours: 1 });
  assertEquals(own, undefined);
  assert(rows.every((row) => row.ratio === undefined && !row.own));
});

Deno.test("compareRegions() takes the provider of the place from a machine type", () => {
  const { own } = compareRegions({
    instance: "p4d.24xlarge",
    hours: 1,
    region: "us-east-1",
  });
  assertEquals(own?.provider, "aws");
});

Deno.test("compareRegions() with one basis uses it for the home of the job too", () => {
  // Iowa by the country's lifecycle figure: no subregion has one. Ember 2024: 383.55 g, or an
  // earlier lifecycle figure of Google's own.
  const { own, rows } = compareRegions(JOB, { basis: "lifecycle" });
  assertEquals(own?.basis, "lifecycle");
  assertEquals(own, rows.find((row) => row.own));
});

Deno.test("compareRegions() has no ratio if the home emits nothing", () => {
  // The calculator lists the Italian data centre with 0 g.
  const claimed = compareRegions(
    { hardware: "T4", hours: 1, provider: "seeweb", region: "fro2" },
    { dataset: "lacoste-2019" },
  );
  const own = compareRegions({ ...JOB, carbonIntensity: 0 });
  assertEquals(own.own?.emissionsKg, 0);
  for (const { rows } of [claimed, own]) {
    assert(rows.every((row) => row.own || row.ratio === undefined));
  }
});

Deno.test("compareRegions() refuses options that do not fit, naming field, wanted and given", () => {
  const refused = (options: unknown, says: string) =>
    assertThrows(
      () => compareRegions(JOB, options as RegionOptions),
      Error,
      says,
    );
  refused(
    { povider: "gcp" },
    'unknown key "povider" (did you mean "provider"?)',
  );
  refused({ basis: "x" }, 'basis must be "direct"');
  refused({ regions: "us-central1" }, "regions must be a list");
  refused({ regions: [5] }, "regions.0 must be a code or name");
  refused({ provider: 5 }, "provider must be a name");
  refused(null, "must be an object of options");
  refused({ provider: "huggingface" }, "have no place with");
  refused(
    { dataset: "lacoste-2019", basis: "lifecycle" },
    "have no place with",
  );
  assertThrows(
    () => compareRegions(null as unknown as Job),
    TypeError,
    "the job",
  );
});

Deno.test("compareRegions() refuses unknown providers and places", () => {
  assertThrows(
    () => compareRegions(JOB, { provider: "gpc" }),
    UnknownNameError,
    "gcp",
  );
  assertThrows(
    () => compareRegions(JOB, { regions: ["us-central9"] }),
    UnknownNameError,
    "us-central1",
  );
});
