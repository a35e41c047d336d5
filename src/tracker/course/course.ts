import type { SensedComponent } from "../../sensors/parts/sensor.ts";
import {
  type Balance,
  CellGaps,
  type Gap,
  type IntensityAt,
  Tally,
} from "./tally.ts";
import { ClockJumps } from "./clock_jumps.ts";
import { BetweenTicks, type Moment } from "./between_ticks.ts";
import type { Notes } from "./notes.ts";
import type { Sample } from "./sample.ts";
import type { Tick } from "./tick.ts";
import { Series } from "./series.ts";

/** A process that uses more CPUs than this is running a cell. */
const BUSY_CPUS = 0.5;

/** The most ticks that wait until it is known whether a cell ran: a quarter of an hour. */
const MOST_DOUBTFUL = 1000;

/** What a course needs. */
export interface CourseOptions {
  /** The part of the machine that each sensor measures. */
  readonly components: readonly SensedComponent[];
  /** Power usage effectiveness. */
  readonly pue: number;
  /** Carbon intensity by time. */
  readonly intensityAt: IntensityAt;
  /** Time since the start of the run, in s. */
  readonly nowS: () => number;
  /** Takes what is unusual. */
  readonly notes: Notes;
}

/** Energy of facilities, in kWh, and emissions, in kgCO2e. */
type Used = Pick<Balance, "energyKwh" | "emissionsKg">;

/** The course of a run: what the sensors counted, and when its cells ran. */
export class Course {
  readonly #options: CourseOptions;
  readonly #tally: Tally;
  readonly #betweenTicks: BetweenTicks;
  readonly #series: Series;
  readonly #gaps = new CellGaps();
  readonly #jumps = new ClockJumps();
  #calls: Used = { energyKwh: 0, emissionsKg: 0 };
  // It is not known yet whether a cell ran at these ticks.
  readonly #doubtful: Tick[] = [];

  /** An empty course. */
  constructor(options: CourseOptions) {
    const { components, pue, intensityAt } = options;
    this.#options = options;
    this.#tally = new Tally(components.length, pue, intensityAt);
    this.#betweenTicks = new BetweenTicks(this.#tally.balance);
    this.#series = new Series(components.length);
  }

  /** What the machine has used, as of the last tick. */
  get balance(): Balance {
    return this.#tally.balance;
  }

  /** What the machine has used, as of the last tick, and calls to models. */
  get whole(): Balance {
    const { balance } = this;
    const { energyKwh, emissionsKg } = this.#calls;
    // Most runs make no calls, and this is asked at every tick.
    return energyKwh === 0 && emissionsKg === 0 ? balance : {
      ...balance,
      energyKwh: balance.energyKwh + energyKwh,
      emissionsKg: balance.emissionsKg + emissionsKg,
    };
  }

  /** Takes in what calls to models have used so far. */
  called(used: Used): void {
    this.#calls = used;
  }

  /** The course itself. */
  get series(): Series {
    return this.#series;
  }

  /** When no cell ran; a pause that is not over has no end. */
  get pauses(): readonly Gap[] {
    return this.#gaps.all;
  }

  /** When the wall clock was set or the machine slept. */
  get jumps(): ClockJumps["all"] {
    return this.#jumps.all;
  }

  /** Takes in a tick. */
  take(tick: Tick): void {
    this.#jumps.take(tick);
    this.#doubtful.push(tick);
    this.#settle(this.#gaps.isOpen ? MOST_DOUBTFUL : 0);
  }

  /**
   * The moment now; its figures are known when the next tick has come.
   * @param settled Called then
   */
  now(settled?: (moment: Moment) => void): Moment {
    return this.#betweenTicks.at(this.#options.nowS(), settled);
  }

  /** The moment of the last tick. */
  last(): Moment {
    const { timeS, activeS, energyKwh, emissionsKg } = this.whole;
    return { timeS, activeS, energyKwh, emissionsKg };
  }

  /**
   * What was kept, as samples.
   * @param most How many at the most. @default all
   */
  samples(most?: number): Sample[] {
    return this.#series.samples(this.#options.components, most);
  }

  /**
   * A cell has ended: until the next one begins, the run is idle.
   * @param timeS When, in s since the start of the run
   */
  cellEnded(timeS: number): void {
    this.#gaps.begin(timeS);
  }

  /**
   * A cell is running: a message said that it began.
   * @param timeS Since when, in s since the start of the run
   */
  cellBegan(timeS: number): void {
    if (this.#gaps.end(timeS)) this.#settle(0);
  }

  /**
   * A cell is running: its code calls the run. If it has blocked the event loop since it began, the
   * message of its beginning is not read yet, but the CPU time shows since when.
   */
  cellRuns(): void {
    if (this.#gaps.isOpen) this.cellBegan(this.#busySinceS());
  }

  #busySinceS(): number {
    const ticks = this.#doubtful;
    let sinceS = this.#options.nowS();
    for (let i = ticks.length - 1; i > 0; i -= 1) {
      const [from, to] = [ticks[i - 1] as Tick, ticks[i] as Tick];
      const busyS = to.ownCpuS - from.ownCpuS;
      if (busyS < BUSY_CPUS * (to.timeS - from.timeS)) break;
      sinceS = from.timeS;
    }
    return sinceS;
  }

  /** Adds ticks to the tally until so many are left. */
  #settle(left: number): void {
    for (const tick of this.#doubtful.splice(0, this.#doubtful.length - left)) {
      this.#options.notes.add(...this.#tally.book(tick, this.#gaps.all));
      this.#betweenTicks.advance(this.whole);
      this.#series.push(this.balance);
    }
  }
}
