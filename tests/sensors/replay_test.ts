import { assertEquals, assertThrows } from "@std/assert";
import {
  parseRecording,
  type Recording,
  replaySensors,
} from "../../src/sensors/replay.ts";
import { energyJ, powerW } from "./fake_machine.ts";

const RECORDING: Recording = {
  version: 1,
  sensors: [
    {
      id: "nvml:0",
      component: "accelerator",
      name: "A100 SXM4 80GB",
      method: "counter",
      readings: [[0, 1000], [10, 3000], [20, 3000]],
    },
    {
      id: "hwmon:amdgpu-card0",
      component: "accelerator",
      name: "AMD card0",
      method: "gauge",
      readings: [[0, 100], [10, 200]],
    },
  ],
};

Deno.test("replaySensors() reads what was recorded, at the time of the given clock", () => {
  let nowS = 0;
  const [counter, gauge] = replaySensors(RECORDING, () => nowS);
  assertEquals([counter?.id, gauge?.id], [
    "replay:nvml:0",
    "replay:hwmon:amdgpu-card0",
  ]);
  assertEquals([energyJ(counter), powerW(gauge)], [0, 100]);
  nowS = 5; // halfway to 3000 J and 200 W
  assertEquals([energyJ(counter), powerW(gauge)], [1000, 150]);
  nowS = 99;
  assertEquals([energyJ(counter), powerW(gauge)], [2000, 200]);
});

Deno.test("replaySensors() never goes back, even if the clock does", () => {
  let nowS = 10;
  const [counter] = replaySensors(RECORDING, () => nowS);
  assertEquals(energyJ(counter), 2000);
  nowS = 0;
  assertEquals(energyJ(counter), 2000);
});

Deno.test("replaySensors() of a model that recorded energy gives energy", () => {
  const [sensor] = RECORDING.sensors;
  const model = { ...sensor!, method: "model", quantity: "energyJ" } as const;
  const [replay] = replaySensors({ version: 1, sensors: [model] }, () => 10);
  assertEquals(energyJ(replay), 2000);
});

Deno.test("parseRecording() gives back what was written", () => {
  assertEquals(parseRecording(JSON.stringify(RECORDING)), RECORDING);
});

const [good] = RECORDING.sensors;
const REFUSALS: Readonly<Record<string, readonly [unknown, string]>> = {
  "of another version": [{ ...RECORDING, version: 2 }, "version"],
  "without sensors": [{ version: 1 }, "sensors"],
  "of an unknown part": [
    { version: 1, sensors: [{ ...good, component: "disk" }] },
    "sensors.0.component",
  ],
  "whose time runs back": [
    { version: 1, sensors: [{ ...good, readings: [[1, 5], [0, 6]] }] },
    "time must ascend",
  ],
  "with a reading below 0": [
    { version: 1, sensors: [{ ...good, readings: [[0, -5]] }] },
    "sensors.0.readings.0.1",
  ],
  "without readings": [
    { version: 1, sensors: [{ ...good, readings: [] }] },
    "sensors.0.readings",
  ],
};

for (const [what, [recording, says]] of Object.entries(REFUSALS)) {
  Deno.test(`parseRecording() refuses a recording ${what}`, () => {
    const parse = () => parseRecording(JSON.stringify(recording));
    assertThrows(parse, TypeError, says);
  });
}

Deno.test("parseRecording() refuses what is not JSON", () => {
  assertThrows(() => parseRecording("{"), SyntaxError);
});
