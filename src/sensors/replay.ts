import * as z from "zod/mini";
import type { Reading, Sensor } from "./sensor.ts";

/** What was read of one sensor. */
export interface RecordedSensor {
  /** Its id at the time. */
  readonly id: string;
  /** Part of the machine. */
  readonly component: Sensor["component"];
  /** The device. */
  readonly name: string;
  /** How it knew. */
  readonly method: Sensor["method"];
  /** What the values are. @default energy in J of a counter, else power in W */
  readonly quantity?: "energyJ" | "powerW" | undefined;
  /** Time in the recording, in s, ascending, and what was read: J or W. */
  readonly readings: readonly (readonly [timeS: number, value: number])[];
}

/** A recording of sensors, as it stands in a JSON file. */
export interface Recording {
  /** Version of the format. */
  readonly version: 1;
  /** The sensors. */
  readonly sensors: readonly RecordedSensor[];
}

const readings = z.array(
  z.readonly(z.tuple([z.number(), z.number().check(z.gte(0))])),
).check(
  z.minLength(1),
  z.refine(
    (list) => list.every((r, i) => i === 0 || r[0] > (list[i - 1]?.[0] ?? 0)),
    "time must ascend",
  ),
);

const schema: z.ZodMiniType<Recording> = z.object({
  version: z.literal(1),
  sensors: z.array(
    z.object({
      id: z.string().check(z.minLength(1)),
      component: z.enum(["accelerator", "cpu", "memory"]),
      name: z.string(),
      method: z.enum(["counter", "gauge", "model"]),
      quantity: z.optional(z.enum(["energyJ", "powerW"])),
      readings,
    }),
  ),
});

/**
 * A recording, from the text of its file.
 * @param text JSON
 * @throws {SyntaxError} If it is not JSON
 * @throws {TypeError} If it is not a recording; says which field does not fit
 */
export function parseRecording(text: string): Recording {
  return checkRecording(JSON.parse(text));
}

/**
 * Checks a recording.
 * @param value Anything
 * @throws {TypeError} If it is not a recording; says which field does not fit
 */
export function checkRecording(value: unknown): Recording {
  const result = z.safeParse(schema, value);
  if (result.success) return result.data;
  const { path = [], message = "" } = result.error.issues[0] ?? {};
  throw new TypeError(
    `Cannot read the recording as ${
      path.join(".") || "it"
    } does not fit: ${message}`,
  );
}

/**
 * A recording as sensors: whatever can be done with a device can be done with them.
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
  const firstJ = readings[0]?.[1] ?? 0;
  let energyJ = 0;
  const read = (): Reading => {
    const value = valueAt(readings, nowS());
    if (!counts) return { powerW: value };
    energyJ = Math.max(energyJ, value - firstJ);
    return { energyJ };
  };
  return {
    id: `replay:${id}`,
    component,
    name,
    method,
    source: `a recording of ${id}`,
    figures: [],
    read,
    [Symbol.dispose]: () => {},
  };
}

/** On a straight line between two readings; before the first and after the last, as they are. */
function valueAt(
  readings: RecordedSensor["readings"],
  timeS: number,
): number {
  const next = readings.findIndex(([at]) => at >= timeS);
  const after = readings[next < 0 ? readings.length - 1 : next];
  const before = readings[next - 1];
  if (after === undefined) return NaN;
  if (before === undefined) return after[1];
  const part = (timeS - before[0]) / (after[0] - before[0]);
  return before[1] + (after[1] - before[1]) * part;
}
