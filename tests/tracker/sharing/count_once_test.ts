import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { sharedWith } from "../../../src/tracker/record.ts";
import { countedOnce } from "../../../src/tracker/sharing/count_once.ts";
import { assertClose } from "../../close.ts";
import { byHand, recordOf, story, type Told } from "./machines.ts";

/** The records of runs that know of each other. */
function records(runs: readonly Told[]) {
  const all = runs.map(recordOf);
  return all.map((run) => sharedWith(run, all.filter((r) => r !== run)));
}

function sumOf(runs: ReturnType<typeof records>): number {
  const counted = countedOnce(runs).values();
  return [...counted].reduce((sum, { energyKwh }) => sum + energyKwh, 0);
}

Deno.test("a sum over any selection of runs has each joule of each machine once", () => {
  const selections = story.chain((runs) =>
    fc.tuple(fc.constant(runs), fc.subarray(runs))
  );
  fc.assert(
    fc.property(selections, (given) => {
      const [runs, selected] = given;
      const all = records(runs);
      const ids = new Set(selected.map(({ id }) => id));
      const some = all.filter(({ id }) => ids.has(id));
      assertClose(sumOf(all), byHand(runs), 1e-9);
      assertClose(sumOf(some), byHand(selected), 1e-9);
    }),
    { numRuns: 400 },
  );
});

Deno.test("what a sum counts of a run is part of it, and emissions follow the energy", () => {
  fc.assert(fc.property(story, (runs) => {
    const all = records(runs);
    for (const [id, counted] of countedOnce(all)) {
      const run = all.find((r) => r.id === id)!;
      assert(counted.energyKwh >= 0 && counted.energyKwh <= run.energyKwh);
      assertClose(counted.emissionsKg ?? NaN, counted.energyKwh * 0.4, 1e-9);
    }
  }));
});

/** A run of the whole laptop from and to, in s. */
function run(id: string, fromS: number, toS: number): Told {
  const process = { machine: "laptop", pid: "7" };
  const pause = undefined;
  return { id, process, fromS, toS, pause, scope: "machine", cards: [] };
}

Deno.test("what is shared names the run that counts it", () => {
  const [outer, inner, apart] = records([
    run("outer", 0, 10),
    run("inner", 2, 5),
    run("apart", 10, 12),
  ]);
  assertEquals(inner?.shared.map(({ id }) => id), ["outer"]);
  assertEquals(inner?.sharedEnergyKwh, inner?.energyKwh);
  assertEquals(outer?.shared, []);
  assertEquals(apart?.shared, []);
});

Deno.test("a run that lies within two others is counted by one that is there", () => {
  const all = records([run("a", 0, 10), run("b", 1, 9), run("c", 2, 5)]);
  const of = (...ids: string[]) =>
    sumOf(all.filter(({ id }) => ids.includes(id)));
  const [a, b, c] = all.map(({ energyKwh }) => energyKwh) as number[];
  assertClose(of("a", "b", "c"), a ?? NaN);
  assertClose(of("b", "c"), b ?? NaN);
  assertEquals(of("c"), c);
});

Deno.test("runs of two processes of one machine share what both count, and those of two machines nothing", () => {
  const elsewhere = { machine: "server", pid: "7" };
  const beside = { machine: "laptop", pid: "8" };
  const told = [
    run("a", 0, 10),
    { ...run("b", 5, 15), process: beside },
    { ...run("c", 5, 15), process: elsewhere },
  ];
  const [, b, c] = records(told);
  assertEquals(b?.shared.map(({ id }) => id), ["a"]);
  assertClose(b?.shared[0]?.to.timeS, 5);
  assertEquals(c?.shared, []);
});

Deno.test("a run that began later and counts the whole machine counts that of a process too", () => {
  const own: Told = { ...run("own", 0, 10), scope: "tree" };
  const whole = run("whole", 2, 6);
  const [first, second] = records([own, whole]);
  assertEquals(first?.shared.map(({ id }) => id), ["whole"]);
  assertEquals(second?.shared, []);
});

Deno.test("while no cell of a run ran, another run's energy is not shared with it", () => {
  const paused: Told = { ...run("paused", 0, 10), pause: [1, 9] };
  const [, other] = records([paused, run("other", 2, 8)]);
  assertEquals(other?.sharedEnergyKwh, 0);
});

Deno.test("a clock that was set, or a sleep of the machine, does not move what runs of two processes share", () => {
  const first = recordOf(run("first", 0, 10));
  // After 4 s, the machine slept for an hour.
  const slept = {
    ...first,
    coverage: { ...first.coverage, jumps: [[4, 3600]] as const },
  };
  const second = recordOf({
    ...run("second", 5, 10),
    process: { machine: "laptop", pid: "8" },
  });
  const later = {
    ...second,
    startedAt: new Date(second.startedAt.getTime() + 3_600_000),
  };
  const { energyKwh, sharedEnergyKwh } = sharedWith(later, [slept]);
  assertClose(sharedEnergyKwh, energyKwh);
  assertEquals(sharedWith(second, [slept]).sharedEnergyKwh, 0);
});
