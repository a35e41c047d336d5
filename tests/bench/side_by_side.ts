/**
 * Times the same 10,000 estimates by carboncell, CodeCarbon and Impact Framework in one run:
 *
 *     deno run -A tests/bench/side_by_side.ts
 *
 * The first run makes a Python environment in `.venv-bench` and installs CodeCarbon there.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { estimate, type Job } from "../../mod.ts";
import { codecarbonPython } from "./peers_python.ts";
import {
  type FrameworkRound,
  startImpactFramework,
} from "./impact_framework.ts";
import { median } from "./median.ts";
import { Opponent } from "./opponent.ts";
import { say, sayTable } from "./say.ts";

const COUNT = 10_000;
const ROUNDS = 5;
const KW = 1000;

// The tables of both tools have these regions and countries.
// deno-fmt-ignore
const REGIONS = [
  "asia-east1", "asia-south1", "asia-southeast1", "australia-southeast1",
  "europe-north1", "europe-west1", "europe-west4", "europe-west9",
  "northamerica-northeast1", "southamerica-east1", "us-central1", "us-west1",
];
// deno-fmt-ignore
const COUNTRIES = [
  "AUS", "BRA", "CHN", "DEU", "ESP", "FRA", "GBR", "IND", "JPN", "NOR", "POL", "ZAF",
];

/** An amount of energy and its place. */
interface Use {
  readonly energyKwh: number;
  readonly region: string;
  readonly country: string;
}

const uses = Array.from({ length: COUNT }, (_, i): Use => ({
  energyKwh: (i + 1) / 7,
  region: REGIONS[i % REGIONS.length] as string,
  country: COUNTRIES[i % COUNTRIES.length] as string,
}));

/** Gives a job at 1 kW without overhead, so that its hours equal its kWh. */
function jobOf({ energyKwh }: Use, place: Partial<Job>): Job {
  return {
    hardware: { name: "1 kW", tdpWatts: KW },
    hours: energyKwh,
    pue: 1,
    ...place,
  };
}

const cloudJobs = uses.map((use) =>
  jobOf(use, { provider: "gcp", region: use.region })
);
const countryJobs = uses.map((use) => jobOf(use, { country: use.country }));

/** Gives carboncell's intensities, for tools that look nothing up. */
function intensitiesOf(jobs: readonly Job[]): ReadonlyMap<string, number> {
  return new Map(
    jobs.map((job) => [
      (job.region ?? job.country) as string,
      estimate(job).carbonIntensity,
    ]),
  );
}

/** The time of one tool for one round, and its answer. */
interface Round {
  readonly seconds: number;
  readonly kg: number;
}

function timed(compute: () => number): Round {
  const startMs = performance.now();
  const kg = compute();
  return { seconds: (performance.now() - startMs) / 1000, kg };
}

function byCarboncell(jobs: readonly Job[]): Round {
  return timed(() =>
    jobs.reduce((kg, job) => kg + estimate(job).emissionsKg, 0)
  );
}

function byHand(
  intensities: ReadonlyMap<string, number>,
  placeOf: (use: Use) => string,
): Round {
  return timed(() =>
    uses.reduce(
      (kg, use) =>
        kg +
        KW * use.energyKwh * (intensities.get(placeOf(use)) as number) / 1e6,
      0,
    )
  );
}

interface CodeCarbonHeader {
  readonly version: string;
  readonly python: string;
  readonly unknown: readonly string[];
}

interface CodeCarbonRound {
  readonly cloud: Round;
  readonly country: Round;
}

async function startCodeCarbon(): Promise<
  Opponent<CodeCarbonHeader, CodeCarbonRound>
> {
  const python = await codecarbonPython();
  const file = await Deno.makeTempFile({ suffix: ".json" });
  try {
    const tasks = { regions: REGIONS, countries: COUNTRIES, jobs: uses };
    await Deno.writeTextFile(file, JSON.stringify(tasks));
    const script = fileURLToPath(new URL("codecarbon.py", import.meta.url));
    const codecarbon = await Opponent.start<CodeCarbonHeader, CodeCarbonRound>(
      python,
      [script, file],
    );
    const { unknown } = codecarbon.header;
    if (unknown.length === 0) return codecarbon;
    await codecarbon[Symbol.asyncDispose]();
    throw new RangeError(`CodeCarbon does not know ${unknown.join(", ")}`);
  } finally {
    await Deno.remove(file);
  }
}

