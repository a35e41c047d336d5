import type { CpuClock } from "./cpu_time.ts";
import type { Meter, NamedMeter } from "./meter.ts";
import type { Sensor } from "./sensor.ts";

/** The part of the machine that belongs to this process and its children. */
export interface Share extends Disposable {
  /** What it is reckoned by, in words. */
  readonly what: string;
  /** Whether it is that of this process alone, without its children. */
  readonly ownProcessOnly?: true;
  /** 0 to 1, since it was asked last; `undefined` if it cannot be told for so short a time. */
  read(): number | undefined;
}

/**
 * A sensor of the whole machine, of which a share counts: what it says is measured, and whose it is, is
 * reckoned. The shares of all add up to the whole.
 *
 * @param whole Disposed of with it
 * @param share Disposed of with it
 */
export function sharedSensor(whole: Sensor, share: Share): Sensor {
  let part = share.read() ?? 0;
  let countedJ = 0;
  let energyJ = 0;
  return {
    ...whole,
    name: `${whole.name} (this process's share)`,
    source: `${whole.source} × ${share.what}`,
    ...(share.ownProcessOnly && { ownProcessOnly: true }),
    read: () => {
      const reading = whole.read();
      const now = share.read();
      part = now ?? part;
      if ("powerW" in reading) return { powerW: reading.powerW * part };
      // While no share can be told, the energy waits for the one that comes.
      if (now !== undefined) {
        energyJ += (reading.energyJ - countedJ) * now;
        countedJ = reading.energyJ;
      }
      return { ...reading, energyJ };
    },
    [Symbol.dispose]: () => {
      whole[Symbol.dispose]();
      share[Symbol.dispose]();
    },
  };
}

/** Its share of the time that processors were busy, so that the idle ones are everybody's. */
export function busyShare(clock: CpuClock): Share {
  let last = clock.read();
  return {
    what: `${clock.what} as a share of the machine's`,
    ...(clock.ownProcessOnly && { ownProcessOnly: true }),
    read: () => {
      const times = clock.read();
      const busyS = times.busyS - last.busyS;
      if (busyS <= 0) return undefined;
      const ownS = Math.max(0, times.ownS - last.ownS);
      // The kernel counts a process's time in hundredths of a second, and a child may be found late:
      // what is too much for now counts next time.
      const countedS = Math.min(ownS, busyS);
      last = { ownS: last.ownS + countedS, busyS: times.busyS };
      return countedS / busyS;
    },
    [Symbol.dispose]: () => clock[Symbol.dispose](),
  };
}

/** Its share of the memory in use. */
export function heldShare(own: NamedMeter, all: Meter): Share {
  return {
    what: `${own.what} as a share of the machine's`,
    read: () => Math.min(1, own.read() / all.read()),
    [Symbol.dispose]: () => {
      own[Symbol.dispose]();
      all[Symbol.dispose]();
    },
  };
}
