import { frozen } from "../frozen.ts";
import { Audience } from "./audience.ts";
import { Course } from "./course/course.ts";
import type { Forecast } from "./forecast/forecast.ts";
import { intensityBy } from "./course/intensity.ts";
import { lateErrorNote, lateErrorsHeard } from "./late_errors.ts";
import { Notes } from "./course/notes.ts";
import type { GivenParams } from "./params.ts";
import { Progress } from "./progress.ts";
import { checkSteps, endedError } from "./reported.ts";
import {
  basisOf,
  coverageOf,
  limitsOf,
  recordOf,
  type RunBasis,
  sharedWith,
} from "./record.ts";
import type {
  Metrics,
  Outcome,
  Run,
  RunHandle,
  RunRecord,
  RunStatus,
} from "./run.ts";
import {
  type CoverageBasis,
  type CoveredRun,
  partsOf,
} from "./sharing/coverage.ts";
import { entered, left, othersThan } from "./sharing/present_runs.ts";
import { CallLog } from "./calls/call_log.ts";
import { RunLog } from "./run_log.ts";
import { Stopping } from "./stopping.ts";
import type { Tick } from "./course/tick.ts";
import type { CellListener, RunSetup } from "./setup.ts";
import type { News } from "./sink.ts";

/** A run in progress: it counts from its construction until it is closed. */
export class OpenRun implements RunHandle {
  readonly id: string;
  readonly #setup: RunSetup;
  readonly #basis: RunBasis;
  readonly #startedAt: Date;
  readonly #stopping: Stopping;
  readonly #notes = new Notes();
  readonly #audience: Audience;
  readonly #course: Course;
  readonly #calls: CallLog;
  readonly #log: RunLog;
  readonly #progress: Progress;
  readonly #unlisten: (() => void)[];
  readonly #coverage: CoverageBasis;
  // The runs of this process that it overlapped, once it has ended.
  #others: readonly CoveredRun[] | undefined;
  #status: RunStatus = "running";
  #exitCode: number | undefined;
  #closing: Promise<RunRecord> | undefined;
  #stopped: Promise<Run<undefined>> | undefined;

