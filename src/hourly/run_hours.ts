import { messageOf } from "../machine/machine.ts";
import { averageText, checkHours } from "./hours.ts";
import type {
  HourlyBasis,
  HourlySource,
  IntensityHour,
  YearlyAverage,
} from "./hourly_source.ts";
import { MS_PER_HOUR, MS_PER_MINUTE } from "../units.ts";

/** The source of a run's intensity, as its record, its journal and the ledger keep it. */
export interface RunHoursInfo {
  /** The name of the source. */
  readonly source: string;
  /** The area that it describes. */
  readonly zone: string;
  /** What its figures count. */
  readonly basis: HourlyBasis;
  /** The licence or terms of its data. */
  readonly licence: string;
  /** The yearly average that would be used without it, if there is one. */
  readonly yearlyAverage?: YearlyAverage;
}

/** How long the start of a run waits for a source, in ms. */
const MOST_WAIT_MS = 5_000;
/** How far ahead hours are asked for: a cell may block all of this time. */
const AHEAD_MS = 48 * MS_PER_HOUR;
/** How often the source is asked again, in ms. */
const REFRESH_MS = 30 * MS_PER_MINUTE;
/** What is kept of the past, in ms. */
const KEPT_MS = 2 * MS_PER_HOUR;

/**
 * The intensity of a run by the hours of a source. It is asked in the background, so that no sample
 * waits for it. An hour that the source lacks gets the yearly average, with a note in the run.
 */
export class RunHours {
  readonly info: RunHoursInfo;
  readonly #source: HourlySource;
  readonly #fallback: YearlyAverage;
  #hours: readonly IntensityHour[] = [];
  #last: IntensityHour | undefined;
  #askedMs = -Infinity;
  #isAssumed = false;
  #isMade = false;
  #noted: ((line: string) => void) | undefined;
  readonly #waiting: string[] = [];

  private constructor(
    source: HourlySource,
    average: YearlyAverage | undefined,
    fallback: YearlyAverage,
  ) {
    const { name, zone, basis, licence } = source;
    this.#source = source;
    this.#fallback = fallback;
    this.info = {
      source: name,
      zone,
      basis,
      licence,
      ...(average !== undefined && { yearlyAverage: average }),
    };
  }

  /**
   * Asks a source for the hours around now.
   * @param source What is asked
   * @param average Of its zone, which the hours are compared with
   * @param fallback Serves where the source has nothing
   */
  static async open(
    source: HourlySource,
    average: YearlyAverage | undefined,
    fallback: YearlyAverage,
  ): Promise<RunHours> {
    const hours = new RunHours(source, average, fallback);
    const loaded = hours.#load(Date.now());
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, MOST_WAIT_MS);
    });
    await Promise.race([loaded, late]);
    clearTimeout(timer);
    return hours;
  }

  /** Whether an hour so far was assumed or made. */
  get isAssumed(): boolean {
    return this.#isAssumed || this.#isMade;
  }

  /** Passes notes on, also those that there are already. */
  tell(noted: (line: string) => void): void {
    this.#noted = noted;
    for (const line of this.#waiting.splice(0)) noted(line);
  }

  /** The intensity at a time, in gCO2e/kWh. */
  readonly at = (time: Date): number => {
    const ms = time.getTime();
    if (Date.now() - this.#askedMs > REFRESH_MS) void this.#load(Date.now());
    const holds = ({ start, end }: IntensityHour) =>
      start.getTime() <= ms && ms < end.getTime();
    // Most samples are in the hour of the one before.
    const hour = this.#last !== undefined && holds(this.#last)
      ? this.#last
      : this.#hours.find(holds);
    this.#last = hour;
    if (hour?.gPerKwh !== undefined) {
      if (hour.kind === "assumed") this.#assume(hour.why ?? "");
      if (hour.kind === "made") this.#make();
      return hour.gPerKwh;
    }
    const { gPerKwh, source } = this.#fallback;
    this.#assume(
      `${this.#source.name} has no value for this time: ${
        averageText(this.#fallback)
      } is used (${source})`,
    );
    return gPerKwh;
  };

  #make(): void {
    if (!this.#isMade) {
      this.#note(`the hours of ${this.info.zone} are made by a formula`);
    }
    this.#isMade = true;
  }

  /** Of many hours, the first one is noted. */
  #assume(why: string): void {
    if (!this.#isAssumed) this.#note(why);
    this.#isAssumed = true;
  }

  #note(line: string): void {
    if (this.#noted === undefined) this.#waiting.push(line);
    else this.#noted(line);
  }

  /** What the source gives; nothing if it fails, as that must not end a run. */
  async #asked(
    ask: () => Promise<readonly IntensityHour[]>,
  ): Promise<readonly IntensityHour[]> {
    try {
      const hours = await ask();
      checkHours(hours, this.#source.name);
      return hours;
    } catch (error) {
      this.#note(messageOf(error));
      return [];
    }
  }

  async #load(nowMs: number): Promise<void> {
    this.#askedMs = nowMs;
    const now = new Date(nowMs);
    const from = new Date(nowMs - KEPT_MS);
    const to = new Date(nowMs + AHEAD_MS);
    const lastsMs = this.#source.resolutionMinutes * MS_PER_MINUTE || 1;
    // The hour that has begun, as a whole
    const end = new Date(Math.floor(nowMs / lastsMs + 1) * lastsMs);
    const [known, expected] = await Promise.all([
      this.#asked(() => this.#source.between(from, end)),
      this.#asked(() => this.#source.forecast(now, to)),
    ]);
    this.#last = undefined;
    // What was measured counts, then what is expected, then what is assumed.
    this.#hours = [
      ...known.filter(({ kind }) => kind !== "assumed"),
      ...expected,
      ...known.filter(({ kind }) => kind === "assumed"),
      ...this.#hours,
    ].filter(({ end, gPerKwh }) =>
      gPerKwh !== undefined && end.getTime() > nowMs - KEPT_MS
    ).slice(0, MOST_HOURS);
  }
}

/** Two days of 5 minutes, four times over. */
const MOST_HOURS = 2500;
