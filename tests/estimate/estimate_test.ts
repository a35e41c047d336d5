import {
  assert,
  assertEquals,
  assertNotStrictEquals,
  assertThrows,
} from "@std/assert";
import fc from "fast-check";
import { catalog, compareRegions, estimate, type Job } from "../../mod.ts";
import type { CleanestRegion } from "../../src/notebook/types.ts";
import { assertClose } from "../close.ts";

const JOB: Job = {
  hardware: "A100 SXM4 80GB",
  count: 8,
  hours: 120,
  provider: "gcp",
  region: "us-central1",
};

const share = fc.double({ min: 0, max: 1, noNaN: true });
const amount = fc.double({ min: 1e-3, max: 1e6, noNaN: true });

Deno.test("estimate() of the first example is its arithmetic by hand", () => {
  const result = estimate(JOB);
  // 8 × 400 W × 120 h = 384 kWh; × 1.10 (Google's own PUE of Iowa in 2024) = 422.4 kWh;
  // × 412.72 g/kWh (Google's own figure of Iowa for 2024) = 174.33 kg
  assertClose(result.itEnergyKwh, 384);
  assertClose(result.energyKwh, 422.4);
  assertClose(result.emissionsKg, 422.4 * 412.72 / 1000);
  assertEquals(result.carbonIntensity, 412.72);
  assertEquals(result.pue, 1.1);
});

Deno.test("estimate() is linear in hours, count and utilization", () => {
  fc.assert(fc.property(amount, amount, share, (hours, count, utilization) => {
    const whole = estimate({ ...JOB, hours, count, utilization });
    const half = estimate({ ...JOB, hours: hours / 2, count, utilization });
    const twice = estimate({ ...JOB, hours, count: 2 * count, utilization });
    assertClose(half.emissionsKg, whole.emissionsKg / 2);
    assertClose(twice.emissionsKg, whole.emissionsKg * 2);
  }));
});

Deno.test("estimate() adds up: parts to IT energy, PUE to energy, offset to net", () => {
  const jobs = fc.record({
    hours: amount,
    utilization: share,
    memoryGb: amount,
    pue: fc.double({ min: 1, max: 3, noNaN: true }),
    offsetPercent: fc.double({ min: 0, max: 100, noNaN: true }),
  });
  fc.assert(fc.property(jobs, (fields) => {
    const result = estimate({ ...JOB, cpu: "AMD EPYC 7763", ...fields });
    const parts = result.components.reduce((kwh, c) => kwh + c.energyKwh, 0);
    assertClose(parts, result.itEnergyKwh, 1e-9);
    assertClose(result.energyKwh, result.itEnergyKwh * result.pue);
    assertClose(
      result.emissionsKg,
      result.energyKwh * result.carbonIntensity / 1000,
    );
    assertClose(
      result.netEmissionsKg + result.offsetKg,
      result.emissionsKg,
      1e-9,
    );
    const [low, high] = result.emissionsRangeKg;
    assert(low >= 0 && low <= high);
  }));
});

Deno.test("estimate() is never reduced by offsets", () => {
  const none = estimate({ ...JOB, offsetPercent: 0 });
  const all = estimate({ ...JOB, offsetPercent: 100 });
  assertEquals(all.emissionsKg, none.emissionsKg);
  assertEquals(all.netEmissionsKg, 0);
  assertEquals(none.offsetKg, 0);
});

Deno.test("estimate() says what a provider claims: it matches, and does not offset", () => {
  const { offsetPercent, sources, emissionsKg, netEmissionsKg } = estimate(JOB);
  assertEquals(offsetPercent, 100); // Google's annual matching, since 2017
  const claim = sources.find(({ role }) => role === "offset");
  assertEquals(
    claim?.what,
    "yearly electricity that Google matches with renewable purchases",
  );
  assert((claim?.year ?? 0) >= 2024);
  assert(emissionsKg > 0);
  assertEquals(netEmissionsKg, 0); // as the calculator of 2019 had it
});

Deno.test("estimate() computes water from IT energy", () => {
  // 384 kWh × (1.15 L on site, Google's, + 1.1 × 3.1321 L of US electricity, WRI's)
  assertClose(estimate(JOB).waterL, 384 * (1.15 + 1.1 * 3.1321));
});

Deno.test("estimate() spreads embodied emissions over the years of service, if asked", () => {
  assertEquals(estimate(JOB).embodiedKg, undefined);
  const job: Job = {
    hardware: "H100",
    count: 8,
    hours: 8760,
    carbonIntensity: 100,
    embodied: true,
  };
  // NVIDIA's 164 kg a card, over the 4 years of CCF's 35,040 h: a quarter in a year; and EcoLogits'
  // 5,700 kg of the server of eight, without cards, over its 3 years
  const { embodiedKg = 0, embodiedRangeKg: [low, high] = [0, 0] } = estimate(
    job,
  );
  assertClose(embodiedKg, 8 * 164 / 4 + 5700 / 3);
  assert(0 < low && low < embodiedKg && embodiedKg < high);
});

