import { assert, assertEquals, assertThrows } from "@std/assert";
import { estimate, type Job, UnknownNameError } from "../../mod.ts";

const JOB: Job = { hardware: "A100", hours: 1, country: "FR" };

/** Values that a user without types, or with a typing error, may write. */
function estimateAny(job: unknown): unknown {
  return estimate(job as Job);
}

interface Refusal {
  readonly field: string;
  readonly value: unknown;
  readonly error: new (...args: never[]) => Error;
  readonly says: string;
}

const REFUSALS: readonly Refusal[] = [
  { field: "hours", value: "12", error: TypeError, says: 'is "12"' },
  { field: "hours", value: undefined, error: TypeError, says: "is undefined" },
  { field: "hours", value: -1, error: RangeError, says: "is -1" },
  { field: "hours", value: NaN, error: RangeError, says: "is NaN" },
  { field: "hours", value: Infinity, error: RangeError, says: "is Infinity" },
  { field: "count", value: 0, error: RangeError, says: "> 0" },
  { field: "utilization", value: 1.2, error: RangeError, says: "0 to 1" },
  { field: "pue", value: 0.9, error: RangeError, says: ">= 1" },
  { field: "carbonIntensity", value: -1, error: RangeError, says: "is -1" },
  { field: "offsetPercent", value: 101, error: RangeError, says: "0 to 100" },
  { field: "memoryGb", value: "8 GB", error: TypeError, says: 'is "8 GB"' },
  { field: "embodied", value: "yes", error: TypeError, says: "true or false" },
  { field: "dataset", value: "2020", error: RangeError, says: "lacoste-2019" },
  { field: "hardware", value: 5, error: TypeError, says: "{ name, tdpWatts }" },
  {
    field: "hardware",
    value: { name: "x", tdpWatts: -5 },
    error: RangeError,
    says: "hardware.tdpWatts must be a finite number > 0",
  },
];

for (const { field, value, error, says } of REFUSALS) {
  Deno.test(`estimate() refuses ${field}: ${Deno.inspect(value)} and says why`, () => {
    const refused = assertThrows(
      () => estimateAny({ ...JOB, [field]: value }),
      error,
      says,
    );
    assert(refused.message.includes(field), refused.message);
  });
}

Deno.test("estimate() refuses an unknown key and names the nearest", () => {
  const refused = assertThrows(
    () => estimateAny({ ...JOB, utilisation: 0.5 }),
    TypeError,
    'unknown key "utilisation" (did you mean "utilization"?)',
  );
  assert(refused.message.includes("carbonIntensity"), "lists what is allowed");
});

Deno.test("estimate() names every field at fault at once", () => {
  const refused = assertThrows(
    () => estimateAny({ ...JOB, hours: "1", count: -2 }),
    TypeError,
  );
  assert(refused.message.includes("hours must be"));
  assert(refused.message.includes("count must be"));
});

Deno.test("estimate() refuses a job that is not an object", () => {
  for (const job of [null, undefined, "A100", 7, []]) {
    assertThrows(() => estimateAny(job), TypeError, "Cannot read the job");
  }
});

Deno.test("estimate() refuses a job without hardware", () => {
  assertThrows(
    () => estimate({ hours: 1, country: "FR" }),
    TypeError,
    "names no hardware",
  );
});

Deno.test("estimate() refuses a job without a place and says the three ways", () => {
  const refused = assertThrows(
    () => estimate({ hardware: "A100", hours: 1 }),
    TypeError,
  );
  for (const way of ["provider and region", "country", "carbonIntensity"]) {
    assert(refused.message.includes(way), refused.message);
  }
});

Deno.test("estimate() refuses an incomplete place", () => {
  const job = { hardware: "A100", hours: 1 };
  assertThrows(
    () => estimate({ ...job, provider: "gcp" }),
    TypeError,
    "needs a region",
  );
  assertThrows(
    () => estimate({ ...job, region: "eu-west-1" }),
    UnknownNameError,
    '"aws/eu-west-1", "alibaba/eu-west-1"',
  );
  assertThrows(
    () => estimate({ ...job, subdivision: "US-IA" }),
    TypeError,
    "needs its country",
  );
  assertThrows(
    () =>
      estimate({ ...job, provider: "gcp", region: "us-east1", country: "US" }),
    TypeError,
    "give one of them",
  );
});

Deno.test("estimate() refuses unknown hardware with the nearest names", () => {
  const refused = assertThrows(
    () => estimate({ ...JOB, hardware: "A10O SXM4" }),
    UnknownNameError,
  );
  assertEquals(refused.kind, "hardware");
  assertEquals(refused.given, "A10O SXM4");
  assert(
    refused.suggestions.some((name: string) => name.startsWith("A100 SXM4")),
  );
});

Deno.test("estimate() says where a region of another provider is", () => {
  // The two codes differ by a hyphen: Amazon's Virginia and Google's South Carolina.
  const refused = assertThrows(
    () =>
      estimate({
        hardware: "T4",
        hours: 1,
        provider: "gcp",
        region: "us-east-1",
      }),
    UnknownNameError,
    "it is a region of aws",
  );
  assertEquals(refused.suggestions[0], "us-east1");
});

