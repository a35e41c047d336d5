import { messageOf } from "../machine/machine.ts";
import type { RunCall } from "./calls/run_call.ts";
import type { Point } from "./course/course_row.ts";
import type { Notes } from "./course/notes.ts";
import type { Keeping, RunRecord } from "./run.ts";
import type { Keeper, News, RunHeader, Sink } from "./sink.ts";

/** The most samples that a live view or a ledger gets while the run is in progress. */
const LIVE_SAMPLES = 1000;

/** Gives what was measured, with so many samples at the most. */
type Recorded = (mostSamples?: number) => RunRecord;

/** All that hear of a run: what keeps it, and its views. If one fails, the run gets a note. */
export class Audience {
  readonly #keeper: Keeper | undefined;
  readonly #sinks: readonly Sink[];
  readonly #notes: Notes;

  /**
   * @param keeper What keeps the run, if anything does; it hears of all before the others
   * @param sinks What else is informed
   * @param notes The notes of the run
   */
  constructor(
    keeper: Keeper | undefined,
    sinks: readonly Sink[],
    notes: Notes,
  ) {
    this.#keeper = keeper;
    this.#sinks = sinks;
    this.#notes = notes;
  }

  /** Where the run is kept now. */
  get keeping(): Keeping | undefined {
    return this.#keeper?.keeping;
  }

  /** The run begins. */
  began(header: RunHeader): void {
    void this.#inform(() => this.#keeper?.began(header));
  }

  /** A call to a model has ended. */
  called(call: RunCall): void {
    void this.#inform(() => this.#keeper?.called(call));
  }

  /** A sample was taken. */
  sampled(record: Recorded, point: Point, news: News): void {
    const keeper = this.#keeper;
    for (
      const sink of keeper === undefined
        ? this.#sinks
        : [keeper, ...this.#sinks]
    ) {
      void this.#inform(() =>
        sink.sampled(() => record(LIVE_SAMPLES), point, news)
      );
    }
  }

  /**
   * The run has ended.
   * @returns All that was measured, and where it is kept
   */
  async ended(record: Recorded): Promise<RunRecord> {
    await this.#inform(() => this.#keeper?.ended(record()));
    // Taken again: now it is known where the run is kept.
    const last = record();
    for (const sink of this.#sinks) await this.#inform(() => sink.ended(last));
    return last;
  }

  async #inform(inform: () => void | Promise<void>): Promise<void> {
    try {
      await inform();
    } catch (error) {
      this.#notes.add(`a view of the run failed: ${messageOf(error)}`);
    }
  }
}
