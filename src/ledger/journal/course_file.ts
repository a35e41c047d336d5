import {
  courseColumns,
  type CourseRow,
  joined,
  type Point,
  powerBetween,
} from "../../tracker/course/course_row.ts";
import { readRows, RowFile } from "../../tracker/course/row_file.ts";

/** A row covers at least this part of the run's time, so that a month needs only hours of rows. */
const SPACING = 1 / 1024;

/**
 * The course of a run in progress, in a file. Every point is written at once; a point too near to
 * the row before overwrites the last row.
 */
export class CourseFile implements Disposable {
  readonly #file: RowFile<Exclude<keyof CourseRow, "energyJ">, "energyJ">;
  #index = -1;
  /** Time of the row before the last one. */
  #fromS = 0;
  #row: CourseRow | undefined;
  #powerW = 0;

  /**
   * Makes the file.
   * @param path Of a file that is not there yet
   * @param sensors How many sensors there are
   */
  constructor(path: string, sensors: number) {
    const file = Deno.openSync(path, { write: true, createNew: true });
    this.#file = new RowFile(file, courseColumns(sensors));
  }

  /** Adds a point, not before the last one. */
  add(point: Point): void {
    const last = this.#row;
    if (last !== undefined) {
      this.#powerW = powerBetween(last, point) ?? this.#powerW;
    }
    const powerW = this.#powerW;
    const row = { ...point, minPowerW: powerW, maxPowerW: powerW };
    const isNear = point.timeS - this.#fromS <= point.timeS * SPACING;
    if (last !== undefined && this.#index > 0 && isNear) {
      this.#row = joined(last, row);
    } else {
      this.#row = row;
      this.#fromS = last?.timeS ?? 0;
      this.#index += 1;
    }
    this.#file.write(this.#index, this.#row);
  }

  [Symbol.dispose](): void {
    this.#file[Symbol.dispose]();
  }
}

/**
 * The rows of such a file, in order.
 * @param bytes Its content; while it is written to, the last row may be incomplete
 * @param sensors How many sensors there are
 */
export function readCourse(
  bytes: Uint8Array<ArrayBuffer>,
  sensors: number,
): CourseRow[] {
  return readRows(bytes, courseColumns(sensors));
}
