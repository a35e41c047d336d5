import type { Point } from "../../tracker/course/series.ts";
import { readSlots, SlotFile } from "../../tracker/slot_file.ts";

/** A stretch of a run, up to a moment, as its journal has it. */
export interface CourseRow {
  /** Time since the start of the run, in s. */
  readonly timeS: number;
  /** Energy of the facility since the start, in kWh. */
  readonly energyKwh: number;
  /** Emissions since the start, in kgCO2e. */
  readonly emissionsKg: number;
  /** Least IT power since the row before, in W. */
  readonly minPowerW: number;
  /** Greatest IT power since the row before, in W. */
  readonly maxPowerW: number;
  /** IT energy of each sensor since the start, in J. */
  readonly energyJ: readonly number[];
}

/** Numbers of a row before those of the sensors. */
const FIXED = 5;

/** A row covers at least this part of the time until then, so that a month makes no more of them than hours. */
const SPACING = 1 / 1024;

/**
 * The course of a run that goes on, in a file: every point is written at once, over the one before
 * where that is too near to be kept.
 */
export class CourseFile implements Disposable {
  readonly #file: SlotFile;
  #slot = -1;
  /** Time of the row before the last one. */
  #fromS = 0;
  #last: Point | undefined;
  #powerW = 0;
  #minPowerW = 0;
  #maxPowerW = 0;

  /**
   * Makes the file.
   * @param path Of a file that is not there yet
   * @param sensors How many sensors there are
   */
  constructor(path: string, sensors: number) {
    const file = Deno.openSync(path, { write: true, createNew: true });
    this.#file = new SlotFile(file, FIXED + sensors);
  }

  /** Adds a point, not before the last one. */
  add(point: Point): void {
    const last = this.#last;
    this.#powerW = powerBetween(last, point) ?? this.#powerW;
    const near = point.timeS - this.#fromS <= point.timeS * SPACING;
    if (this.#slot > 0 && near) {
      this.#minPowerW = Math.min(this.#minPowerW, this.#powerW);
      this.#maxPowerW = Math.max(this.#maxPowerW, this.#powerW);
    } else {
      this.#fromS = last?.timeS ?? 0;
      this.#slot += 1;
      this.#minPowerW = this.#powerW;
      this.#maxPowerW = this.#powerW;
    }
    this.#last = point;
    const { timeS, energyKwh, emissionsKg, energyJ } = point;
    this.#file.write(this.#slot, [
      timeS,
      energyKwh,
      emissionsKg,
      this.#minPowerW,
      this.#maxPowerW,
      ...energyJ,
    ]);
  }

  [Symbol.dispose](): void {
    this.#file[Symbol.dispose]();
  }
}

/**
 * The rows of such a file, in their order.
 * @param bytes Its content; while it is written to, the last row may be half there
 * @param sensors How many sensors there are
 */
export function readCourse(
  bytes: Uint8Array<ArrayBuffer>,
  sensors: number,
): CourseRow[] {
  return readSlots(bytes, FIXED + sensors).map((row) => ({
    timeS: row[0]!,
    energyKwh: row[1]!,
    emissionsKg: row[2]!,
    minPowerW: row[3]!,
    maxPowerW: row[4]!,
    energyJ: [...row.subarray(FIXED)],
  }));
}

function powerBetween(from: Point | undefined, to: Point): number | undefined {
  if (from === undefined) return undefined;
  const passedS = to.timeS - from.timeS;
  if (passedS <= 0) return undefined;
  let joules = 0;
  to.energyJ.forEach((energyJ, i) => joules += energyJ - from.energyJ[i]!);
  return joules / passedS;
}
