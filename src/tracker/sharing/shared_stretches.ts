import type { SensedComponent } from "../../sensors/parts/sensor.ts";
import { machineSums } from "../../estimate/machine_of.ts";
import type { Sample } from "../course/sample.ts";
import { type CoveredRun, partsWithin } from "./coverage.ts";
import type { SharedStretch, UsedUntil } from "./shared_stretch.ts";

/** A run whose stretches are looked for. */
export interface MeasuredRun extends CoveredRun {
  readonly energyKwh: number;
  readonly emissionsKg: number;
  /** The energy of each sensor, with its share of the facility's overhead, in kWh. */
  readonly partsKwh: readonly number[];
  /** Its samples, if it has any; asked for only if a stretch does not hold all of the run. */
  samples(): readonly Sample[];
}

/** A run in the form of a record, whatever tool measured it. */
export interface RecordedRun extends Omit<CoveredRun, "coverage"> {
  readonly coverage?: CoveredRun["coverage"] | undefined;
  readonly energyKwh: number;
  readonly emissionsKg?: number | undefined;
  readonly components: readonly {
    readonly component: string;
    readonly energyKwh: number;
    readonly facilityEnergyKwh?: number;
    readonly emissionsKg?: number;
  }[];
  readonly samples: readonly Sample[];
}

/**
 * A record in the form in which its stretches are looked for.
 * @returns `undefined` if its coverage is not known
 */
export function measuredRun(run: RecordedRun): MeasuredRun | undefined {
  const { id, startedAt, coverage } = run;
  // Two runs share the machine by their times, and calls one by one.
  const { energyKwh, emissionsKg = 0, components } = machineSums(run);
  return coverage && {
    id,
    startedAt,
    coverage,
    energyKwh,
    emissionsKg,
    partsKwh: partEnergies({ energyKwh, components }, coverage.parts),
    samples: () => run.samples,
  };
}

/** Moments that are closer than this are one, in s: clocks of processes are read one by one. */
const SAME_S = 1e-6;

/** A time of a run without a pause, from and to, in s by some clock, and that clock's lead. */
interface Span {
  readonly fromS: number;
  readonly toS: number;
  readonly aheadS: number;
}

/** From and to, in s since the start of a run. */
export type Time = readonly [fromS: number, toS: number];

/**
 * When another run measured, too.
 * @param run The run whose time it is
 * @param other The other run
 * @returns In order, without overlaps
 */
export function commonTimes(run: CoveredRun, other: CoveredRun): Time[] {
  const isOneThread = run.coverage.clock === other.coverage.clock;
  const mine = spansOf(run, [], isOneThread);
  const theirs = spansOf(other, other.coverage.pauses, isOneThread);
  const isInstant = run.coverage.endS <= SAME_S;
  const found = mine.flatMap(({ fromS, toS, aheadS }) =>
    theirs.flatMap((their): Time[] => {
      const from = Math.max(fromS, their.fromS) - aheadS;
      const to = Math.min(toS, their.toS) - aheadS;
      // A run that took no time may still have used something.
      const isLong = to - from > SAME_S;
      return isLong || isInstant && to >= from ? [[from, to]] : [];
    })
  ).sort((a, b) => a[0] - b[0]);
  const times: [fromS: number, toS: number][] = [];
  for (const [from, to] of found) {
    const last = times.at(-1);
    if (last === undefined || from > last[1] + SAME_S) times.push([from, to]);
    else last[1] = Math.max(last[1], to);
  }
  return times;
}

/** The spans of a run by its thread's clock, or by the wall clock, which may jump. */
function spansOf(
  { startedAt, coverage }: CoveredRun,
  pauses: readonly Time[],
  isOneThread: boolean,
): Span[] {
  const { startS, endS, jumps } = coverage;
  let aheadS = isOneThread ? startS : startedAt.getTime() / 1000;
  const stops = [
    ...pauses.map(([fromS, toS]) => ({ fromS, toS, byS: 0 })),
    ...isOneThread
      ? []
      : jumps.map(([atS, byS]) => ({ fromS: atS, toS: atS, byS })),
  ].sort((a, b) => a.fromS - b.fromS);
  const spans: Span[] = [];
  let fromS = 0;
  const addUntil = (toS: number) => {
    if (toS < fromS) return;
    spans.push({ fromS: fromS + aheadS, toS: toS + aheadS, aheadS });
  };
  for (const stop of stops) {
    addUntil(Math.min(stop.fromS, endS));
    fromS = Math.max(fromS, stop.toS);
    aheadS += stop.byS;
  }
  addUntil(endS);
  return spans;
}

/**
 * The stretches of a run that other runs count too, and that sums over both count there.
 * @param run The run
 * @param others The other runs
 */
