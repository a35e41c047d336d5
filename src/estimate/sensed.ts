import { spread } from "../catalog/spreads.ts";
import { type LogNormal, sum, type Uncertain } from "../model/interval.ts";
import type { Component } from "./result.ts";
import type { SourcedFigure } from "../catalog/sourced_figure.ts";

/** The energy that a sensor measured or modelled. */
export interface SensedEnergy {
  /** Which sensor, such as `nvml:0` or `rapl:package-0:dram`. */
  readonly id: string;
  /** Part of the machine that it measures. */
  readonly component: Component["component"];
  /** How the sensor works. */
  readonly method: "counter" | "gauge" | "model";
  /** The figures that a model is based on. */
  readonly figures: readonly SourcedFigure[];
  /** The energy, in kWh. */
  readonly energyKwh: number;
}

/**
 * Computes how far the sum of several sensors may be off. Sensors of one kind share their error, so
 * eight cards are no more certain than one; sensors of different kinds do not.
 * @param sensed The energy of each sensor
 */
export function sensedFactor(sensed: readonly SensedEnergy[]): LogNormal {
  const kinds = new Map<string, Uncertain>();
  for (const sensor of sensed) {
    const kind = kindOf(sensor);
    const before = kinds.get(kind)?.value ?? 0;
    const { medianFactor, sigma } = spread(kind);
    kinds.set(kind, {
      value: before + sensor.energyKwh,
      factor: { medianFactor, sigma },
    });
  }
  return sum([...kinds.values()]);
}

/** The spread of a sensor's error. */
function kindOf({ id, component, method, figures }: SensedEnergy): string {
  if (method === "model") {
    if (component === "memory") return "memory-model";
    // A virtual machine's share of its host is assumed, and a recording names no figures.
    const known = figures.length > 0 && !figures.some((f) => f.assumed);
    return known ? "cpu-curve" : "vcpu-model";
  }
  const device = id.replace(/^replay:/, "");
  return KINDS.find(([pattern]) => pattern.test(device))?.[1] ??
    "sensor-unstated";
}

const KINDS: readonly (readonly [RegExp, string])[] = [
  [/^nvml:/, "nvml"],
  [/^rapl:.*:dram$/, "rapl-dram"],
  [/^rapl:|^hwmon:amd_energy/, "rapl-package"],
];