Deno.test("estimate() fills in the parts of a machine type", () => {
  const result = estimate({
    instance: "p4d.24xlarge",
    hours: 10,
    region: "us-east-1",
  });
  assertEquals(result.job.provider, "aws");
  assertEquals(result.job.hardware, "A100 SXM4 40GB");
  assertEquals(result.job.count, 8);
  assertEquals(result.job.memoryGb, 1152);
  const kwh = Object.fromEntries(
    result.components.map((c) => [c.component, c.energyKwh]),
  );
  assertClose(kwh["accelerator"] ?? 0, 8 * 400 * 10 / 1000);
  // 1,152 GB: Green Algorithms' 0.3725 W/GB up to 64 GB, bent above; 96 vCPU at CCF's 3.5 W for AWS
  const bent = 0.3725 * 64 * (1152 / 64) ** 0.3177;
  assertClose(kwh["memory"] ?? 0, bent * 10 / 1000);
  assertClose(kwh["cpu"] ?? 0, 96 * 3.5 * 10 / 1000);
});

Deno.test("estimate() prefers the user's hardware over that of the machine type", () => {
  const { job, components } = estimate({
    instance: "p4d.24xlarge",
    count: 2,
    cpu: "Intel Xeon Platinum 8275CL",
    memoryGb: 100,
    hours: 1,
    country: "US",
  });
  assertEquals(job.count, 2);
  assertEquals(components.map((c) => c.name), [
    "2 × A100 SXM4 40GB",
    "Intel Xeon Platinum 8275CL",
    "100 GB memory",
  ]);
});

Deno.test("estimate() takes the calculator's processors as hardware", () => {
  const { components } = estimate({
    hardware: "Intel Xeon Gold 6148",
    hours: 1,
    country: "DE",
  });
  assertEquals(components[0]?.component, "cpu");
  assertEquals(components[0]?.energyKwh, 0.15);
});

Deno.test("estimate() prefers the provider's figure, then the subregion, then the country", () => {
  const basisOf = (provider: string, region: string) =>
    estimate({ hardware: "T4", hours: 1, provider, region });
  assertEquals(basisOf("gcp", "europe-west9").carbonIntensity, 16.3); // Google 2024
  assertEquals(basisOf("aws", "us-east-2").carbonIntensity, 415.52); // eGRID2023 RFCW
  assertEquals(basisOf("aws", "eu-west-3").carbonIntensity, 41.5); // Ember 2025, France
  assertEquals(basisOf("aws", "eu-west-3").place.basis, "lifecycle");
  assertEquals(basisOf("aws", "us-east-2").place.basis, "direct");
});

Deno.test("estimate() finds an area by name, code or part", () => {
  const intensity = (job: Partial<Job>) =>
    estimate({ hardware: "T4", hours: 1, ...job }).carbonIntensity;
  assertEquals(intensity({ country: "France" }), 41.5);
  assertEquals(intensity({ country: "FR" }), 41.5);
  assertEquals(intensity({ country: "fra" }), 41.5);
  assertEquals(intensity({ country: "World" }), 458.29);
  const quebec = intensity({ country: "CA", subdivision: "CA-QC" });
  assertEquals(quebec, 2.6);
  assertEquals(intensity({ country: "Canada", subdivision: "QC" }), quebec);
  assertEquals(intensity({ country: "CA", subdivision: "Quebec" }), quebec);
});

Deno.test("estimate() prefers the user's own intensity and PUE", () => {
  const result = estimate({ ...JOB, carbonIntensity: 50, pue: 1.5 });
  assertEquals(result.carbonIntensity, 50);
  assertEquals(result.pue, 1.5);
  assertEquals(result.place.basis, undefined);
  const given = result.sources.filter((s) => s.source === "given by the user");
  assertEquals(given.map((s) => s.value), [50, 1.5]);
});

Deno.test("estimate() names the provider's cleanest region and what the job emits there", () => {
  const cleanest = estimate(JOB).cleanest as CleanestRegion;
  const there = estimate({ ...JOB, region: cleanest.region });
  assertEquals(cleanest.emissionsKg, there.emissionsKg);
  for (const { provider, region } of catalog.regions.list()) {
    if (provider !== "gcp") continue;
    const other = estimate({ ...JOB, region });
    assert(other.emissionsKg >= cleanest.emissionsKg, region);
  }
});

