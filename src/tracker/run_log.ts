import type { Course } from "./course/course.ts";
import type { LoggedMetrics } from "./course/logged_metrics.ts";
import { MetricLog } from "./course/metric_log.ts";
import { type Phase, PhaseLog } from "./course/phase_log.ts";
import { checkName } from "./options.ts";
import { checkParams, ParamLog, type Params } from "./params.ts";
import { checkMetrics } from "./reported.ts";
import type { News } from "./sink.ts";

/** What a user says of a run in progress: its parameters, metrics and phases. */
export class RunLog {
  readonly #course: Pick<Course, "now" | "last">;
  readonly #checkOpen: (doing: string) => void;
  readonly #params = new ParamLog();
  readonly #metrics = new MetricLog();
  readonly #phases = new PhaseLog();

  /**
   * @param course Says at which moment something is said
   * @param checkOpen Throws if the run has ended
   */
  constructor(
    course: Pick<Course, "now" | "last">,
    checkOpen: (doing: string) => void,
  ) {
    this.#course = course;
    this.#checkOpen = checkOpen;
  }

  /** Keeps metrics, as the user gave them. */
  metrics(metrics: unknown): void {
    const checked = checkMetrics(metrics);
    this.#checkOpen("log the metrics");
    this.#metrics.add(this.#course.now(), checked);
  }

  /** Keeps parameters, as the user gave them. */
  params(params: unknown): void {
    const checked = checkParams(params);
    this.#checkOpen("keep the parameters");
    this.#params.add(checked);
  }

  /**
   * Begins a phase.
   * @param name As the user gave it
   * @returns Ends it, unless it has ended
   */
  phase(name: string): Disposable {
    checkName(name, "begin the phase");
    this.#checkOpen("begin the phase");
    const end = this.#phases.begin(name, this.#course.now());
    return { [Symbol.dispose]: () => end(this.#course.now()) };
  }

  /** How often a phase has begun or ended. */
  get phaseChanges(): number {
    return this.#phases.changes;
  }

  /** Ends the open phase, as the run ends. */
  close(): void {
    this.#phases.end(this.#course.now());
  }

  /**
   * What a record of the run keeps.
   * @param most Metrics at the most. @default all
   */
  said(most?: number): {
    readonly params: Params;
    readonly metrics: readonly LoggedMetrics[];
    readonly phases: readonly Phase[];
  } {
    return {
      params: this.#params.params,
      metrics: this.#metrics.rows(most),
      phases: this.#phases.phases(this.#course.last()),
    };
  }

  /**
   * What a journal of the run keeps.
   * @param timeS Until when figures are known, in s since the start of the run
   */
  news(timeS: number): Pick<News, "params" | "metricsFrom" | "phases"> {
    return {
      params: this.#params.params,
      metricsFrom: (row) => this.#metrics.knownFrom(row, timeS),
      phases: () => this.#phases.upTo(this.#course.last()),
    };
  }
}
