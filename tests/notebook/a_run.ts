import { footprintOf } from "../../src/estimate/footprint.ts";
import { siteOfRun } from "../../src/estimate/place/run_site.ts";
import type { RunRecord } from "../../src/tracker/run.ts";
import type { Sample } from "../../src/tracker/course/sample.ts";

/** Samples of a run at constant power: 250 W of a card and 50 W of a processor. */
export function samplesOf(
  count: number,
  durationS: number,
  energyKwh: number,
  emissionsKg: number,
): Sample[] {
  return Array.from({ length: count }, (_, i) => {
    const share = count === 1 ? 1 : i / (count - 1);
    return {
      timeS: durationS * share,
      energyKwh: energyKwh * share,
      emissionsKg: emissionsKg * share,
      powerW: 300,
      minPowerW: 280,
      maxPowerW: 320,
      componentPowerW: { accelerator: 250, cpu: 50 },
    };
  });
}

/**
 * A run of 20 min at 300 W, in Iowa: 0.1 kWh of computing, of which 5/6 were measured. What is
 * not of interest to a test is as it is in most runs.
 */
export function aRun(changes: Partial<RunRecord> = {}): RunRecord {
  const footprint = footprintOf(
    {
      itEnergyKwh: 0.1,
      components: [
        {
          component: "accelerator",
          name: "A100 SXM4 80GB",
          energyKwh: 0.1 * 5 / 6,
          method: "measured",
          source: "NVML energy counter",
        },
        {
          component: "cpu",
          name: "AMD EPYC 7B12",
          energyKwh: 0.1 / 6,
          method: "modelled",
          source: "CPU time of the machine",
        },
      ],
      factor: { medianFactor: 1, sigma: 0.1 },
      figures: [],
    },
    siteOfRun({ provider: "gcp", region: "us-central1" }),
  );
  const { energyKwh, emissionsKg } = footprint;
  return {
    ...footprint,
    id: "run-1",
    name: "fine-tune",
    status: "finished",
    reason: undefined,
    startedAt: new Date("2026-11-23T07:54:12Z"),
    durationS: 1200,
    measuredShare: 5 / 6,
    sensors: [],
    attribution: "machine",
    samples: samplesOf(100, 1200, energyKwh, emissionsKg),
    params: {},
    metrics: [],
    calls: [],
    phases: [],
    idle: { durationS: 0, energyKwh: 0, emissionsKg: 0 },
    shared: [],
    sharedEnergyKwh: 0,
    sharedEmissionsKg: 0,
    budgetKg: undefined,
    forecast: undefined,
    keeping: undefined,
    notes: [],
    ...changes,
  };
}

/** The same run in progress, with a forecast and a budget. */
export function aLiveRun(changes: Partial<RunRecord> = {}): RunRecord {
  const run = aRun();
  return {
    ...run,
    status: "running",
    budgetKg: 2 * run.emissionsKg,
    forecast: {
      progress: 0.6,
      durationS: 2000,
      durationRangeS: [1900, 2200],
      energyKwh: run.energyKwh / 0.6,
      energyRangeKwh: [run.energyKwh / 0.7, run.energyKwh / 0.5],
      emissionsKg: run.emissionsKg / 0.6,
      emissionsRangeKg: [run.emissionsKg / 0.7, run.emissionsKg / 0.5],
    },
    ...changes,
  };
}
