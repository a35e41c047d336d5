import type { RunCall } from "../../tracker/calls/run_call.ts";

/** What calls have emitted until a moment. */
export interface CalledAt {
  /** When the last of them ended, in s since the start of the run. */
  readonly timeS: number;
  /** In kgCO2e. */
  readonly emissionsKg: number;
}

/** More steps than this cannot be told apart. */
const MOST_STEPS = 400;

/**
 * What the calls of a run have emitted in all, call by call; of many calls, some.
 * @param calls Of a run, in any order
 */
export function calledCourse(calls: readonly RunCall[] = []): CalledAt[] {
  let sumKg = 0;
  const course = calls.filter(({ emissionsKg }) => emissionsKg !== undefined)
    .map(({ timeS, durationS = 0, emissionsKg = 0 }) => ({
      timeS: timeS + durationS,
      emissionsKg,
    }))
    .sort((a, b) => a.timeS - b.timeS)
    .map(({ timeS, emissionsKg }) => ({
      timeS,
      emissionsKg: sumKg += emissionsKg,
    }));
  const step = Math.ceil(course.length / MOST_STEPS);
  return course.filter((_, i) => (course.length - 1 - i) % step === 0);
}

/** A point of a course: a moment, and what was emitted until then. */
type TimedKg = readonly [timeS: number, kg: number];

/**
 * The emissions of a machine with those of calls on top, which rise at once when a call ends.
 * @param machine The emissions of the machine, in order
 * @param called What calls have emitted, in order
 */
export function withCalled(
  machine: readonly TimedKg[],
  called: readonly CalledAt[],
): readonly TimedKg[] {
  if (called.length === 0) return machine;
  const points: TimedKg[] = [];
  let next = 0;
  let calledKg = 0;
  const addUntil = (endS: number, machineAt: (timeS: number) => number) => {
    for (; next < called.length; next += 1) {
      const { timeS, emissionsKg } = called[next] as CalledAt;
      if (timeS > endS) return;
      const kg = machineAt(timeS);
      points.push([timeS, kg + calledKg], [timeS, kg + emissionsKg]);
      calledKg = emissionsKg;
    }
  };
  machine.forEach(([timeS, kg], i) => {
    const [fromS, fromKg] = machine[i - 1] ?? [0, 0];
    const slope = timeS > fromS ? (kg - fromKg) / (timeS - fromS) : 0;
    addUntil(timeS, (atS) => fromKg + slope * (atS - fromS));
    points.push([timeS, kg + calledKg]);
  });
  const [endS, endKg] = machine.at(-1) ?? [0, 0];
  addUntil(Infinity, () => endKg);
  // A call may seem to have ended after the run, by the last bits of its times.
  return points.map(([timeS, kg]) => [Math.min(timeS, endS), kg]);
}
