import type { Balance } from "./tally.ts";

/** What had been used at a moment; until the next tick has come, as of the last one before. */
export interface Moment {
  /** Time since the start of the run, in s. */
  readonly timeS: number;
  /** Time that the run's cells had run, in s. */
  activeS: number;
  /** Energy of the facility since the start, in kWh. */
  energyKwh: number;
  /** Emissions since the start, in kgCO2e. */
  emissionsKg: number;
}

/**
 * Moments between two ticks. What had been used at a moment is known when the next tick comes, on a
 * straight line between the two; until then it is what the last tick said.
 */
export class BetweenTicks {
  #balance: Balance;
  #open: { moment: Moment; settled: ((moment: Moment) => void) | undefined }[] =
    [];

  /** No moments yet, at the start of a run. */
  constructor(balance: Balance) {
    this.#balance = balance;
  }

  /**
   * A moment.
   * @param timeS Not before the last one
   * @param settled Called once its figures are known
   */
  at(timeS: number, settled?: (moment: Moment) => void): Moment {
    const moment = { timeS, ...usedBy(this.#balance) };
    this.#open.push({ moment, settled });
    return moment;
  }

  /** Takes in a tick, and settles all moments before it. */
  advance(balance: Balance): void {
    const from = this.#balance;
    this.#balance = balance;
    const later = this.#open.findIndex((o) => o.moment.timeS > balance.timeS);
    const due = this.#open.splice(0, later < 0 ? this.#open.length : later);
    for (const { moment, settled } of due) {
      settle(moment, from, balance);
      settled?.(moment);
    }
    // Energy must not fall from a settled moment to one that is not settled yet.
    for (const { moment } of this.#open) Object.assign(moment, usedBy(balance));
  }
}

function usedBy(
  { activeS, energyKwh, emissionsKg }: Balance,
): Omit<Moment, "timeS"> {
  return { activeS, energyKwh, emissionsKg };
}

function settle(moment: Moment, from: Balance, to: Balance): void {
  const spanS = to.timeS - from.timeS;
  const part = spanS > 0 ? Math.max(0, (moment.timeS - from.timeS) / spanS) : 1;
  const between = (a: number, b: number) => a + (b - a) * part;
  moment.activeS = between(from.activeS, to.activeS);
  moment.energyKwh = between(from.energyKwh, to.energyKwh);
  moment.emissionsKg = between(from.emissionsKg, to.emissionsKg);
}
