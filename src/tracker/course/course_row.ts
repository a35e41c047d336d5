import type { SensedComponent } from "../../sensors/parts/sensor.ts";
import { Columns } from "./columns.ts";
import type { Sample } from "./sample.ts";

/** What a run has used up to a moment. */
export interface Point {
  /** Time since the start of the run, in s. */
  readonly timeS: number;
  /** Energy of the facility since the start, in kWh. */
  readonly energyKwh: number;
  /** Emissions since the start, in kgCO2e. */
  readonly emissionsKg: number;
  /** IT energy of each sensor since the start, in J. */
  readonly energyJ: readonly number[];
}

/** A point of the course that is kept, with the powers since the row before. */
export interface CourseRow extends Point {
  /** Least IT power since the row before, in W. */
  readonly minPowerW: number;
  /** Greatest IT power since the row before, in W. */
  readonly maxPowerW: number;
}

/** The columns of a course. Files of earlier versions have them in this order. */
export type CourseColumns = Columns<
  Exclude<keyof CourseRow, "energyJ">,
  "energyJ"
>;

/**
 * The columns of a course.
 * @param sensors How many sensors the run has
 */
export function courseColumns(sensors: number): CourseColumns {
  return new Columns(
    ["timeS", "energyKwh", "emissionsKg", "minPowerW", "maxPowerW"],
    "energyJ",
    sensors,
  );
}

/**
 * Mean IT power between two points.
 * @returns Power, in W; `undefined` if no time has passed
 */
export function powerBetween(from: Point, to: Point): number | undefined {
  const passedS = to.timeS - from.timeS;
  if (passedS <= 0) return undefined;
  let usedJ = 0;
  for (let i = 0; i < to.energyJ.length; i += 1) {
    usedJ += (to.energyJ[i] ?? NaN) - (from.energyJ[i] ?? NaN);
  }
  return usedJ / passedS;
}

/**
 * One row in place of two.
 * @param row The earlier row
 * @param next The row after it
 */
export function joined(row: CourseRow, next: CourseRow): CourseRow {
  // Field by field: a spread would take as long as all else that a sample costs.
  const { timeS, energyKwh, emissionsKg, energyJ } = next;
  const minPowerW = Math.min(row.minPowerW, next.minPowerW);
  const maxPowerW = Math.max(row.maxPowerW, next.maxPowerW);
  return { timeS, energyKwh, emissionsKg, energyJ, minPowerW, maxPowerW };
}

/**
 * What happened from one row to another, as a sample.
 * @param from The earlier row
 * @param to The later row, with the least and the greatest power since the earlier one
 * @param components The part of the machine that each sensor measures
 */
export function sampleOf(
  from: CourseRow,
  to: CourseRow,
  components: readonly SensedComponent[],
): Sample {
  const { timeS, energyKwh, emissionsKg } = to;
  const passedS = timeS - from.timeS;
  const componentPowerW: Partial<Record<SensedComponent, number>> = {};
  let powerW = 0;
  components.forEach((component, i) => {
    const usedJ = (to.energyJ[i] ?? NaN) - (from.energyJ[i] ?? NaN);
    const meanW = passedS > 0 ? usedJ / passedS : 0;
    componentPowerW[component] = (componentPowerW[component] ?? 0) + meanW;
    powerW += meanW;
  });
  return {
    timeS,
    energyKwh,
    emissionsKg,
    powerW,
    minPowerW: Math.min(to.minPowerW, powerW),
    maxPowerW: Math.max(to.maxPowerW, powerW),
    componentPowerW,
  };
}
