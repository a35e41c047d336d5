import type { Moment } from "./between_ticks.ts";

/** A named stretch of a run. */
export interface Phase {
  /** Its name. */
  readonly name: string;
  /** When it began, in s since the start of the run. */
  readonly startS: number;
  /** When it ended, in s since the start of the run. */
  readonly endS: number;
  /** Energy of the facility in it, PUE included, in kWh. */
  readonly energyKwh: number;
  /** Emissions in it, in kgCO2e. */
  readonly emissionsKg: number;
}

/** The phases of a run in progress. */
export interface PhasesSoFar {
  /** Those that have ended. */
  readonly ended: readonly Phase[];
  /** The one in progress, up to now. */
  readonly open?: Phase;
}

type Stretch = { readonly name: string; readonly from: Moment; to?: Moment };

/** Phases, one after the other. */
export class PhaseLog {
  readonly #phases: Stretch[] = [];

  /**
   * Begins a phase, and ends the one before.
   * @param name Of the phase
   * @param now The moment
   * @returns Ends it at a moment, unless it has ended
   */
  begin(name: string, now: Moment): (at: Moment) => void {
    this.end(now);
    const phase: Stretch = { name, from: now };
    this.#phases.push(phase);
    return (at) => void (phase.to ??= at);
  }

  /** How often a phase has begun or ended. */
  get changes(): number {
    const last = this.#phases.at(-1);
    const isOpen = last !== undefined && last.to === undefined;
    return 2 * this.#phases.length - Number(isOpen);
  }

  /** Ends the open phase, if there is one. */
  end(now: Moment): void {
    const last = this.#phases.at(-1);
    if (last !== undefined) last.to ??= now;
  }

  /**
   * All phases so far.
   * @param now The moment up to which the open phase counts
   */
  phases(now: Moment): Phase[] {
    return this.#phases.map(({ name, from, to = now }) => ({
      name,
      startS: from.timeS,
      endS: to.timeS,
      energyKwh: to.energyKwh - from.energyKwh,
      emissionsKg: to.emissionsKg - from.emissionsKg,
    }));
  }

  /**
   * The phases up to a moment: those that have ended, and the one in progress.
   * @param now The moment, not after the last sample
   */
  upTo(now: Moment): PhasesSoFar {
    const phases = this.phases(now);
    const end = this.#phases.at(-1)?.to;
    if (end !== undefined && end.timeS <= now.timeS) return { ended: phases };
    const open = phases.pop();
    return open === undefined ? { ended: phases } : { ended: phases, open };
  }
}
