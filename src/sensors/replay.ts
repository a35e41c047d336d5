import {
  countedBetween,
  integratedBetween,
  STARTED_AGAIN,
} from "./parts/energy_used.ts";
import * as v from "../input.ts";
import { unasked } from "../machine/asking.ts";
import type { SensedComponent, SensingMethod, Sensor } from "./parts/sensor.ts";

/** What was read of one sensor. */
export interface RecordedSensor {
  /** Its id at the time. */
  readonly id: string;
  /** Part of the machine. */
  readonly component: SensedComponent;
  /** The device. */
  readonly name: string;
  /** How it knew. */
  readonly method: SensingMethod;
  /** What the values are. @default energy in J of a counter, else power in W */
  readonly quantity?: "energyJ" | "powerW" | undefined;
  /** Time in the recording, in s, ascending, and what was read: J or W. */
  readonly readings: readonly (readonly [timeS: number, value: number])[];
}

/** A recording of sensors, as in a JSON file. */
export interface Recording {
  /** Version of the format. */
  readonly version: 1;
  /** The sensors. */
  readonly sensors: readonly RecordedSensor[];
}

const RECORDING = v.record({
  version: v.number(v.least(1), v.most(1)),
  sensors: v.list(v.anything()),
});

const SENSOR = v.record({
  id: v.text(),
  component: v.word("accelerator", "cpu", "memory"),
  name: v.text(),
  method: v.word("counter", "gauge", "model"),
  quantity: v.optional(v.word("energyJ", "powerW")),
  // Those of a day would take a schema seconds.
  readings: v.anything(),
});

const WANTED: v.Wanted = {
  doing: "read the recording",
  whole: "an object with version and sensors",
  fields: { version: "1", sensors: "a list of sensors" },
};

const SENSOR_WANTED: Omit<v.Wanted, "doing"> = {
  whole: "an object",
  fields: {
    id: "text",
    component: '"accelerator", "cpu" or "memory"',
    name: "text",
    method: '"counter", "gauge" or "model"',
    quantity: '"energyJ", "powerW" or left out',
    readings: "a list of readings",
  },
};

/**
 * Checks a recording.
 * @param value Anything
 * @throws {TypeError} If it is not a recording; says which field does not fit
 * @throws {RangeError} If a value is out of its range
 */
export function checkRecording(value: unknown): Recording {
  v.checkInput(RECORDING, value, WANTED);
  const recording = value as Recording;
  recording.sensors.forEach((sensor, i) => {
    const doing = `read sensors.${i} of the recording`;
    v.checkInput(SENSOR, sensor, { doing, ...SENSOR_WANTED });
    checkReadings(sensor.readings, doing);
  });
  return recording;
}

function checkReadings(readings: unknown, doing: string): void {
  if (!Array.isArray(readings) || readings.length === 0) {
    throw new TypeError(
      `Cannot ${doing} as readings must be a list of at least one: current value is ${
        v.shown(readings)
      }`,
    );
  }
  let lastS = -Infinity;
  readings.forEach((reading: unknown, i) => {
    const current = () => `current value is ${v.shown(reading)}`;
    if (!isPair(reading)) {
      throw new TypeError(
        `Cannot ${doing} as readings.${i} must be a time in s and a value in J or W, both finite numbers: ${current()}`,
      );
    }
    const [timeS, value] = reading;
    if (value < 0 || timeS <= lastS) {
      throw new RangeError(
        `Cannot ${doing} as readings.${i} must be later than the one before, and not below 0: ${current()}`,
      );
    }
    lastS = timeS;
  });
}

function isPair(reading: unknown): reading is readonly [number, number] {
  return Array.isArray(reading) && reading.length === 2 &&
    Number.isFinite(reading[0]) && Number.isFinite(reading[1]);
}

/**
 * The sensors of a recording: they can do whatever a device can do.
 * @param recording What was read
 * @param nowS Time in the recording, in s
 */
export function replaySensors(
  recording: Recording,
  nowS: () => number,
): Sensor[] {
  return recording.sensors.map((recorded) => replaySensor(recorded, nowS));
}

function replaySensor(
  { id, component, name, method, quantity, readings }: RecordedSensor,
  nowS: () => number,
): Sensor {
  const counts = (quantity ?? (method === "counter" ? "energyJ" : "powerW")) ===
    "energyJ";
  const { played, resetsS } = counts
    ? withoutResets(readings)
    : { played: readings, resetsS: [] };
  const endS = readings.at(-1)?.[0] ?? 0;
  const over = counts
    ? "the recording is over, and no more energy is counted"
    : "the recording is over, and its last power is used from here on";
  const usedBetween = counts ? countedBetween : integratedBetween;
  return {
    id: `replay:${id}`,
    component,
    name,
    method,
    source: `a recording of ${id}`,
    figures: [],
    read: (glanced) => unasked(() => [glanced ?? valueAt(played, nowS())]),
    ...method === "gauge" && !counts && {
      glance: () => unasked(() => valueAt(played, nowS())),
    },
    usedBetween: (from, to) => {
      const isIn = (timeS: number) => from.timeS < timeS && timeS <= to.timeS;
      const ends = from.timeS <= endS && endS < to.timeS;
      const note = ends ? over : resetsS.some(isIn) ? STARTED_AGAIN : undefined;
      return { ...usedBetween(from, to), ...note !== undefined && { note } };
    },
    close: () => unasked(() => {}),
  };
}

/** Energy since the first reading; a step in which the counter started again adds nothing. */
function withoutResets(readings: RecordedSensor["readings"]) {
  let energyJ = 0;
  const resetsS: number[] = [];
  const played = readings.map(
    ([timeS, value], i): readonly [number, number] => {
      const before = readings[i - 1]?.[1] ?? value;
      if (value < before) resetsS.push(timeS);
      energyJ += Math.max(0, value - before);
      return [timeS, energyJ];
    },
  );
  return { played, resetsS };
}

/** On a straight line between two readings; before the first and after the last, as they are. */
function valueAt(readings: RecordedSensor["readings"], timeS: number): number {
  const next = firstFrom(readings, timeS);
  const after = readings[next] ?? readings.at(-1);
  const before = readings[next - 1];
  if (after === undefined) return NaN;
  if (before === undefined || before === after) return after[1];
  const part = (timeS - before[0]) / (after[0] - before[0]);
  return before[1] + (after[1] - before[1]) * part;
}

/** Index of the first reading at a time or later, or the number of readings. */
function firstFrom(
  readings: RecordedSensor["readings"],
  timeS: number,
): number {
  let low = 0;
  let high = readings.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((readings[middle]?.[0] ?? Infinity) < timeS) low = middle + 1;
    else high = middle;
  }
  return low;
}
