/**
 * A minute of each kind of machine: its energy, how far that may be off, and what is said about it.
 * All files and the library of the cards are the test's.
 * @module
 */

import { assert, assertEquals } from "@std/assert";
import { spread } from "../../src/catalog/spreads.ts";
import { sensedFactor } from "../../src/estimate/sensed.ts";
import { atOnce } from "../../src/machine/asking.ts";
import { interval90 } from "../../src/model/interval.ts";
import { detectSensors } from "../../src/sensors/detect.ts";
import { uncountedParts } from "../../src/sensors/parts/finding.ts";
import { assertClose } from "../close.ts";
import { Metered } from "../tracker/metered.ts";
import { fakeMachine } from "./fake_machine.ts";
import { CARDS } from "./machines/cards.ts";
import { GUESTS } from "./machines/guests.ts";
import type { Used } from "./machines/machine.ts";
import { PROCESSORS } from "./machines/processors.ts";
import { LIBRARY, stubNvml } from "./stub_nvml.ts";

const MACHINES = { ...PROCESSORS, ...GUESTS, ...CARDS };

for (const [what, machine] of Object.entries(MACHINES)) {
  Deno.test(`a minute of ${what}`, async () => {
    const { files = () => ({}), cards = [], used, closed } = machine;
    await using stub = await stubNvml();
    stub.play({
      cards: cards.map(([name]) => name),
      ...machine.slices !== undefined && { slices: machine.slices },
      ...machine.init !== undefined && { init: machine.init },
    });
    cards.forEach(([, watts], i) => {
      stub.energy(i, 0);
      stub.power(i, watts * 1000);
      stub.codes(i, machine.codes ?? {});
    });
    using fake = fakeMachine(files(0), {
      env: machine.env ?? {},
      ...cards.length > 0 && { libraries: { [LIBRARY]: stub.file } },
      ...machine.fake,
    });
    if (closed !== undefined) fake.close(closed);
    const { sensors, findings } = atOnce(detectSensors(fake.machine));
    const metered = new Metered(sensors, fake.machine.nowS);
    const notes: string[] = [];
    let energyJ: readonly number[] = [];
    let lastS = 0;
    for (const timeS of machine.reads ?? [10, 20, 30, 40, 50, 60]) {
      fake.pass(timeS - lastS);
      lastS = timeS;
      for (
        const [path, text] of Object.entries<string | Uint8Array>(files(timeS))
      ) {
        fake.write(path, text);
      }
      cards.forEach(([, watts], i) => stub.energy(i, watts * timeS * 1000));
      const tick = metered.read();
      energyJ = tick.energyJ;
      notes.push(...tick.notes);
    }
    metered[Symbol.dispose]();

    assertEquals(
      sensors.map(({ id }) => id).toSorted(),
      Object.keys(used).toSorted(),
    );
    sensors.forEach(({ id }, i) =>
      assertClose(energyJ[i], used[id]?.[1] ?? NaN, 1e-6)
    );
    assertEquals(
      uncountedParts(findings).map((part) => `${part.component} ${part.name}`),
      machine.without ?? [],
    );
    assertEquals(
      [...new Set(notes.map((note) => note.split(": ")[0]))],
      machine.notes ?? [],
    );
    const sumJ = energyJ.reduce((sum, joules) => sum + joules, 0);
    const factor = sensedFactor(
      sensors.map((sensor, i) => ({ ...sensor, energyKwh: energyJ[i]! })),
    );
    const [low, high] = interval90({ value: sumJ, factor });
    const [drawnLow, drawnHigh] = drawn90(Object.values(used));
    // The tails of a sum of log-normals are not exactly those of one.
    assert(Math.abs(low / drawnLow - 1) < 0.06, `${low} J, not ${drawnLow} J`);
    assert(Math.abs(high / drawnHigh - 1) < 0.06, `${high}, not ${drawnHigh}`);
    assertEquals(fake.openFiles(), 0);
  });
}

const DRAWS = 20_000;

/** The 90 % range of a sum by drawing: the sensors of a kind share their error. */
function drawn90(used: readonly Used[]): [low: number, high: number] {
  const kinds = Map.groupBy(used, ([kind]) => kind);
  const random = standardNormals();
  const sums = Float64Array.from({ length: DRAWS }, () => {
    let sumJ = 0;
    for (const [kind, alike] of kinds) {
      const { medianFactor, sigma } = spread(kind);
      const factor = medianFactor * Math.exp(sigma * random());
      for (const [, joules] of alike) sumJ += joules * factor;
    }
    return sumJ;
  }).sort();
  return [sums[DRAWS * 0.05]!, sums[DRAWS * 0.95]!];
}

/** Draws from the standard normal distribution, the same in each test (Box and Muller 1958). */
function standardNormals(): () => number {
  let state = 1;
  const uniform = () => {
    state = state * 48271 % 2147483647; // Park and Miller 1988
    return state / 2147483647;
  };
  return () =>
    Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}
