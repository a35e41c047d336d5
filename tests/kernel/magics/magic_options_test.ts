import { assert, assertEquals } from "@std/assert";
import {
  ESTIMATE_OPTIONS,
  TRACK_OPTIONS,
} from "../../../src/kernel/magics/magic_options.ts";
import { fieldsOf } from "../../../src/kernel/magics/read_options.ts";
import { checkOptions } from "../../../src/tracker/options.ts";
import { estimate } from "../../../mod.ts";

/** A value for each option of `%%track`, as it is written, that track() takes. */
const TRACK_VALUES: Readonly<Record<string, string>> = {
  region: "gcp/us-central1",
  provider: "gcp",
  country: "FR",
  subdivision: "CA",
  "carbon-intensity": "50",
  pue: "1.2",
  "offset-percent": "10",
  budget: "1kg",
  "on-budget": "warn",
  interval: "500ms",
  attribution: "process",
  live: "off",
  tag: "first",
};

Deno.test("every option of %%track is one of track()", () => {
  // `--command` says what the cell holds, and is no option of its run.
  assertEquals(
    TRACK_OPTIONS.map(({ name }) => name).sort(),
    ["command", ...Object.keys(TRACK_VALUES)].sort(),
  );
  for (const [name, value] of Object.entries(TRACK_VALUES)) {
    const fields = fieldsOf({ [name]: value }, TRACK_OPTIONS);
    assert(Object.keys(checkOptions(fields)).length > 0, name);
  }
});

/** Jobs that have each option of `%estimate` once, as it is written. */
const JOBS: readonly Readonly<Record<string, string>>[] = [
  { kwh: "100", country: "PL", "market-based": "20" },
  { hardware: "A100", "mean-watts": "310", hours: "1", country: "PL" },
  {
    hardware: "A100 SXM4 80GB",
    hours: "12",
    count: "8",
    utilization: "0.9",
    region: "gcp/us-central1",
    pue: "1.2",
    embodied: "on",
    dataset: "latest",
  },
  {
    cpu: "AMD EPYC 7763",
    "memory-gb": "64",
    hours: "1",
    country: "United States",
    subdivision: "California",
    "offset-percent": "10",
  },
  {
    instance: "p4d.24xlarge",
    hours: "1",
    provider: "aws",
    region: "us-east-1",
  },
  { hardware: "T4", hours: "1", "carbon-intensity": "50" },
  {
    model: "gpt-4o",
    "input-tokens": "1000",
    "cached-input-tokens": "500",
    "output-tokens": "500",
    calls: "10",
    images: "1",
    batch: "64",
    gpu: "H100",
  },
];

Deno.test("every option of %estimate is a field of a job that estimate() takes", () => {
  const given = new Set(JOBS.flatMap((job) => Object.keys(job)));
  assertEquals(
    [...given].sort(),
    ESTIMATE_OPTIONS.map(({ name }) => name).sort(),
  );
  for (const job of JOBS) {
    const fields = fieldsOf(job, ESTIMATE_OPTIONS);
    assert(estimate(fields as never).emissionsKg > 0, JSON.stringify(job));
  }
});

Deno.test("no two options of a magic have one name or one field", () => {
  for (const options of [TRACK_OPTIONS, ESTIMATE_OPTIONS]) {
    for (const key of ["name", "field"] as const) {
      assertEquals(
        new Set(options.map((option) => option[key])).size,
        options.length,
      );
    }
  }
});
