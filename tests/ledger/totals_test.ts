import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { keep } from "../../src/ledger/keep.ts";
import type { GroupBy } from "../../src/ledger/database/totals.ts";
import { assertClose } from "../close.ts";
import { storedRun, tempLedger } from "./temp_ledger.ts";

Deno.test("runs are summed by day, name and region, without what two of them share", async () => {
  await using temp = await tempLedger();
  const base = storedRun({
    name: "outer",
    startedAt: new Date("2026-11-23T23:59:59Z"),
    energyKwh: 3,
    emissionsKg: 0.9,
  });
  const inner = storedRun({
    name: "inner",
    startedAt: new Date("2026-11-24T00:00:01Z"),
    energyKwh: 2,
    emissionsKg: 0.6,
    shared: [stretch(base.id, 1.5, 0.5)],
    place: { name: "Iceland" },
  });
  for (const run of [inner, base]) await keep(temp.path, run);
  const total = async (by: GroupBy) =>
    (await temp.ledger.total({ by }))
      .map(({ key, runs, energyKwh }) => [key, runs, energyKwh]);
  assertEquals(await total("day"), [
    ["2026-11-23", 1, 3],
    ["2026-11-24", 1, 0.5],
  ]);
  assertEquals(await total("name"), [["outer", 1, 3], ["inner", 1, 0.5]]);
  assertEquals(await total("region"), [
    ["gcp us-central1", 1, 3],
    ["Iceland", 1, 0.5],
  ]);
});

Deno.test("components are summed with their share of the facility's overhead", async () => {
  await using temp = await tempLedger();
  // 0.1 kWh of computing in Iowa, of which 5/6 by the card; PUE 1.1.
  const run = storedRun();
  await keep(temp.path, run);
  const [card, cpu] = await temp.ledger.total({ by: "component" });
  assertEquals([card?.key, cpu?.key], ["accelerator", "cpu"]);
  assertClose(card?.energyKwh, 0.11 * 5 / 6);
  assertClose(cpu?.energyKwh, 0.11 / 6);
});

/** The beginning of a run, which another run counts too. */
function stretch(id: string, energyKwh: number, emissionsKg: number) {
  return {
    id,
    from: { timeS: 0, energyKwh: 0, emissionsKg: 0, partsKwh: [] },
    to: { timeS: 60, energyKwh, emissionsKg, partsKwh: [] },
  };
}

const amount = fc.double({ min: 0, max: 1e6, noNaN: true });
const arbitraryRun = fc.record({
  name: fc.constantFrom("a", "b", "c"),
  day: fc.integer({ min: 0, max: 40 }),
  energyKwh: amount,
  emissionsKg: amount,
  shared: fc.double({ min: 0, max: 1, noNaN: true }),
  parts: fc.array(
    fc.record({
      component: fc.constantFrom("accelerator", "cpu", "memory"),
      energyKwh: amount,
    }),
    { maxLength: 5 },
  ),
  region: fc.constantFrom("x", "y"),
});

/** Emits although it uses no energy. */
const NO_ENERGY = {
  name: "a" as const,
  day: 0,
  energyKwh: 0,
  emissionsKg: 2,
  shared: 0,
  parts: [{ component: "accelerator" as const, energyKwh: 1 }],
  region: "x" as const,
};

Deno.test("the totals of any grouping add up to what all runs used, shared energy once", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(arbitraryRun, { maxLength: 12 }),
      async (given) => {
        await using temp = await tempLedger();
        // All others lie within this one.
        const around = storedRun({ energyKwh: 2, emissionsKg: 1 });
        await keep(temp.path, around);
        let { energyKwh, emissionsKg } = around;
        for (const { shared, parts, day, region, ...rest } of given) {
          const sharedKwh = rest.energyKwh * shared;
          const sharedKg = rest.emissionsKg * shared;
          energyKwh += rest.energyKwh - sharedKwh;
          emissionsKg += rest.emissionsKg - sharedKg;
          const part = { name: "", method: "measured", source: "" } as const;
          await keep(
            temp.path,
            storedRun({
              ...rest,
              startedAt: new Date(Date.UTC(2026, 0, day)),
              place: { name: region },
              shared: [stretch(around.id, sharedKwh, sharedKg)],
              components: parts.map((p) => ({ ...part, ...p })),
            }),
          );
        }
        for (const by of ["day", "name", "region", "component"] as const) {
          const groups = await temp.ledger.total({ by });
          const sum = (of: (group: typeof groups[number]) => number) =>
            groups.reduce((all, group) => all + of(group), 0);
          // Sums of numbers of very different size, taken in other orders.
          assertClose(sum((g) => g.energyKwh) + 1, energyKwh + 1, 1e-9);
          assertClose(sum((g) => g.emissionsKg) + 1, emissionsKg + 1, 1e-9);
          if (by !== "component") {
            assertEquals(
              sum((g) => g.runs),
              given.length + 1,
            );
          }
        }
      },
    ),
    { numRuns: 30, examples: [[[NO_ENERGY]]] },
  );
});
