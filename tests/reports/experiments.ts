import {
  compareEntries,
  type Comparison,
} from "../../src/estimate/comparing/compare.ts";
import {
  priceEverywhere,
  type RegionComparison,
} from "../../src/estimate/comparing/compare_regions.ts";
import { estimateJob } from "../../src/estimate/estimate.ts";
import { footprintOf } from "../../src/estimate/footprint.ts";
import type { Job } from "../../src/estimate/job.ts";
import type { Component } from "../../src/estimate/result.ts";
import { siteOfRun } from "../../src/estimate/place/run_site.ts";
import type { ImportedRun } from "../../src/ledger/stored/stored_run.ts";
import type { RunRecord } from "../../src/tracker/run.ts";
import { aRun, samplesOf } from "../notebook/a_run.ts";

/** A part of a run's machine, in kWh. */
export function part(
  component: Component["component"],
  name: string,
  energyKwh: number,
  method: Component["method"] = "measured",
): Component {
  const source = method === "measured"
    ? component === "cpu" ? "RAPL counter" : "NVML energy counter"
    : "memory of the machine × 0.392 W/GB";
  return { component, name, energyKwh, method, source };
}

/**
 * Four cards and a processor for three hours in Paris, and memory of which only the size is known.
 */
export function trainingRun(changes: Partial<RunRecord> = {}): RunRecord {
  const components = [
    ...[1.02, 1.01, 0.99, 0.98].map((kwh) =>
      part("accelerator", "H100 SXM5", kwh)
    ),
    part("cpu", "AMD EPYC 9334", 0.45),
    part("memory", "memory", 0.05, "modelled"),
  ];
  const itEnergyKwh = components.reduce((sum, c) => sum + c.energyKwh, 0);
  const durationS = 3 * 3600;
  const footprint = footprintOf(
    {
      itEnergyKwh,
      components,
      factor: { medianFactor: 1, sigma: 0.03 },
      figures: [],
    },
    siteOfRun({ provider: "scaleway", region: "fr-par" }),
  );
  return aRun({
    ...footprint,
    id: "0f6b1f4e-3f0e-4a53-9d2e-6f0b8c1d2e3f",
    name: "fine-tune, seed 1",
    startedAt: new Date("2026-11-20T09:15:00Z"),
    durationS,
    measuredShare: 4.45 / 4.5,
    samples: samplesOf(
      120,
      durationS,
      footprint.energyKwh,
      footprint.emissionsKg,
    ),
    ...changes,
  });
}

/** Twenty minutes in Iowa, of which five sixths were measured; see there. */
export function shortRun(): RunRecord {
  return aRun({ notes: ["the counter of rapl:package-0 was reset at 12 s"] });
}

/** 8 × 400 W × 120 h × 1.1 × 412.72 g/kWh = 174.3 kg. */
export const JOB: Job = {
  hardware: "A100 SXM4 80GB",
  count: 8,
  hours: 120,
  provider: "gcp",
  region: "us-central1",
};

/** What trained the model from the beginning, and what only fine-tuned it. */
export function scratchAgainstFineTuning(): Comparison {
  const jobs = { "from scratch": JOB, "fine-tuned": { ...JOB, hours: 6 } };
  return compareEntries(jobs, estimateJob);
}

/** The same job in all of Google's regions. */
export function everywhereAtGoogle(): RegionComparison {
  return priceEverywhere(JOB, { provider: "gcp" });
}

/** A row of CodeCarbon's file: 1.2 kWh with a PUE of 1.2, and 0.5 kg. */
export function importedRun(): ImportedRun {
  return {
    id: "codecarbon:1",
    name: "distillation",
    status: "finished",
    reason: undefined,
    params: {},
    startedAt: new Date("2026-11-19T10:00:00Z"),
    durationS: 3600,
    place: { name: "Germany", country: "DE" },
    energyKwh: 1.2,
    components: [
      {
        component: "accelerator",
        name: "1 x Tesla V100",
        energyKwh: 0.9,
        method: undefined,
        source: "CodeCarbon",
      },
      {
        component: "cpu",
        name: "Intel Xeon",
        energyKwh: 0.3,
        method: undefined,
        source: "CodeCarbon",
      },
    ],
    carbonIntensity: undefined,
    pue: 1.2,
    emissionsKg: 0.5,
    waterL: undefined,
    metrics: [],
    phases: [],
    shared: [],
    sharedEnergyKwh: 0,
    sharedEmissionsKg: 0,
    notes: [],
    tags: [],
    origin: { tool: "codecarbon", version: "3.3.2", file: "emissions.csv" },
    figures: {},
  };
}
