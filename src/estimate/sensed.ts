import { spread } from "../catalog/spreads.ts";
import { type LogNormal, sum, type Uncertain } from "../model/interval.ts";
import type { Component } from "./result.ts";
import type { SourcedFigure } from "../catalog/sourced_figure.ts";

/** What a sensor said in all. */
export interface SensedEnergy {
  /** Which sensor, such as `nvml:0` or `rapl:package-0:dram`. */
  readonly id: string;
  /** Part of the machine that it measures. */
  readonly component: Component["component"];
  /** How it knows. */
  readonly method: "counter" | "gauge" | "model";
  /** The figures that a model rests on. */
  readonly figures: readonly SourcedFigure[];
  /** The energy, in kWh. */
  readonly energyKwh: number;
}

/**
 * How far the sum of what sensors say may be off. Sensors of one kind err alike, so that eight
 * cards are no surer than one; those of different kinds do not.
 * @param sensed Of each sensor
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

/** The spread that holds for a sensor. */
function kindOf({ id, component, method, figures }: SensedEnergy): string {
  if (method === "model") {
    if (component === "memory") return "memory-model";
    // A virtual machine's share of its host is assumed, and a recording does not say what it rests on.
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
