import type { Recording } from "../../src/sensors/replay.ts";

const HOUR = 3600;

/** A card at 300 W by its counter, a processor at 100 W by a gauge, for an hour. */
export const STEADY: Recording = {
  version: 1,
  sensors: [
    {
      id: "nvml:0",
      component: "accelerator",
      name: "A100 SXM4 80GB",
      method: "counter",
      readings: [[0, 0], [HOUR, 300 * HOUR]],
    },
    {
      id: "hwmon:cpu",
      component: "cpu",
      name: "processor",
      method: "gauge",
      readings: [[0, 100], [HOUR, 100]],
    },
  ],
};
