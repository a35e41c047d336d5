import { lateModule } from "../late.ts";
import type { SensorReport } from "../sensors/report.ts";
import { cardDisplay, displayed } from "./session/display.ts";

const measuring = lateModule(
  new URL("../sensors/report_in_time.ts", import.meta.url),
  () => import("../sensors/report_in_time.ts"),
);

const DISPLAY = cardDisplay<SensorReport>((drawing, value) =>
  drawing.sensorsCard(value)
);

/**
 * What can be measured on this machine: the energy counters and power gauges of cards, processors
 * and memory, and models where there are none. For each one that is missing it gives the reason and
 * what to do. In a notebook the result shows itself as a table.
 *
 * It opens the sensors, reads them, and closes them again. It never asks for a permission: the
 * findings name what Deno is not allowed to do.
 *
 * @returns Plain, frozen data
 *
 * @example Is the processor measured or modelled?
 * ```ts
 * import assert from "node:assert/strict";
 * import { sensors } from "@carboncell/carboncell";
 *
 * const cpu = sensors().sensors.find(({ component }) => component === "cpu");
 * assert(cpu && ["counter", "gauge", "model"].includes(cpu.method));
 * ```
 */
export function sensors(): SensorReport {
  return displayed(measuring().hostReport(), DISPLAY);
}
