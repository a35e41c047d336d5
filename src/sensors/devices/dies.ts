import type { Reading, Sensor, Used } from "../parts/sensor.ts";

/** One or more dies of a processor package, opened. */
export type Dies = readonly [Sensor, ...Sensor[]];

/**
 * The counters of all dies of a package as one sensor. On some processors each die has a counter
 * of its own. On others, such as the Threadripper 1950X and the EPYC 7551P, every die shows the
 * one counter of the package, so what they say may not be added.
 *
 * The first die is read again after the others: a counter that they share lies between both of its
 * readings.
 *
 * @param dies In the order of their numbers; closed with it
 * @param named What the sensor of all of them is called
 */
export function diesSensor(
  dies: Dies,
  named: Pick<Sensor, "id" | "name">,
): Sensor {
  const [first] = dies;
  const others = dies.length - 1;
  return {
    ...first,
    ...named,
    source: `${first.source} and those of ${others} more ${
      others === 1 ? "die" : "dies"
    }`,
    mostW: dies.reduce((sum, { mostW = 0 }) => sum + mostW, 0),
    *read() {
      const values: number[] = [];
      for (const die of [...dies, first]) values.push(...yield* die.read());
      return values;
    },
    usedBetween: (from, to) => usedByDies(dies, from, to),
    *close() {
      for (const die of dies) yield* die.close();
    },
  };
}

/**
 * The dies that show the counter of the first die, by their place.
 * @param values One of each die, and a second one of the first die
 */
export function mirrorsOf(values: readonly number[]): readonly number[] {
  const [first = NaN] = values;
  const again = values.at(-1) ?? NaN;
  return values.slice(1, -1).flatMap((value, i) => {
    const after = value >= first;
    const before = value <= again;
    // A shared counter that comes round in between is after the first reading or before the second.
    return (again >= first ? after && before : after || before) ? [i + 1] : [];
  });
}

function usedByDies(
  dies: Dies,
  from: Reading,
  to: Reading,
): Used | undefined {
  const before = new Set(mirrorsOf(from.values));
  const mirrors = new Set(mirrorsOf(to.values).filter((i) => before.has(i)));
  let energyJ = 0;
  let note: string | undefined;
  for (const [i, die] of dies.entries()) {
    if (mirrors.has(i)) continue;
    const used = die.usedBetween(valueOf(from, i), valueOf(to, i));
    energyJ += used?.energyJ ?? 0;
    note ??= used?.note;
  }
  return { energyJ, ...(note !== undefined && { note }) };
}

function valueOf({ timeS, values }: Reading, i: number): Reading {
  return { timeS, values: values.slice(i, i + 1) };
}
