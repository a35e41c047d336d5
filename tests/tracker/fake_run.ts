import { siteOfRun } from "../../src/estimate/place/run_site.ts";
import type { PlaceQuery } from "../../src/estimate/place/place_query.ts";
import { OpenRun } from "../../src/tracker/open_run.ts";
import type { TrackOptions } from "../../src/tracker/options.ts";
import type { Tick } from "../../src/tracker/course/tick.ts";
import type { Sampler } from "../../src/tracker/sampling/sampler.ts";
import type { CellListener, RunSetup } from "../../src/tracker/setup.ts";

/** 1 kWh of computing is 1.5 kWh of the facility, and emits 0.6 kg. */
export const PLACE = { carbonIntensity: 400, pue: 1.5 } as const;

type Described = Sampler["sensors"][number];

/** A sensor of which a test says what it counts. */
export function fakeSensor(
  id: string,
  options: Partial<Described> = {},
): Described {
  return {
    id,
    component: "cpu",
    name: id,
    method: "counter",
    source: `a fake of ${id}`,
    figures: [],
    ...options,
  };
}

/** A run whose time and energy advance when a test says so. */
export interface FakeRun {
  /** The run. */
  readonly run: OpenRun;
  /**
   * Time passes, and is sampled at its end.
   * @param seconds How long
   * @param powerW Of each sensor meanwhile
   * @param more What the tick says besides
   */
  pass(
    seconds: number,
    powerW: readonly number[],
    more?: Partial<Tick>,
  ): void;
  /** Lets time pass without a sample. */
  wait(seconds: number, powerW: readonly number[]): void;
  /** The cell of the notebook ends. */
  endCell(): void;
  /** The next cell begins. */
  beginCell(): void;
  /** How often the sampler was stopped. */
  readonly stops: number;
}

/** What a fake run differs in. */
export interface FakeOptions {
  readonly options?: TrackOptions;
  readonly sensors?: readonly Described[];
  readonly uncounted?: Sampler["uncounted"];
  readonly keeper?: RunSetup["keeper"];
  readonly sinks?: RunSetup["sinks"];
  /** When it begins, by the clock of all fake runs, in s. @default 1000 */
  readonly startS?: number;
  /** Where it is measured. @default a machine of its own */
  readonly host?: RunSetup["host"];
  /** Reports errors that nothing catches. @default there are none */
  readonly onLateError?: RunSetup["onLateError"];
}

/** A machine of which nothing is known. */
export function fakeHost(): RunSetup["host"] {
  return {
    machine: undefined,
    container: undefined,
    processes: ["1"],
    clock: crypto.randomUUID(),
  };
}

/** Begins a run on a clock and sensors that a test moves. */
export function fakeRun(
  {
    options = {},
    sensors = [fakeSensor("fake:0")],
    uncounted = [],
    keeper,
    sinks = [],
    startS = 1000,
    host = fakeHost(),
    onLateError = () => () => {},
  }: FakeOptions = {},
): FakeRun {
  let nowS = startS;
  let ownCpuS = 0;
  let stops = 0;
  const joules = sensors.map(() => 0);
  let say: (tick: Tick) => void = () => {};
  const queue: Tick[] = [];
  let cells: CellListener | undefined;
  const tick = (more: Partial<Tick> = {}): Tick => ({
    timeS: nowS - startS,
    energyJ: [...joules],
    notes: [],
    wallMs: nowS * 1000,
    ownCpuS,
    ...more,
  });
  const move = (seconds: number, powerW: readonly number[]) => {
    nowS += seconds;
    powerW.forEach((watts, i) =>
      joules[i] = (joules[i] ?? 0) + watts * seconds
    );
  };
  const sampler: Sampler = {
    sensors,
    uncounted,
    start: (onTick) => {
      say = onTick;
      say(tick());
    },
    drain: () => queue.splice(0).forEach(say),
    stop: () => {
      stops += 1;
      queue.splice(0).forEach(say);
      say(tick());
      return Promise.resolve();
    },
  };
  const run = new OpenRun({
    name: "fake",
    options,
    site: siteOfRun(placeOf(options)),
    sampler,
    clock: { nowS: () => nowS, wallMs: () => nowS * 1000 },
    host,
    startS,
    onInterrupt: () => () => {},
    onLateError,
    keeper,
    sinks,
    present: () => {},
  });
  void run.overCells((listener) => {
    cells = listener;
    return Promise.resolve(() => {});
  });
  return {
    run,
    pass: (seconds, powerW, more) => {
      move(seconds, powerW);
      if (more?.ownCpuS !== undefined) ownCpuS = more.ownCpuS;
      say(tick(more));
    },
    wait: move,
    endCell: () => cells?.ended(nowS * 1000),
    beginCell: () => cells?.began(nowS * 1000),
    get stops() {
      return stops;
    },
  };
}

function placeOf({ carbonIntensity, ...rest }: TrackOptions): PlaceQuery {
  const { country, pue, offsetPercent, provider, region, subdivision } = rest;
  const place = { country, pue, offsetPercent, provider, region, subdivision };
  const query = Object.fromEntries(
    Object.entries(place).filter(([, value]) => value !== undefined),
  );
  // A source by the hour is a function by the time that the run is open.
  if (typeof carbonIntensity === "object") return query;
  if (carbonIntensity === undefined) return query;
  return {
    ...query,
    carbonIntensity: typeof carbonIntensity === "function"
      ? carbonIntensity(new Date(1_000_000))
      : carbonIntensity,
  };
}