Deno.test("estimate() finds the cleanest region by figures of one basis", () => {
  // Montreal's 2.6 g are direct, Stockholm's 35.9 g lifecycle: on one basis Stockholm is cleaner.
  for (const region of ["us-east-1", "ca-central-1", "eu-west-3"]) {
    const job = { hardware: "A100", hours: 10, provider: "aws", region };
    const { cleanest } = estimate(job);
    const [best] = compareRegions(job, { provider: "aws", basis: "lifecycle" })
      .rows;
    assertEquals(cleanest?.region, "eu-north-1");
    assertEquals(cleanest?.basis, "lifecycle");
    assertEquals(cleanest?.emissionsKg, best?.emissionsKg);
  }
  for (
    const [provider, region] of [["azure", "eastus"], [
      "oracle",
      "us-ashburn-1",
    ]]
  ) {
    const { cleanest } = estimate({ energyKwh: 9, provider, region } as Job);
    assertEquals(cleanest?.basis, "lifecycle", provider);
    assert((cleanest?.ownEmissionsKg ?? 0) > (cleanest?.emissionsKg ?? 0));
  }
  // Google publishes figures of its own for almost all its regions.
  const { cleanest } = estimate(JOB);
  assertEquals([cleanest?.region, cleanest?.basis], [
    "europe-north2",
    "direct",
  ]);
  const { rows } = compareRegions(JOB, { provider: "gcp", basis: "direct" });
  assertEquals(rows[0]?.region, "europe-north2");
  assertEquals(cleanest?.ownEmissionsKg, estimate(JOB).emissionsKg);
});

Deno.test("estimate() says how many regions are as clean, where that is a country's figure", () => {
  const places = catalog.regions.list().filter(({ provider, country }) =>
    provider === "alibaba" && country === "CN"
  );
  const { cleanest } = estimate({
    energyKwh: 9,
    provider: "alibaba",
    region: "cn-hangzhou",
  });
  assert((cleanest?.alike ?? 0) === 1 || cleanest?.alike === places.length);
});

Deno.test("estimate() without a provider has no cleanest region", () => {
  const { cleanest } = estimate({ hardware: "T4", hours: 1, country: "FR" });
  assertEquals(cleanest, undefined);
});

Deno.test("estimate() gives a source for every figure, and marks what it assumed", () => {
  const { sources } = estimate({
    instance: "g5.xlarge",
    hours: 1,
    region: "us-east-1",
    embodied: true,
  });
  for (const figure of sources) {
    assert(figure.source.length > 0, figure.what);
    assert(Number.isFinite(figure.value), figure.what);
    assert(figure.assumed || figure.url?.startsWith("https://"), figure.what);
  }
  assert(sources.some((s) => s.what === "utilization" && s.assumed));
  assert(
    sources.some((s) => s.what.startsWith("power of a vCPU") && s.assumed),
  );
});

Deno.test("estimate() of its own job is the same estimate", () => {
  const first = estimate({ ...JOB, hardware: "a100-80gb", memoryGb: 10 });
  const second = estimate(first.job);
  assertNotStrictEquals(first, second);
  assertEquals(second, first);
});

Deno.test("estimate() does not change the job and gives frozen, plain data", () => {
  const job = Object.freeze({ ...JOB });
  const result = estimate(job);
  assert(Object.isFrozen(result));
  assertEquals(
    JSON.parse(JSON.stringify(result)).emissionsKg,
    result.emissionsKg,
  );
  assertEquals(result.version.carboncell, "0.1.0");
});

Deno.test("estimate() refuses a device of unknown power instead of guessing it", () => {
  for (const hardware of ["TPU v5e", "AWS Trainium", "AWS Inferentia2"]) {
    assertThrows(
      () => estimate({ ...JOB, hardware }),
      RangeError,
      "its maker publishes none",
    );
  }
  const { itEnergyKwh } = estimate({
    ...JOB,
    hardware: { name: "TPU v5e", tdpWatts: 200 },
    count: 1,
    hours: 10,
  });
  assertEquals(itEnergyKwh, 2);
});

Deno.test("estimate() of its own job is the same estimate where the place is part of a country", () => {
  for (const country of ["Quebec", "California", "US-EGRID-MROW"]) {
    const first = estimate({ hardware: "A100", hours: 1, country });
    assertEquals(estimate(first.job), first);
  }
});

Deno.test("estimate() takes a part of a machine type in proportion to its devices", () => {
  const job: Job = { instance: "p4d.24xlarge", hours: 1, country: "US" };
  const one = estimate(job);
  assertClose(estimate({ ...job, count: 16 }).emissionsKg, 2 * one.emissionsKg);
  assertClose(estimate({ ...job, count: 2 }).emissionsKg, one.emissionsKg / 4);
});

Deno.test("estimate() counts processors if the job has no other devices", () => {
  const job: Job = { cpu: "AMD EPYC 7763", count: 4, hours: 1, country: "FR" };
  assertClose(estimate(job).itEnergyKwh, 4 * 0.28); // AMD's TDP of 280 W
});

Deno.test("estimate() lets no user change data that results share", () => {
  const result = estimate(JOB);
  const changes: (() => void)[] = [
    () => Object.assign(result.place, { name: "elsewhere" }),
    () => Object.assign(result.sources[2] as object, { value: 9 }),
    () => Object.assign(result, { emissionsKg: 1 }),
    () =>
      Object.assign(catalog.accelerators.get("H100").power[0] as object, {
        watts: 1,
      }),
    () => (catalog.accelerators.list() as unknown[]).pop(),
  ];
  for (const change of changes) assertThrows(change, TypeError);
});

Deno.test("estimate() refuses emissions larger than any number", () => {
  assertThrows(
    () => estimate({ ...JOB, hours: Number.MAX_VALUE }),
    RangeError,
    "larger than any number",
  );
});
