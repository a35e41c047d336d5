import { assert, assertEquals, assertThrows } from "@std/assert";
import { compareRegions, estimate, type Job } from "../../../mod.ts";
import type { Footprint } from "../../../src/notebook/types.ts";
import { footprintOf } from "../../../src/estimate/footprint.ts";
import { withMeanIntensity } from "../../../src/estimate/place/own_figures.ts";
import type { PlaceQuery } from "../../../src/estimate/place/place_query.ts";
import { siteOfRun } from "../../../src/estimate/place/run_site.ts";
import { assertClose } from "../../close.ts";

const IOWA = { provider: "gcp", region: "us-central1" };

const JOB: Job = { hardware: "A100", hours: 10, ...IOWA };

const ENERGY = {
  itEnergyKwh: 2,
  components: [],
  factor: { medianFactor: 1, sigma: 0.03 },
  figures: [],
};

function run(query: PlaceQuery): Footprint {
  return footprintOf(ENERGY, siteOfRun(query), query);
}

Deno.test("compareRegions() of a run prices its energy everywhere", () => {
  const { itEnergyKwh, rows, own, job } = compareRegions(run(IOWA), {
    basis: "direct",
    places: "everywhere",
  });
  assertEquals(itEnergyKwh, 2);
  assertEquals(job, undefined);
  assertEquals(own?.emissionsKg, run(IOWA).emissionsKg);
  assertEquals(rows.find((row) => row.own), own);
  const belgium = rows.find((row) => row.region === "europe-west1");
  assertClose(belgium?.emissionsKg ?? 0, 2 * 1.09 * 0.10337); // Google, 2024
  const france = rows.find((row) => row.name === "France");
  assertEquals(france?.pue, own?.pue); // of the building that it has
});

Deno.test("compareRegions() of an estimate and of its job are the same", () => {
  const place = { ...IOWA, pue: 1.3 };
  for (const job of [JOB, { ...JOB, ...place }, { ...JOB, country: "FR" }]) {
    const { provider: _, region: __, ...elsewhere } = job;
    const at = "country" in job ? elsewhere : job;
    const { job: given, ...ofJob } = compareRegions(at);
    const { job: normal, ...ofEstimate } = compareRegions(estimate(at));
    assertEquals(ofEstimate, ofJob);
    assertEquals(normal?.hours, given?.hours);
  }
});

Deno.test("compareRegions() of an estimate from the old tables stays with them", () => {
  const job: Job = {
    hardware: "T4",
    hours: 10,
    provider: "azure",
    region: "canadaeast",
    dataset: "lacoste-2019",
  };
  const { rows } = compareRegions(estimate(job));
  const iowa = rows.find((row) => row.region === "centralus");
  assertEquals(iowa?.ratio?.toFixed(1), "36.8"); // 736.6 / 20 g
});

Deno.test("compareRegions() uses a run's own PUE everywhere and its own intensity only at home", () => {
  const { rows, own } = compareRegions(
    run({ ...IOWA, pue: 1.4, carbonIntensity: 300 }),
  );
  assert(rows.every((row) => row.pue === 1.4));
  assertEquals(own?.carbonIntensity, 300);
  assertEquals(own?.sources.map(({ source }) => source), [
    "given by the user",
    "given by the user",
  ]);
});

Deno.test("compareRegions() of a run whose intensity changed uses its mean at home", () => {
  const site = withMeanIntensity(siteOfRun(IOWA), 250);
  const { own } = compareRegions(footprintOf(ENERGY, site));
  assertEquals(own?.carbonIntensity, 250);
  assertEquals(own?.region, "us-central1");
  assert(own?.sources[0]?.what.includes("mean"));
});

Deno.test("compareRegions() of a run without a place compares it with the world", () => {
  const { own } = compareRegions(run({}));
  assertEquals(own?.name, "World");
  assert(own?.sources[0]?.assumed);
  assertEquals(compareRegions(run({}), { basis: "direct" }).own, undefined);
});

Deno.test("compareRegions() of a run on one basis uses it for the run's own place too", () => {
  const { own, rows } = compareRegions(run(IOWA), { basis: "lifecycle" });
  assertEquals(own?.basis, "lifecycle");
  assertEquals(own, rows.find((row) => row.own));
  const ofJob = compareRegions(JOB, { basis: "lifecycle" }).own;
  assertEquals(own?.carbonIntensity, ofJob?.carbonIntensity);
});

Deno.test("compareRegions() takes a run that was stored and read again", () => {
  const stored = JSON.parse(JSON.stringify(run(IOWA)));
  assertEquals(compareRegions(stored).own, compareRegions(run(IOWA)).own);
});

Deno.test("compareRegions() asks for the snapshot of a run in progress", () => {
  const handle = { name: "fine-tune", snapshot: () => run(IOWA) };
  assertThrows(
    () => compareRegions(handle as unknown as Footprint),
    TypeError,
    "Cannot compare regions as the run is still in progress",
  );
});
