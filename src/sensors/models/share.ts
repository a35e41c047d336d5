import type { CpuClock } from "./cpu_time.ts";
import type { NamedProbe, Probe } from "../parts/probe.ts";
import type { Reading, Sensor } from "../parts/sensor.ts";

/** The part of the machine that belongs to this process and its children. */
export interface Share extends Disposable {
  /** What it is computed from, in words. */
  readonly what: string;
  /** Whether it is that of this process alone, without its children. */
  readonly ownProcessOnly?: true;
  /** The two figures that it is computed from. */
  read(): readonly [number, number];
  /**
   * The share between two readings of those figures.
   * @returns `undefined` if the time between them is too short to tell
   */
  between(
    from: readonly number[],
    to: readonly number[],
  ): { readonly share: number; readonly next?: readonly number[] } | undefined;
}

/**
 * A sensor of the whole machine of which this process counts its share: the whole is measured, the
 * share is computed. The shares of all processes add up to the whole.
 *
 * @param whole Disposed of with it
 * @param share Disposed of with it
 */
export function sharedSensor(whole: Sensor, share: Share): Sensor {
  return {
    ...whole,
    name: `${whole.name} (this process's share)`,
    source: `${whole.source} × ${share.what}`,
    ...(share.ownProcessOnly && { ownProcessOnly: true }),
    *read(glanced) {
      return [...yield* whole.read(glanced), ...share.read()];
    },
    usedBetween: (from, to) => {
      const part = share.between(from.values.slice(-2), to.values.slice(-2));
      const used = part && whole.usedBetween(ofWhole(from), ofWhole(to));
      if (used === undefined) return undefined;
      const values = [...ofWhole(to).values, ...part?.next ?? []];
      return {
        ...used,
        energyJ: used.energyJ * (part?.share ?? NaN),
        ...part?.next && { next: { timeS: to.timeS, values } },
      };
    },
    *close() {
      share[Symbol.dispose]();
      yield* whole.close();
    },
  };
}

/** A reading without the two figures of the share, which come last. */
function ofWhole({ timeS, values }: Reading): Reading {
  return { timeS, values: values.slice(0, -2) };
}

/** Its share of the time that processors were busy; the idle ones are shared alike. */
export function busyShare(clock: CpuClock): Share {
  return {
    what: `${clock.what} as a share of the machine's`,
    ...(clock.ownProcessOnly && { ownProcessOnly: true }),
    read: () => {
      const { ownS, busyS } = clock.read();
      return [ownS, busyS];
    },
    between: (
      [fromOwnS = NaN, fromBusyS = NaN],
      [toOwnS = NaN, toBusyS = NaN],
    ) => {
      const busyS = toBusyS - fromBusyS;
      if (busyS <= 0) return undefined;
      const ownS = Math.max(0, toOwnS - fromOwnS);
      // The kernel counts a process's time in hundredths of a second, and a child may be found
      // late: what is too much for now counts next time.
      const countedS = Math.min(ownS, busyS);
      return {
        share: countedS / busyS,
        next: [toOwnS - (ownS - countedS), toBusyS],
      };
    },
    [Symbol.dispose]: () => clock[Symbol.dispose](),
  };
}

/** Its share of the memory in use. */
export function heldShare(own: NamedProbe, all: Probe): Share {
  return {
    what: `${own.what} as a share of the machine's`,
    read: () => [own.read(), all.read()],
    between: (_, [ownBytes = NaN, allBytes = NaN]) => ({
      share: Math.min(1, ownBytes / allBytes),
    }),
    [Symbol.dispose]: () => {
      own[Symbol.dispose]();
      all[Symbol.dispose]();
    },
  };
}