export function sharedStretches(
  run: MeasuredRun,
  others: readonly CoveredRun[],
): SharedStretch[] {
  const mark = marksOf(run);
  return others.flatMap((other) => {
    const within = partsWithin(run, other);
    if (within.length === 0) return [];
    const times = commonTimes(run, other);
    if (times.length === 0) return [];
    const { parts } = run.coverage;
    return times.map(([from, to]): SharedStretch => ({
      id: other.id,
      ...within.length < parts.length &&
        { parts: within.map((i) => parts[i]!.id) },
      from: mark(from),
      to: mark(to),
    }));
  });
}

/** What a run had used at any moment. */
function marksOf(run: MeasuredRun): (timeS: number) => UsedUntil {
  const { energyKwh, emissionsKg, coverage, partsKwh: wholes } = run;
  const { endS } = coverage;
  let course: ((timeS: number) => At) | undefined;
  return (timeS) => {
    if (timeS <= SAME_S && endS > SAME_S) {
      const partsKwh = wholes.map(() => 0);
      return { timeS: 0, energyKwh: 0, emissionsKg: 0, partsKwh };
    }
    if (timeS >= endS - SAME_S) {
      return { timeS: endS, energyKwh, emissionsKg, partsKwh: wholes };
    }
    const at = (course ??= courseOf(run.samples(), coverage))(timeS);
    const partsKwh = wholes.map((kwh, i) =>
      kwh * at.share(coverage.parts[i]!.component)
    );
    const sumKwh = partsKwh.reduce((sum, kwh) => sum + kwh, 0);
    const share = energyKwh > 0 ? sumKwh / energyKwh : 0;
    return {
      timeS,
      energyKwh: at.energyKwh ?? energyKwh * share,
      emissionsKg: at.emissionsKg ?? emissionsKg * share,
      partsKwh,
    };
  };
}

/** The energy of each part with its share of the facility's overhead, in kWh. */
function partEnergies(
  { energyKwh, components }: Pick<RecordedRun, "energyKwh" | "components">,
  parts: CoveredRun["coverage"]["parts"],
): number[] {
  const sum = components.reduce((all, part) => all + part.energyKwh, 0);
  const isInOrder = components.length === parts.length &&
    parts.every(({ component }, i) => components[i]?.component === component);
  return parts.map(({ component }, i) => {
    if (sum === 0) return energyKwh / parts.length;
    if (isInOrder) return energyKwh * components[i]!.energyKwh / sum;
    const alike = (all: readonly { readonly component: string }[]) =>
      all.filter((part) => part.component === component);
    const wholeKwh = components.filter((c) => c.component === component)
      .reduce((all, part) => all + part.energyKwh, 0);
    return energyKwh * wholeKwh / sum / alike(parts).length;
  });
}

/** What had been used at a time, on straight lines between the samples. */
interface At {
  /** `undefined` without samples. */
  readonly energyKwh: number | undefined;
  readonly emissionsKg: number | undefined;
  /** The share of a component's energy that had been used, 0 to 1. */
  share(component: SensedComponent): number;
}

function courseOf(
  samples: readonly Sample[],
  coverage: CoveredRun["coverage"],
): (timeS: number) => At {
  // Without samples, such as after an import, the run has used the same all the time it was active.
  if (samples.length === 0) {
    const active = activeTime(coverage);
    return (timeS) => {
      const share = active(timeS) / active(coverage.endS);
      return {
        energyKwh: undefined,
        emissionsKg: undefined,
        share: () => share,
      };
    };
  }
  const used = new Map<SensedComponent, number[]>();
  for (const component of new Set(coverage.parts.map((p) => p.component))) {
    let sum = 0;
    const sums = samples.map(({ timeS, componentPowerW }, i) => {
      const passedS = timeS - (samples[i - 1]?.timeS ?? 0);
      return sum += (componentPowerW[component] ?? 0) * passedS;
    });
    used.set(component, sums);
  }
  return (timeS) => {
    const after = firstAfter(samples, timeS);
    const [from, to] = [samples[after - 1], samples[after]];
    const fromS = from?.timeS ?? 0;
    const toS = to?.timeS ?? coverage.endS;
    const part = toS > fromS ? (timeS - fromS) / (toS - fromS) : 1;
    const between = (a = 0, b = a) => a + (b - a) * part;
    return {
      energyKwh: between(from?.energyKwh, to?.energyKwh),
      emissionsKg: between(from?.emissionsKg, to?.emissionsKg),
      share: (component) => {
        const sums = used.get(component) ?? [];
        const whole = sums.at(-1) ?? 0;
        return whole > 0
          ? between(sums[after - 1], sums[after]) / whole
          : timeS / coverage.endS;
      },
    };
  };
}

/** The index of the first sample after a time. */
function firstAfter(samples: readonly Sample[], timeS: number): number {
  let low = 0;
  let high = samples.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (samples[middle]!.timeS <= timeS) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The time until a moment without the pauses, in s. */
function activeTime({ pauses }: CoveredRun["coverage"]) {
  return (timeS: number) =>
    pauses.reduce(
      (all, [fromS, toS]) =>
        all - Math.max(0, Math.min(toS, timeS) - Math.min(fromS, timeS)),
      timeS,
    );
}
