import { messageOf } from "../../machine/machine.ts";
import { Columns } from "../course/columns.ts";
import { readRows, RowFile } from "../course/row_file.ts";
import type { Tick } from "../course/tick.ts";

/** What the sensors have counted up to a moment. */
export type Counted = Pick<Tick, "timeS" | "energyJ">;

/**
 * What the sampling thread has counted and the main thread has not taken yet, in a file: the
 * process may end while a cell blocks. The file begins with the last tick that was taken. It harms
 * nothing: if it cannot be written, that is said once, and nothing more is tried.
 */
export class UnsentTicks implements Disposable {
  readonly #failed: (why: string) => void;
  #file: RowFile<"timeS", "energyJ"> | undefined;
  #rows = 0;
  #last: Counted | undefined;

  /**
   * Opens the file.
   * @param path Of an empty file, which exists as long as the run does; `undefined` for no file
   * @param sensors How many sensors there are
   * @param failed Told why it cannot be written
   */
  constructor(
    path: string | undefined,
    sensors: number,
    failed: (why: string) => void,
  ) {
    this.#failed = failed;
    if (path === undefined) return;
    this.#try(() => {
      const file = Deno.openSync(path, { write: true });
      this.#file = new RowFile(file, columnsOf(sensors));
    });
  }

  /**
   * Adds a tick.
   * @param tick Later than the one before
   * @param allTaken Whether the main thread has taken all ticks before this one
   */
  add(tick: Counted, allTaken: boolean): void {
    const last = this.#last;
    this.#last = tick;
    this.#try(() => {
      if (allTaken && last !== undefined) {
        this.#rows = 0;
        this.#file?.write(this.#rows++, last);
      }
      this.#file?.write(this.#rows++, tick);
    });
  }

  [Symbol.dispose](): void {
    this.#file?.[Symbol.dispose]();
    this.#file = undefined;
  }

  #try(write: () => void): void {
    try {
      write();
    } catch (error) {
      this[Symbol.dispose]();
      this.#failed(messageOf(error));
    }
  }
}

/**
 * What each sensor has counted since a moment, and until when.
 * @param bytes Content of the file
 * @param sensors How many sensors there are
 * @param sinceS Time of the last tick that was taken, in s since the start of the run
 * @returns `undefined` if there is nothing later
 */
export function countedSince(
  bytes: Uint8Array<ArrayBuffer>,
  sensors: number,
  sinceS: number,
): Counted | undefined {
  const rows = ticksSince(bytes, sensors, sinceS);
  const [from] = rows;
  const to = rows.at(-1);
  if (from === undefined || to === undefined || to === from) return undefined;
  const energyJ = to.energyJ.map((joules, i) => joules - from.energyJ[i]!);
  return { timeS: to.timeS, energyJ };
}

/** The ticks of the file from a moment on; for the rest see {@linkcode countedSince}. */
export function ticksSince(
  bytes: Uint8Array<ArrayBuffer>,
  sensors: number,
  sinceS: number,
): Counted[] {
  return readRows(bytes, columnsOf(sensors))
    .filter(({ timeS }) => timeS >= sinceS)
    .sort((a, b) => a.timeS - b.timeS);
}

function columnsOf(sensors: number): Columns<"timeS", "energyJ"> {
  return new Columns(["timeS"], "energyJ", sensors);
}
