import { Columns } from "../course/columns.ts";
import { readRows, RowFile } from "../course/row_file.ts";

/** What the sensors have counted up to a moment. */
export interface TapeRow {
  /** Time since the start of the run, in s. */
  readonly timeS: number;
  /** Energy of each sensor, in J, since whenever it began to count. */
  readonly energyJ: readonly number[];
}

/**
 * What the thread that samples has counted and the other one has not yet taken: in a file, for the case that
 * the process ends while a cell blocks. It begins with the last tick that was taken.
 */
export class Tape implements Disposable {
  readonly #file: RowFile<"timeS", "energyJ">;
  #slot = 0;
  #last: TapeRow | undefined;

  /**
   * Opens the file.
   * @param path Of a file that is there, and empty: one that is gone belongs to a run that has ended
   * @param sensors How many sensors there are
   */
  constructor(path: string, sensors: number) {
    const file = Deno.openSync(path, { write: true });
    this.#file = new RowFile(file, tapeColumns(sensors));
  }

  /**
   * Adds a tick.
   * @param tick Later than the one before
   * @param allTaken Whether the other thread has taken all ticks before this one
   */
  add(tick: TapeRow, allTaken: boolean): void {
    if (allTaken && this.#last !== undefined) {
      this.#slot = 0;
      this.#write(this.#last);
    }
    this.#write(tick);
    this.#last = tick;
  }

  [Symbol.dispose](): void {
    this.#file[Symbol.dispose]();
  }

  #write(row: TapeRow): void {
    this.#file.write(this.#slot, row);
    this.#slot += 1;
  }
}

/**
 * What each sensor has counted since a moment, and until when.
 * @param bytes Content of a tape
 * @param sensors How many sensors there are
 * @param sinceS Time of the last tick that was taken, in s since the start of the run
 * @returns `undefined` if there is nothing later
 */
export function countedSince(
  bytes: Uint8Array<ArrayBuffer>,
  sensors: number,
  sinceS: number,
): TapeRow | undefined {
  const rows = readRows(bytes, tapeColumns(sensors))
    .filter(({ timeS }) => timeS >= sinceS)
    .sort((a, b) => a.timeS - b.timeS);
  const [from] = rows;
  const to = rows.at(-1);
  if (from === undefined || to === undefined || to === from) return undefined;
  const energyJ = to.energyJ.map((joules, i) => joules - from.energyJ[i]!);
  return { timeS: to.timeS, energyJ };
}

function tapeColumns(sensors: number): Columns<"timeS", "energyJ"> {
  return new Columns(["timeS"], "energyJ", sensors);
}
