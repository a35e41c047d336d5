import { hostMachine } from "../machine/machine.ts";
import { reportOf, type SensorReport } from "../sensors/report.ts";
import { displayed, displayOf } from "./display.ts";

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
  return displayed(reportOf(hostMachine()), DISPLAY);
}
