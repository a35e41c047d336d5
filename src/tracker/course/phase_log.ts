import type { Moment } from "./moments.ts";
import type { Phase } from "../run.ts";

/** Phases, one after the other. */
export class PhaseLog {
  readonly #phases: {
    readonly name: string;
    readonly from: Moment;
    to?: Moment;
  }[] = [];

  /**
   * Begins a phase, and ends the one before.
   * @param name Of the phase
   * @param now The moment
   * @returns Ends it at a moment, unless it has ended
   */
  begin(name: string, now: Moment): (at: Moment) => void {
    this.end(now);
    const phase: { name: string; from: Moment; to?: Moment } = {
      name,
      from: now,
    };
    this.#phases.push(phase);
    return (at) => void (phase.to ??= at);
  }

  /** How many have begun. */
  get count(): number {
    return this.#phases.length;
  }

  /** Ends the phase that goes on, if one does. */
  end(now: Moment): void {
    const last = this.#phases.at(-1);
    if (last !== undefined) last.to ??= now;
  }

  /**
   * All phases so far.
   * @param now Until when the one that goes on counts
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
}
