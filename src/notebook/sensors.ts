import type { SourcedFigure } from "../estimate/sourced_figure.ts";
import { detectSensors } from "../sensors/detect.ts";
import type { Finding } from "../sensors/finding.ts";
import { hostMachine } from "../sensors/machine.ts";
import type {
  SensedComponent,
  SensingMethod,
  Sensor,
} from "../sensors/sensor.ts";
import { displayed, displayOf } from "./display.ts";

/** A sensor that was found. */
export interface FoundSensor {
  /** Its name in a run, such as `nvml:0` or `rapl:package-0`. */
  readonly id: string;
  /** Part of the machine that it measures. */
  readonly component: SensedComponent;
  /** The device, in the catalogue's words where it is there. */
  readonly name: string;
  /** How it knows. */
  readonly method: SensingMethod;
  /** What it reads, in words. */
  readonly source: string;
}

/** What was found on this machine, why, and what is missing. */
export interface SensorReport {
  /** What would be measured, and how. */
  readonly sensors: readonly FoundSensor[];
  /** Everything that was tried, with its reason and how to get what is missing. */
  readonly findings: readonly Finding[];
  /** Operating system and processor architecture, such as `linux x86_64`. */
  readonly platform: string;
  /** The figures that the models rest on, those assumed marked. */
  readonly sources: readonly SourcedFigure[];
}

const DISPLAY = displayOf<SensorReport>((drawing, value) =>
  drawing.sensorsBundle(value)
);

/**
 * What can be measured on this machine: energy counters and power gauges of cards, processors and
 * memory, models where there are none, and for each that is missing the reason and what to do
 * about it. In a notebook the result shows itself as a table.
 *
 * It opens the sensors, looks, and closes them again. It never asks for a permission: what Deno was
 * not allowed is named among the findings.
 *
 * @returns Plain, frozen data
 *
 * @example Is the processor counted or modelled?
 * ```ts
 * import assert from "node:assert/strict";
 * import { sensors } from "@carboncell/carboncell";
 *
 * const cpu = sensors().sensors.find(({ component }) => component === "cpu");
 * assert(cpu && ["counter", "gauge", "model"].includes(cpu.method));
 * ```
 */
export function sensors(): SensorReport {
  const found = detectSensors(hostMachine());
  for (const sensor of found.sensors) sensor[Symbol.dispose]();
  const report: SensorReport = {
    sensors: frozen(found.sensors.map(plain)),
    findings: frozen(found.findings),
    platform: `${Deno.build.os} ${Deno.build.arch}`,
    sources: frozen(found.sensors.flatMap(({ figures }) => figures)),
  };
  return displayed(report, DISPLAY);
}

function plain({ id, component, name, method, source }: Sensor): FoundSensor {
  return { id, component, name, method, source };
}

function frozen<T>(items: readonly T[]): readonly T[] {
  return Object.freeze(items.map((item) => Object.freeze({ ...item })));
}
