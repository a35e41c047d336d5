import type { Sample } from "../../mod.ts";
import type { Phase } from "../../src/tracker/course/phase_log.ts";
import type { RunCourse } from "../../src/notebook/types.ts";

/** A sample at constant power: 240 W of a card, 48 W of a processor, 12 W of memory. */
export function sampleAt(timeS: number): Sample {
  // 300 W for an hour at 400 g/kWh: 0.3 kWh and 0.12 kg.
  return {
    timeS,
    energyKwh: 0.3 * timeS / 3600,
    emissionsKg: 0.12 * timeS / 3600,
    powerW: 300,
    minPowerW: 280,
    maxPowerW: 320,
    componentPowerW: { accelerator: 240, cpu: 48, memory: 12 },
  };
}

/** Samples at constant power, from the start on. */
export function samplesTo(durationS: number, count: number): Sample[] {
  const start = {
    ...sampleAt(0),
    powerW: 0,
    minPowerW: 0,
    maxPowerW: 0,
    componentPowerW: { accelerator: 0, cpu: 0, memory: 0 },
  };
  return [
    start,
    ...Array.from(
      { length: count },
      (_, i) => sampleAt(durationS * (i + 1) / count),
    ),
  ];
}

/** A run of 20 min at 300 W and 400 g/kWh: 0.1 kWh, 40 g. */
export function aCourse(changes: Partial<RunCourse> = {}): RunCourse {
  return {
    name: "fine-tune",
    status: "finished",
    samples: samplesTo(1200, 40),
    phases: [],
    durationS: 1200,
    itEnergyKwh: 0.1,
    emissionsKg: 0.04,
    emissionsRangeKg: [0.03, 0.055],
    budgetKg: undefined,
    forecast: undefined,
    ...changes,
  };
}

/** The same after a third of the time: 13.3 g, with 40 g and 20 min expected. */
export function aLiveCourse(changes: Partial<RunCourse> = {}): RunCourse {
  return {
    ...aCourse(),
    status: "running",
    samples: samplesTo(400, 40),
    durationS: 400,
    itEnergyKwh: 0.1 / 3,
    emissionsKg: 0.04 / 3,
    emissionsRangeKg: [0.01, 0.018],
    forecast: {
      progress: 1 / 3,
      durationS: 1200,
      durationRangeS: [1100, 1400],
      energyKwh: 0.1,
      energyRangeKwh: [0.09, 0.12],
      emissionsKg: 0.04,
      emissionsRangeKg: [0.036, 0.048],
    },
    ...changes,
  };
}

/** A run that ended before anything was measured. */
export function anEmptyCourse(changes: Partial<RunCourse> = {}): RunCourse {
  return {
    ...aCourse(),
    samples: [],
    durationS: 0,
    itEnergyKwh: 0,
    emissionsKg: 0,
    emissionsRangeKg: [0, 0],
    ...changes,
  };
}

/** A phase that took 5 g. */
export function phase(name: string, startS: number, endS: number): Phase {
  return { name, startS, endS, energyKwh: 0.0125, emissionsKg: 0.005 };
}
