import { estimate, type Job } from "@carboncell/carboncell";
import {
  calculate,
  type CalculatorJob,
  calculatorJobs,
  lookedUp,
} from "./calculator.ts";
import { startImpactFramework } from "./impact_framework.ts";
import { assertClose } from "../close.ts";

const PLAIN = {
  hardware: "A100 SXM4 80 GB",
  count: 8,
  hours: 120,
  provider: "gcp",
  region: "us-central1",
} satisfies Job & CalculatorJob;

/** A job with every field, except for fields that exclude each other. */
const FULL: Job = {
  ...PLAIN,
  utilization: 0.7,
  cpu: "Intel Xeon Platinum 8275CL",
  memoryGb: 1152,
  pue: 1.12,
  offsetPercent: 50,
  embodied: true,
};

const OLD: Job = { ...PLAIN, dataset: "lacoste-2019" };

// A benchmark of wrong results would be worthless.
assertClose(estimate(OLD).emissionsKg, calculate(PLAIN));

Deno.bench({
  name: "the 2019 calculator's arithmetic written out",
  group: "one estimate",
  baseline: true,
  fn: () => void calculate(PLAIN),
});

Deno.bench({
  name: "estimate(), five fields",
  group: "one estimate",
  fn: () => void estimate(PLAIN),
});

Deno.bench({
  name: "estimate(), five fields, tables of 2019",
  group: "one estimate",
  fn: () => void estimate(OLD),
});

Deno.bench({
  name: "estimate(), all fields",
  group: "one estimate",
  fn: () => void estimate(FULL),
});

const COUNT = 10_000;
const jobs = calculatorJobs(COUNT);
const jobsOf2019 = jobs.map((job): Job => ({
  ...job,
  dataset: "lacoste-2019",
}));
const fullJobs = jobs.map((job, i): Job => ({
  ...FULL,
  count: job.count,
  hours: job.hours,
  utilization: (1 + i % 10) / 10,
}));
const framework = await startImpactFramework(jobs.map((job) => ({
  ...lookedUp(job),
  count: job.count,
  hours: job.hours,
  pue: 1,
})));

const wanted = jobs.reduce((kg, job) => kg + calculate(job), 0);
assertClose(totalOf(jobsOf2019), wanted, 1e-9);
if (typeof framework !== "string") {
  assertClose((await framework.round()).kg, wanted, 1e-9);
}

Deno.bench({
  name: "the 2019 calculator's arithmetic written out",
  group: "10,000 estimates",
  baseline: true,
  fn: () => void jobs.reduce((kg, job) => kg + calculate(job), 0),
});

Deno.bench({
  name: "carboncell, five fields, tables of 2019",
  group: "10,000 estimates",
  fn: () => void totalOf(jobsOf2019),
});

Deno.bench({
  name: "carboncell, all fields",
  group: "10,000 estimates",
  fn: () => void totalOf(fullJobs),
});

Deno.bench({
  name: typeof framework === "string"
    ? `Impact Framework is missing: ${framework}`
    : "Impact Framework 1.1.0, arithmetic alone",
  group: "10,000 estimates",
  ignore: typeof framework === "string",
  fn: async () => {
    if (typeof framework !== "string") await framework.round();
  },
});

function totalOf(jobs: readonly Job[]): number {
  return jobs.reduce((kg, job) => kg + estimate(job).emissionsKg, 0);
}
