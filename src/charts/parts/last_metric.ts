import { nearest } from "../../nearest.ts";
import { UnknownNameError } from "../../errors.ts";
import { shown } from "../../input.ts";
import { isMetric, metricsIn } from "../../tracker/course/logged_metrics.ts";
import type { RunRecord } from "../../tracker/run.ts";

type MetricRun = Pick<RunRecord, "name" | "metrics">;

/**
 * The last finite value of a metric that a run has logged.
 * @param run A run
 * @param metric Name of the metric
 * @throws {RangeError} If it never was finite
 * @throws {UnknownNameError} If it was not logged; it names the nearest ones
 */
export function lastMetric(run: MetricRun, metric: string): number {
  const { name, metrics } = run;
  const values = isMetric(metric)
    ? metrics.filter((row) => Object.hasOwn(row, metric)).map((row) =>
      row[metric]
    )
    : [];
  if (values.length === 0) throw unknownMetric(run, metric);
  const last = values.findLast(Number.isFinite);
  if (last === undefined) {
    throw new RangeError(
      `Cannot draw the efficiency as ${
        shown(metric)
      } must be finite somewhere in run ${shown(name)}: current value is ${
        values.at(-1)
      }`,
    );
  }
  return last;
}

/** Metrics that an error names. */
const NAMED_METRICS = 8;

/** The error of a metric that a run has not logged. */
export function unknownMetric(
  { name, metrics }: MetricRun,
  metric: string,
): UnknownNameError {
  const names = [
    ...new Set(metrics.flatMap(metricsIn).map(([logged]) => logged)),
  ];
  const has = names.length === 0
    ? "no metrics"
    : names.slice(0, NAMED_METRICS).map(shown).join(", ");
  const more = names.length > NAMED_METRICS ? ", and more" : "";
  return new UnknownNameError(
    "metric",
    metric,
    nearest(metric, names.map((known) => [known, known])),
    `run ${shown(name)} has logged ${has}${more}`,
  );
}