/** The rounds of each tool, by the tool's name. */
type Results = Map<string, Round[]>;

function add(results: Results, name: string, round: Round): void {
  const rounds = results.get(name);
  if (rounds === undefined) results.set(name, [round]);
  else rounds.push(round);
}

const CARBONCELL = "carboncell estimate()";
const HAND = "the arithmetic written out";

function sayResults(title: string, results: Results): void {
  const own = (results.get(CARBONCELL) ?? []).map((round) => round.seconds);
  say(`\n${title}`);
  sayTable([
    ["", "ms", "µs each", "× carboncell's time", "total, kg"],
    ...[...results].map(([name, rounds]) => {
      const times = rounds.map((round) => round.seconds);
      // The tools of a round ran one after another, so their ratio is valid on a busy machine.
      const ratios = times.map((time, i) => time / (own[i] as number));
      return [
        name,
        (median(times) * 1e3).toFixed(2),
        (median(times) * 1e6 / COUNT).toFixed(3),
        median(ratios).toPrecision(3),
        (rounds[0] as Round).kg.toPrecision(7),
      ];
    }),
  ]);
}

function mustAgree(results: Results, names: readonly string[]): void {
  const wanted = (results.get(CARBONCELL)?.[0] as Round).kg;
  for (const name of names) {
    const found = results.get(name)?.[0]?.kg;
    if (found === undefined) continue;
    if (!(Math.abs(found - wanted) <= 1e-9 * wanted)) {
      throw new RangeError(`${name} finds ${found} kg, carboncell ${wanted}`);
    }
  }
}

async function main(): Promise<void> {
  await using codecarbon = await startCodeCarbon();
  const inRegions = intensitiesOf(cloudJobs);
  const inCountries = intensitiesOf(countryJobs);
  const started = await startImpactFramework(uses.map((use) => ({
    watts: KW,
    count: 1,
    hours: use.energyKwh,
    pue: 1,
    "grid/carbon-intensity": inRegions.get(use.region) as number,
  })));
  await using framework = typeof started === "string" ? undefined : started;
  const codecarbonName = `CodeCarbon ${codecarbon.header.version}`;
  const frameworkName = "Impact Framework 1.1.0";
  // All others have been warmed up by now.
  for (const jobs of [cloudJobs, countryJobs]) byCarboncell(jobs);

  const cloud: Results = new Map();
  const country: Results = new Map();
  for (let i = 0; i < ROUNDS; i++) {
    add(cloud, HAND, byHand(inRegions, (use) => use.region));
    add(cloud, CARBONCELL, byCarboncell(cloudJobs));
    const round: FrameworkRound | undefined = await framework?.round();
    if (round !== undefined) add(cloud, frameworkName, round);
    add(country, HAND, byHand(inCountries, (use) => use.country));
    add(country, CARBONCELL, byCarboncell(countryJobs));
    const both = await codecarbon.round();
    add(cloud, codecarbonName, both.cloud);
    add(country, codecarbonName, both.country);
  }
  mustAgree(cloud, [HAND, frameworkName]);
  mustAgree(country, [HAND]);

  say(
    `10,000 estimates, median of ${ROUNDS} rounds, Deno ${Deno.version.deno}, Python ${codecarbon.header.python}`,
  );
  sayResults("Energy in a cloud region (gcp)", cloud);
  sayResults("Energy in a country", country);
  if (typeof started === "string") {
    say(`\nImpact Framework could not be loaded: ${started}`);
  }
  say(`
carboncell checks the job and adds range, water, equivalents, the cleanest region and the
sources; the others give the emissions alone. Impact Framework is given the intensity,
which carboncell and CodeCarbon look up. CodeCarbon's totals differ because its tables do.`);
}

await main();