  constructor(setup: RunSetup) {
    const { clock, sampler, site, startS, options } = setup;
    const { carbonIntensity, attribution, replay } = options;
    const nowS = () => clock.nowS() - startS;
    this.id = setup.id ?? crypto.randomUUID();
    this.#setup = setup;
    this.#stopping = new Stopping(setup.name, options);
    this.#audience = new Audience(setup.keeper, setup.sinks, this.#notes);
    this.#basis = basisOf(setup.site, setup.options, sampler, setup);
    this.#startedAt = new Date(clock.wallMs() - nowS() * 1000);
    this.#course = new Course({
      components: sampler.sensors.map((sensor) => sensor.component),
      pue: site.pue.figure.value,
      intensityAt: typeof carbonIntensity === "function"
        ? intensityBy(carbonIntensity, this.#startedAt, this.#notes)
        : () => site.carbonIntensity.figure.value,
      nowS,
      notes: this.#notes,
    });
    this.#log = new RunLog(this.#course, (doing) => {
      if (this.hasEnded) throw endedError(this.name, doing);
    });
    this.#progress = new Progress(this.#course);
    setup.hours?.tell((line) => this.#notes.add(line));
    this.#notes.add(...limitsOf(sampler.sensors, attribution));
    const parts = partsOf(sampler.sensors, attribution, replay !== undefined);
    this.#coverage = { ...setup.host, startS, parts };
    entered(this);
    this.#unlisten = [
      setup.onInterrupt(() => this.#interrupt()),
      setup.onLateError((error) => this.note(lateErrorNote(error))),
    ];
    this.#audience.began({
      id: this.id,
      name: this.name,
      startedAt: this.#startedAt,
      basis: this.#basis,
      coverage: this.#coverage,
    });
    this.#calls = new CallLog({
      id: this.id,
      startS,
      early: setup.earlyCalls,
      taken: (call) => {
        this.#audience.called(call);
        this.#course.called(this.#calls.sums);
        this.#watchBudget();
      },
      refusal: () => this.#stopping.refusal,
    });
    sampler.start((tick) => this.#take(tick));
  }

  get name(): string {
    return this.#setup.name;
  }

  get energyKwh(): number {
    this.#catchUp();
    return this.#course.whole.energyKwh;
  }

  get emissionsKg(): number {
    this.#catchUp();
    return this.#course.whole.emissionsKg;
  }

  get forecast(): Forecast | undefined {
    this.#catchUp();
    return this.#forecast;
  }

  get #forecast(): Forecast | undefined {
    return this.#status === "running" ? this.#progress.forecast : undefined;
  }

  get signal(): AbortSignal {
    return this.#stopping.signal;
  }

  /** Resolves with the signal's reason when the user interrupts. */
  get interrupted(): Promise<DOMException> {
    return this.#stopping.interrupted;
  }

  /**
   * Counts separately what is used between the cells of a notebook.
   * @param watch Informs a listener about cells, until the function it returns is called
   */
  async overCells(
    watch: (listener: CellListener) => Promise<() => void>,
  ): Promise<void> {
    const { clock, startS } = this.#setup;
    const timeS = (wallMs: number) =>
      clock.nowS() - startS - Math.max(0, clock.wallMs() - wallMs) / 1000;
    const unlisten = await watch({
      began: (wallMs) => this.#course.cellBegan(timeS(wallMs)),
      ended: (wallMs) => this.#course.cellEnded(timeS(wallMs)),
    });
    if (this.#closing === undefined) this.#unlisten.push(unlisten);
    else unlisten();
  }

  /** Whether it has ended, or is about to. */
  get hasEnded(): boolean {
    return this.#closing !== undefined;
  }

  /** Adds a note. */
  note(line: string): void {
    this.#notes.add(line);
  }

  /** Its program has ended. */
  exited(code: number): void {
    this.#exitCode = code;
  }

  /** Whether the user has interrupted it. */
  get isInterrupted(): boolean {
    return this.#stopping.isInterrupted;
  }

  steps(total: number): Generator<number, void> {
    checkSteps(total);
    return this.#progress.steps(total, (isMore) => this.#checkpoint(isMore));
  }

  progress(done: number, total: number): void {
    this.#progress.report(done, total);
    this.#checkpoint(done < total);
  }

  log<M extends Metrics<M>>(metrics: M): void {
    this.#log.metrics(metrics);
    this.#checkpoint();
  }

  params<P extends GivenParams<P>>(params: P): void {
    this.#log.params(params);
  }

  phase(name: string): Disposable {
    const phase = this.#log.phase(name);
    this.#catchUp();
    return phase;
  }

  snapshot(): RunRecord {
    this.#catchUp();
    return frozen(this.#record());
  }

  async record(path: string | URL): Promise<void> {
    this.#catchUp();
    const { saveRecording } = await import("./recording.ts");
    await saveRecording(path, this.#setup.sampler.sensors, this.#course.series);
  }

  stop(): Promise<Run<undefined>> {
    const status = this.signal.aborted ? "aborted" : "finished";
    return this.#stopped ??= this.close({ status, value: undefined });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  /**
   * Ends the run, unless it has ended already.
   * @param outcome How it ended, and what its function returned
   * @param reason Why it ended early
   */
  async close<T>(outcome: Outcome<T>, reason?: string): Promise<Run<T>> {
    this.#closing ??= this.#close(outcome.status, reason);
    const { status, ...record } = frozen(await this.#closing);
    const run = { ...record, ...outcome, status } as Run<T>;
    Object.defineProperty(run, "record", {
      value: (path: string | URL) => this.record(path),
    });
    this.#setup.present(run);
    return run;
  }

  covered(endS: number = this.#course.balance.timeS): CoveredRun {
    const { pauses, jumps } = this.#course;
    return {
      id: this.id,
      startedAt: this.#startedAt,
      coverage: coverageOf(this.#coverage, endS, pauses, jumps),
    };
  }

  async #close(status: RunStatus, reason?: string): Promise<RunRecord> {
    this.#course.cellRuns();
    this.#log.close();
    // An interrupt that came while a cell blocked, and an error that nothing caught, are delivered
    // only when the event loop turns.
    await Promise.all([this.#setup.sampler.stop(), lateErrorsHeard()]);
    for (const unlisten of this.#unlisten) unlisten();
    this.#notes.add(...this.#calls.close());
    this.#status = status === "finished" && this.signal.aborted
      ? "aborted"
      : status;
    this.#stopping.ended(reason);
    this.#others = othersThan(this);
    left(this);
    return await this.#audience.ended(() => this.#record());
  }

  #record(most?: number): RunRecord {
    const { hours } = this.#basis;
    const basis = hours && this.#setup.hours?.isAssumed
      ? { ...this.#basis, hours: { ...hours, isAssumed: true } }
      : this.#basis;
    const record = recordOf(basis, this.#course.balance, {
      ...this.covered(),
      name: this.name,
      status: this.#status,
      reason: this.#stopping.reason,
      ...(this.#exitCode !== undefined && { exitCode: this.#exitCode }),
      samples: this.#course.samples(most),
      ...this.#log.said(most),
      calls: this.#calls.rows,
      forecast: this.#forecast,
      keeping: this.#audience.keeping,
      notes: this.#notes.lines(),
    });
    return sharedWith(record, this.#others ?? othersThan(this));
  }

  #take(tick: Tick): void {
    this.#notes.add(...tick.notes);
    this.#course.take(tick);
    this.#watchBudget();
    this.#audience.sampled(
      (most) => this.#record(most),
      this.#course.balance,
      this.#news(),
    );
  }

  #news(): News {
    const { balance: { idle, timeS }, pauses, jumps } = this.#course;
    return {
      ...this.#log.news(timeS),
      changes: this.#log.phaseChanges + this.#notes.count +
        jumps.length + Number(this.#stopping.reason !== undefined),
      idle,
      pauses,
      jumps,
      reason: this.#stopping.reason,
      notes: () => this.#notes.lines(),
    };
  }

  /** Takes in what was sampled while the event loop was blocked. */
  #catchUp(): void {
    this.#course.cellRuns();
    this.#setup.sampler.drain();
  }

  /** The place where a reporting cell is stopped. A run whose steps are all done need not be. */
  #checkpoint(isMore = true): void {
    this.#catchUp();
    if (isMore) this.signal.throwIfAborted();
  }

  #watchBudget(): void {
    const note = this.#stopping.watch(this.#course.whole.emissionsKg);
    if (note !== undefined) this.#notes.add(note);
  }

  #interrupt(): void {
    this.#stopping.interrupt();
    // A run over several cells has no function whose end would stop it.
    void this.stop();
  }
}
