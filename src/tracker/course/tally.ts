import { emissionsKg } from "../../model/emissions.ts";
import { J_PER_KWH } from "../../units.ts";
import type { Tick } from "./tick.ts";
import type { Point } from "./course_row.ts";

/** A time in which no cell ran, in s since the start of the run. */
export interface Gap {
  /** When a cell ended. */
  readonly fromS: number;
  /** When the next one began; `Infinity` as long as none has. */
  readonly toS: number;
}

/** When no cell of the notebook ran. */
export class CellGaps {
  readonly #gaps: Gap[] = [];
  #lastS = -Infinity;

  /** All of them, in order. */
  get all(): readonly Gap[] {
    return this.#gaps;
  }

  /** Whether no cell is known to be running. */
  get isOpen(): boolean {
    return this.#gaps.at(-1)?.toS === Infinity;
  }

  /**
   * A cell has ended.
   * @param timeS When; a late or repeated report changes nothing
   */
  begin(timeS: number): void {
    if (this.isOpen || timeS <= this.#lastS) return;
    this.#lastS = timeS;
    this.#gaps.push({ fromS: timeS, toS: Infinity });
  }

  /**
   * A cell runs.
   * @param timeS Since when; a late or repeated report changes nothing
   * @returns Whether this was not known yet
   */
  end(timeS: number): boolean {
    const gap = this.#gaps.at(-1);
    if (gap === undefined || !this.isOpen || timeS <= this.#lastS) return false;
    this.#lastS = timeS;
    this.#gaps[this.#gaps.length - 1] = { fromS: gap.fromS, toS: timeS };
    return true;
  }
}

/** Carbon intensity at a time since the start of the run, in gCO2e/kWh. */
export type IntensityAt = (timeS: number) => number;

/** What has been used up to a moment. */
export interface Balance extends Point {
  /** Time that the cells of the run ran, in s. */
  readonly activeS: number;
  /** Used between its cells; the other sums leave it out. */
  readonly idle: {
    readonly durationS: number;
    readonly energyKwh: number;
    readonly emissionsKg: number;
  };
}

/** If the wall clock differs by more than this, it was set or the machine slept; in s. */
const JUMP_S = 5;

/** Turns what the sensors counted into what the run has used and emitted. */
export class Tally {
  readonly #pue: number;
  readonly #intensityAt: IntensityAt;
  #tick: Tick | undefined;
  #balance: Balance;

  /**
   * An empty tally.
   * @param sensors How many sensors there are
   * @param pue Power usage effectiveness
   * @param intensityAt Carbon intensity by time
   */
  constructor(sensors: number, pue: number, intensityAt: IntensityAt) {
    this.#pue = pue;
    this.#intensityAt = intensityAt;
    this.#balance = {
      timeS: 0,
      activeS: 0,
      energyJ: new Array<number>(sensors).fill(0),
      energyKwh: 0,
      emissionsKg: 0,
      idle: { durationS: 0, energyKwh: 0, emissionsKg: 0 },
    };
  }

  /** As of the last tick. */
  get balance(): Balance {
    return this.#balance;
  }

  /**
   * Adds a tick.
   * @param tick Not before the last one
   * @param gaps When no cell ran
   * @returns Notes on what is unusual about it
   */
  book(tick: Tick, gaps: readonly Gap[]): string[] {
    const last = this.#tick;
    this.#tick = tick;
    if (last === undefined) return [];
    const passedS = tick.timeS - last.timeS;
    const idleS = overlapS(last, tick, gaps);
    const idleShare = passedS > 0 ? idleS / passedS : 0;
    this.#add(last, tick, passedS, idleShare);
    return clockNotes(last, tick);
  }

  #add(last: Tick, tick: Tick, passedS: number, idleShare: number): void {
    const old = this.#balance;
    const active = 1 - idleShare;
    const usedJ = tick.energyJ.map((sumJ, i) => sumJ - (last.energyJ[i] ?? 0));
    const usedKwh = usedJ.reduce((sum, joules) => sum + joules, 0) /
      J_PER_KWH * this.#pue;
    const grams = this.#intensityAt(last.timeS + passedS / 2);
    const emitted = emissionsKg(usedKwh, grams);
    const { idle } = old;
    this.#balance = {
      timeS: tick.timeS,
      activeS: old.activeS + passedS * active,
      energyJ: old.energyJ.map((sumJ, i) => sumJ + (usedJ[i] ?? 0) * active),
      energyKwh: old.energyKwh + usedKwh * active,
      emissionsKg: old.emissionsKg + emitted * active,
      idle: {
        durationS: idle.durationS + passedS * idleShare,
        energyKwh: idle.energyKwh + usedKwh * idleShare,
        emissionsKg: idle.emissionsKg + emitted * idleShare,
      },
    };
  }
}

function overlapS(last: Tick, tick: Tick, gaps: readonly Gap[]): number {
  return gaps.reduce((sum, { fromS, toS }) => {
    const sharedS = Math.min(tick.timeS, toS) - Math.max(last.timeS, fromS);
    return sum + Math.max(0, sharedS);
  }, 0);
}

function clockNotes(last: Tick, tick: Tick): string[] {
  const jumpS = (tick.wallMs - last.wallMs) / 1000 - (tick.timeS - last.timeS);
  if (Math.abs(jumpS) < JUMP_S) return [];
  const seconds = `${Math.round(Math.abs(jumpS))} s`;
  return [
    jumpS > 0
      ? `the machine slept for ${seconds}, or its clock was set forward: counters include the energy of that time, gauges and models do not`
      : `the wall clock was set back by ${seconds}: no figure depends on it`,
  ];
}
