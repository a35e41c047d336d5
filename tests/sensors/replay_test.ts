import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import {
  checkRecording,
  type Recording,
  replaySensors,
} from "../../src/sensors/replay.ts";
import { assertClose } from "../close.ts";
import { Metered } from "../tracker/metered.ts";
import { counting, powerW } from "./fake_machine.ts";

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
  const energyJ = counting([counter], () => nowS);
  assertEquals([energyJ()[0], powerW(gauge)], [0, 100]);
  nowS = 5; // halfway to 3000 J and 200 W
  assertEquals([energyJ()[0], powerW(gauge)], [1000, 150]);
  nowS = 99;
  assertEquals([energyJ()[0], powerW(gauge)], [2000, 200]);
});

Deno.test("replaySensors() lies between the readings around any time, however many there are", () => {
  const readings = Array.from({ length: 1000 }, (_, i) => [i, i * i] as const);
  const sensor = { ...RECORDING.sensors[1]!, readings };
  let nowS = 0;
  const [replay] = replaySensors({ version: 1, sensors: [sensor] }, () => nowS);
  fc.assert(
    fc.property(fc.double({ min: -5, max: 1005, noNaN: true }), (at) => {
      nowS = at;
      const from = Math.max(0, Math.min(998, Math.floor(at)));
      // From n² to (n + 1)² on a straight line
      const part = Math.max(0, Math.min(1, at - from));
      assertClose(powerW(replay), from ** 2 + part * (2 * from + 1), 1e-9);
    }),
  );
});

Deno.test("replaySensors() of a model that recorded energy gives energy", () => {
  const [sensor] = RECORDING.sensors;
  const model = { ...sensor!, method: "model", quantity: "energyJ" } as const;
  let nowS = 0;
  const sensors = replaySensors({ version: 1, sensors: [model] }, () => nowS);
  const energyJ = counting(sensors, () => nowS);
  nowS = 10;
  assertEquals(energyJ(), [2000]);
});

Deno.test("checkRecording() takes one that was never text", () => {
  assertEquals(checkRecording(RECORDING), RECORDING);
});

const [good] = RECORDING.sensors;
const withReadings = (readings: unknown) => ({
  version: 1,
  sensors: [{ ...good, readings }],
});

/** A recording, which error, and what it has to say. */
const REFUSALS: Readonly<
  Record<string, readonly [unknown, typeof TypeError, string]>
> = {
  "that is nothing": [null, TypeError, "it must be an object with version"],
  "of another version": [
    { ...RECORDING, version: 2 },
    RangeError,
    "version must be 1: current value is 2",
  ],
  "without sensors": [
    { version: 1 },
    TypeError,
    "sensors must be a list of sensors",
  ],
  "of an unknown part": [
    { version: 1, sensors: [{ ...good, component: "disk" }] },
    RangeError,
    'sensors.0 of the recording as component must be "accelerator", "cpu" or "memory": current value is "disk"',
  ],
  "with a mistyped key": [
    { version: 1, sensors: [{ ...good, quantities: "powerW" }] },
    TypeError,
    '"quantities" (did you mean "quantity"?)',
  ],
  "whose time runs back": [
    withReadings([[1, 5], [0, 6]]),
    RangeError,
    "sensors.0 of the recording as readings.1 must be later",
  ],
  "whose time does not advance": [
    withReadings([[1, 5], [1, 6]]),
    RangeError,
    "readings.1 must be later than the one before",
  ],
  "with a reading below 0": [
    withReadings([[0, -5]]),
    RangeError,
    "not below 0: current value is [ 0, -5 ]",
  ],
  "with a reading that is no number": [
    withReadings([[0, 5], [1, null]]),
    TypeError,
    "readings.1 must be a time in s and a value in J or W",
  ],
  "with half a reading": [
    withReadings([[0]]),
    TypeError,
    "readings.0",
  ],
  "without readings": [withReadings([]), TypeError, "at least one"],
};

for (const [what, [recording, error, says]] of Object.entries(REFUSALS)) {
  Deno.test(`a recording ${what} is refused`, () => {
    assertThrows(() => checkRecording(recording), error, says);
  });
}

Deno.test("a reading that is not finite is refused", () => {
  for (const reading of [[NaN, 1], [0, Infinity]]) {
    const check = () => checkRecording(withReadings([reading]));
    assertThrows(check, TypeError, "both finite numbers");
  }
});

Deno.test("a recorded counter that starts again gives no negative energy, and says so once", () => {
  let nowS = 0;
  const sensors = replaySensors({
    version: 1,
    sensors: [{
      id: "x",
      component: "cpu",
      name: "x",
      method: "counter",
      readings: [[0, 1000], [1, 1400], [2, 0], [3, 500]],
    }],
  }, () => nowS);
  const readAt = (timeS: number) => {
    nowS = timeS;
    return meter.read();
  };
  const meter = new Metered(sensors, () => nowS);
  assertEquals(readAt(1).energyJ, [400]);
  assertEquals(readAt(2.5).notes[0]?.includes("started again"), true);
  assertEquals(readAt(3), { timeS: 3, energyJ: [900], notes: [] });
});

Deno.test("a recording that is over says so once, and what it means", () => {
  let nowS = 0;
  const sensors = replaySensors(RECORDING, () => nowS);
  const meter = new Metered(sensors, () => nowS);
  nowS = 10; // the gauge's last reading
  assertEquals(meter.read().notes, []);
  nowS = 20.1;
  assertEquals(meter.read().notes, [
    "replay:nvml:0: the recording is over, and no more energy is counted",
    "replay:hwmon:amdgpu-card0: the recording is over, and its last power is used from here on",
  ]);
  nowS = 30;
  assertEquals(meter.read().notes, []);
});