Deno.test("estimate() refuses unknown providers, countries, parts, machine types and processors", () => {
  const job = { hardware: "T4", hours: 1 };
  const nearest = (given: Job) =>
    assertThrows(() => estimate(given), UnknownNameError).suggestions[0];
  assertEquals(
    nearest({ ...job, provider: "googel", region: "us-east1" }),
    "gcp",
  );
  assertEquals(nearest({ ...job, country: "Frnace" }), "France");
  assertEquals(
    nearest({ ...job, country: "US", subdivision: "Iwoa" }),
    "US-IA",
  );
  assertEquals(
    nearest({ instance: "p4d.24xlrge", hours: 1, country: "US" }),
    "p4d.24xlarge",
  );
  assertEquals(
    nearest({ ...job, cpu: "AMD EPYC 7764", country: "US" })?.slice(0, 11),
    "AMD EPYC 77",
  );
});

Deno.test("estimate() refuses a machine type of another provider", () => {
  assertThrows(
    () =>
      estimate({
        instance: "p4d.24xlarge",
        hours: 1,
        provider: "gcp",
        region: "us-central1",
      }),
    RangeError,
    'is of provider "aws"',
  );
});

Deno.test("estimate() takes names in any case and punctuation", () => {
  const name = (hardware: string) =>
    estimate({ ...JOB, hardware }).job.hardware;
  assertEquals(name("a100-sxm4-80gb"), "A100 SXM4 80GB");
  assertEquals(name("NVIDIA A100-SXM4-80GB"), "A100 SXM4 80GB");
  const { job } = estimate({
    hardware: "T4",
    hours: 1,
    provider: "Google Cloud",
    region: "US-CENTRAL1",
  });
  assertEquals(job.provider, "gcp");
  assertEquals(job.region, "us-central1");
});

Deno.test("estimate() finds a processor by its name in /proc/cpuinfo", () => {
  const { components } = estimate({
    hardware: "Intel(R) Xeon(R) Gold 6148 CPU @ 2.40GHz",
    hours: 1,
    country: "FR",
  });
  assertEquals(components[0]?.energyKwh, 0.15); // Intel's TDP of 150 W
  const amd = estimate({
    hardware: "AMD EPYC 7763 64-Core Processor",
    hours: 1,
    country: "FR",
  });
  assertEquals(amd.itEnergyKwh, 0.28); // AMD's TDP of 280 W
});

Deno.test("estimate() finds areas by the names that people use", () => {
  const zone = (country: string) =>
    estimate({ hardware: "T4", hours: 1, country }).place.country;
  const names = {
    "UK": "GB",
    "Great Britain": "GB",
    "USA": "US",
    "Türkiye": "TR",
    "Turkiye": "TR",
    "Czech Republic": "CZ",
    "Côte d'Ivoire": "CI",
    "The Netherlands": "NL",
    "Russian Federation": "RU",
  };
  for (const [name, code] of Object.entries(names)) {
    assertEquals(zone(name), code, name);
  }
});

Deno.test("estimate() finds recent processors by their names in /proc/cpuinfo", () => {
  const tdp = (hardware: string) =>
    estimate({ ...JOB, hardware }).itEnergyKwh * 1000;
  assertEquals(tdp("12th Gen Intel(R) Core(TM) i7-12700H"), 45);
  assertEquals(tdp("11th Gen Intel(R) Core(TM) i7-1165G7 @ 2.80GHz"), 28);
  assertEquals(tdp("AMD Ryzen Threadripper PRO 5995WX 64-Cores"), 280);
  assertEquals(tdp("i7-8700K"), 95);
});

Deno.test("estimate() refuses names without letters and of absurd length without a guess", () => {
  for (const hardware of ["  ", "-", "😀", "x".repeat(5000)]) {
    const refused = assertThrows(
      () => estimate({ ...JOB, hardware }),
      UnknownNameError,
    );
    assertEquals(refused.suggestions, []);
    assert(refused.message.length < 300);
  }
});

Deno.test("estimate() shows any value that does not fit", () => {
  const cyclic: Record<string, unknown> = {};
  cyclic["self"] = cyclic;
  for (const hours of [1n, new Date(0), cyclic, Symbol("h"), [1]]) {
    assertThrows(
      () => estimateAny({ ...JOB, hours }),
      TypeError,
      "hours must be",
    );
  }
  assertThrows(
    () => estimateAny({ ...JOB, hardware: { name: "x", tdpWatts: "300" } }),
    TypeError,
    'hardware.tdpWatts must be a finite number > 0, in W: current value is "300"',
  );
});

Deno.test("estimate() suggests count if a number precedes the device", () => {
  const refused = assertThrows(
    () => estimate({ ...JOB, hardware: "8x A100" }),
    UnknownNameError,
    "give the number of devices as count",
  );
  assertEquals(refused.suggestions[0]?.slice(0, 4), "A100");
});
