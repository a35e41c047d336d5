import type { Forecast } from "../../tracker/forecast/forecast.ts";
import type { OpenRun } from "../../tracker/open_run.ts";
import { checkName } from "../../tracker/options.ts";
import {
  checkMetrics,
  checkProgress,
  checkSteps,
  endedError,
} from "../../tracker/reported.ts";
import {
  checkParams,
  type GivenParams,
  ParamLog,
} from "../../tracker/params.ts";
import type { Metrics, Run, RunHandle, RunRecord } from "../../tracker/run.ts";

/** Something that the user has asked of a run whose sensors were not open yet. */
type Order = (run: OpenRun) => void;

/**
 * A run that can be used at once, while its sensors are being opened: what it is asked until then
 * is done when they are. `await` gives the open run itself, which cannot be awaited again.
 */
export class StartedRun implements RunHandle, PromiseLike<RunHandle> {
  readonly id: string = crypto.randomUUID();
  readonly name: string;
  readonly #aborter = new AbortController();
  readonly #ready: Promise<OpenRun>;
  readonly #orders: Order[] = [];
  readonly #params = new ParamLog();
  #run: OpenRun | undefined;
  #stopped: Promise<Run<undefined>> | undefined;

  /**
   * Starts a run.
   * @param name Checked
   * @param open Opens the run with an id; `begun` is called as soon as it is open
   */
  constructor(
    name: string,
    open: (id: string, begun: (run: OpenRun) => void) => Promise<OpenRun>,
  ) {
    this.name = name;
    this.#ready = open(this.id, (run) => this.#begin(run));
  }

  /** Whether it has ended, or is about to. */
  get hasEnded(): boolean {
    return this.#run?.hasEnded ?? this.#stopped !== undefined;
  }

  get energyKwh(): number {
    return this.#run?.energyKwh ?? 0;
  }

  get emissionsKg(): number {
    return this.#run?.emissionsKg ?? 0;
  }

  get forecast(): Forecast | undefined {
    return this.#run?.forecast;
  }

  get signal(): AbortSignal {
    return this.#aborter.signal;
  }

  then<A = RunHandle, B = never>(
    fulfilled?: ((run: RunHandle) => A | PromiseLike<A>) | null,
    rejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.#ready.then(fulfilled, rejected);
  }

  steps(total: number): Iterable<number> {
    checkSteps(total);
    return this.#run?.steps(total) ?? this.#stepped(total);
  }

  *#stepped(total: number): Generator<number, void> {
    for (let step = 0; step < total; step += 1) {
      this.signal.throwIfAborted();
      yield step;
      this.progress(step + 1, total);
    }
  }

  progress(done: number, total: number): void {
    checkProgress(done, total);
    this.#do((run) => run.progress(done, total));
  }

  log<M extends Metrics<M>>(metrics: M): void {
    const checked = checkMetrics(metrics);
    this.#checkOpen("log the metrics");
    this.#do((run) => run.log(checked));
  }

  params<P extends GivenParams<P>>(params: P): void {
    const checked = checkParams(params);
    this.#checkOpen("keep the parameters");
    // A parameter of two values is refused here, also before the sensors are open.
    this.#params.add(checked);
    this.#do((run) => run.params(checked));
  }

  phase(name: string): Disposable {
    checkName(name, "begin the phase");
    this.#checkOpen("begin the phase");
    let phase: Disposable | undefined;
    this.#do((run) => phase = run.phase(name));
    const end = () => this.#do(() => phase?.[Symbol.dispose]());
    return { [Symbol.dispose]: end };
  }

  snapshot(): RunRecord {
    if (this.#run !== undefined) return this.#run.snapshot();
    throw new Error(
      `Cannot show the run as its sensors are being opened, which "await run" waits for: current run is "${this.name}"`,
    );
  }

  async record(path: string | URL): Promise<void> {
    await (await this.#ready).record(path);
  }

  stop(): Promise<Run<undefined>> {
    return this.#stopped ??= this.#ready.then((run) => run.stop());
  }

  /**
   * Ends it, unless it has ended.
   * @param note Why
   */
  async stopWith(note: string): Promise<void> {
    this.#do((run) => run.note(note));
    await this.stop();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  #begin(run: OpenRun): void {
    this.#run = run;
    const abort = () => this.#aborter.abort(run.signal.reason);
    run.signal.addEventListener("abort", abort);
    for (const order of this.#orders.splice(0)) {
      try {
        order(run);
      } catch {
        // It was interrupted meanwhile, which its signal says.
      }
    }
  }

  #do(order: Order): void {
    if (this.#run === undefined) this.#orders.push(order);
    else order(this.#run);
  }

  #checkOpen(doing: string): void {
    if (this.hasEnded) throw endedError(this.name, doing);
  }
}
