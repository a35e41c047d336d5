import type { Moment } from "./between_ticks.ts";
import type { LoggedMetrics } from "./logged_metrics.ts";

/** Metrics by the moment at which they were logged. */
export class MetricLog {
  readonly #rows: Row[] = [];

  /**
   * Keeps metrics.
   * @param moment When
   * @param metrics Numbers by name, already checked; kept as they are
   */
  add(moment: Moment, metrics: Readonly<Record<string, number>>): void {
    this.#rows.push({ moment, metrics });
  }

  /**
   * The rows so far.
   * @param most The last ones, this many at the most. @default all
   */
  rows(most: number = Infinity): LoggedMetrics[] {
    return this.#rows.slice(-most).map(loggedRow);
  }

  /**
   * Rows whose figures are known.
   * @param row The first that is wanted, from 0
   * @param untilS Until when figures are known, in s since the start of the run
   */
  knownFrom(row: number, untilS: number): LoggedMetrics[] {
    const known: LoggedMetrics[] = [];
    for (let i = row; i < this.#rows.length; i += 1) {
      const logged = this.#rows[i] as Row;
      if (logged.moment.timeS > untilS) break;
      known.push(loggedRow(logged));
    }
    return known;
  }
}

/** Metrics, and when they were logged. */
interface Row {
  readonly moment: Moment;
  readonly metrics: Readonly<Record<string, number>>;
}

function loggedRow({ moment, metrics }: Row): LoggedMetrics {
  const { timeS, energyKwh, emissionsKg } = moment;
  return { ...metrics, timeS, energyKwh, emissionsKg };
}
