import { shown } from "../../input.ts";
import { isMetric } from "./logged_metrics.ts";
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

/**
 * Checks metrics: numbers by name. A loss that is no number any more is one to keep. Each value is
 * read once, since a getter may give another one next time.
 * @param metrics What the user gave
 * @returns A copy
 * @throws {TypeError} If it is no object of numbers, or has none
 * @throws {RangeError} If a name is one that each row has of its own
 */
export function checkMetrics(
  metrics: unknown,
): Readonly<Record<string, number>> {
  const entries = entriesOf(metrics);
  if (entries.length === 0) {
    throw new TypeError(
      `Cannot log the metrics as they must be an object of numbers by name: current value is ${
        shown(metrics)
      }`,
    );
  }
  for (const [name, value] of entries) {
    if (typeof value !== "number") {
      throw new TypeError(
        `Cannot log the metrics as ${
          shown(name)
        } must be a number: current value is ${shown(value)}`,
      );
    }
    if (!isMetric(name)) {
      throw new RangeError(
        `Cannot log the metrics as ${
          shown(name)
        } is kept with each of them already: choose another name`,
      );
    }
  }
  return Object.fromEntries(entries) as Readonly<Record<string, number>>;
}

/** Names and values; none of a list, which numbers its values and does not name them. */
function entriesOf(metrics: unknown): [name: string, value: unknown][] {
  if (typeof metrics !== "object" || metrics === null) return [];
  if (Array.isArray(metrics) || ArrayBuffer.isView(metrics)) return [];
  return Object.entries(metrics);
}
