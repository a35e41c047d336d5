import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { compare, type Comparison, estimate, type Job } from "../../mod.ts";
import type { Cause, Measured } from "../../src/notebook/types.ts";
import { footprintOf } from "../../src/estimate/footprint.ts";
import type { PlaceQuery } from "../../src/estimate/place/place_query.ts";
import { siteOfRun } from "../../src/estimate/place/run_site.ts";
import { assertClose } from "../close.ts";

const IOWA = { provider: "gcp", region: "us-central1" };

const JOB: Job = { hardware: "A100", hours: 10, ...IOWA };

function run(
  itEnergyKwh: number,
  durationS: number,
  query: PlaceQuery = IOWA,
): Measured {
  const footprint = footprintOf(
    {
      itEnergyKwh,
      components: [{
        component: "accelerator",
        name: "A100 SXM4 80GB",
        energyKwh: itEnergyKwh,
        method: "measured",
        source: "NVML",
      }],
      factor: { medianFactor: 1, sigma: 0.03 },
      figures: [],
    },
    siteOfRun(query),
    query,
  );
  return { ...footprint, durationS };
}

function causesOf({ rows }: Comparison): Record<Cause["what"], Cause> {
  const causes = rows[1]?.causes ?? [];
  return Object.fromEntries(
    causes.map((cause) => [cause.what, cause]),
  ) as Record<Cause["what"], Cause>;
}

Deno.test("compare() of a plan and a run splits the difference into power and hours", () => {
  // 400 W for 10 h were planned; 250 W for 8 h came: 4 kWh and 2 kWh
  const causes = causesOf(
    compare({ plan: estimate(JOB), actual: run(2, 8 * 3600) }),
  );
  assertClose(causes.power.first, 400);
  assertClose(causes.power.other, 250);
  assertClose(causes.power.ratio ?? 0, 0.625);
  assertEquals([causes.hours.first, causes.hours.other], [10, 8]);
  assertClose(causes.hours.ratio ?? 0, 0.8);
  assertEquals([causes.PUE.first, causes.PUE.other], [1.1, 1.1]);
  assertEquals([causes.PUE.shareKg, causes["carbon intensity"].shareKg], [
    0,
    0,
  ]);
  // 4.4 and 2.2 kWh at 412.72 g: -0.907984 kg, as ln 0.625 to ln 0.8 in ln 0.5
  assertClose(causes.power.shareKg, -0.907984 * 0.678072, 1e-5);
  assertClose(causes.hours.shareKg, -0.907984 * 0.321928, 1e-5);
});

Deno.test("compare() of a plan and a run elsewhere splits the difference into PUE and grid", () => {
  const query = { carbonIntensity: 100, pue: 1.5 };
  const causes = causesOf(
    compare({ plan: JOB, actual: run(4, 10 * 3600, query) }),
  );
  assertClose(causes["carbon intensity"].ratio ?? 0, 100 / 412.72);
  assertClose(causes.PUE.ratio ?? 0, 1.5 / 1.1);
  assert(causes["carbon intensity"].shareKg < 0);
  assert(causes.PUE.shareKg > 0);
});

Deno.test("compare() has ratios and shares that multiply and sum to the whole", () => {
  const amount = fc.double({ min: 1e-3, max: 1e4, noNaN: true });
  fc.assert(fc.property(
    amount,
    fc.double({ min: 1, max: 1e6, noNaN: true }),
    fc.double({ min: 1, max: 3, noNaN: true }),
    fc.double({ min: 1, max: 1500, noNaN: true }),
    (itEnergyKwh, durationS, pue, carbonIntensity) => {
      const plan = estimate(JOB);
      const actual = run(itEnergyKwh, durationS, { pue, carbonIntensity });
      const { rows: [, row] } = compare({ plan, actual });
      const causes = row?.causes ?? [];
      const ratio = causes.reduce((r, cause) => r * (cause.ratio ?? NaN), 1);
      assertClose(ratio, actual.emissionsKg / plan.emissionsKg, 1e-9);
      const share = causes.reduce((kg, { shareKg }) => kg + shareKg, 0);
      const size = Math.max(actual.emissionsKg, plan.emissionsKg);
      assert(Math.abs(share - (row?.differenceKg ?? NaN)) <= 1e-9 * size);
    },
  ));
});

Deno.test("compare() of two jobs gives their causes too", () => {
  const causes = causesOf(compare({ a: JOB, b: { ...JOB, hours: 5 } }));
  assertClose(causes.hours.shareKg, -0.5 * estimate(JOB).emissionsKg);
  assertClose(causes.power.ratio ?? 0, 1);
});

Deno.test("compare() of an entry with itself has no cause", () => {
  const { rows: [first] } = compare({ a: JOB, b: JOB });
  assertEquals(
    first?.causes.map(({ what, ratio, shareKg }) => [what, ratio, shareKg]),
    [
      ["power", 1, 0],
      ["hours", 1, 0],
      ["PUE", 1, 0],
      ["carbon intensity", 1, 0],
    ],
  );
});

Deno.test("compare() explains zero emissions by the factor that is zero", () => {
  const clean = { carbonIntensity: 0, pue: 1.1 };
  const grid = causesOf(compare({ a: JOB, b: { ...JOB, ...clean } }));
  assertClose(
    grid["carbon intensity"].shareKg,
    -estimate(JOB).emissionsKg,
  );
  const back = causesOf(compare({ b: { ...JOB, ...clean }, a: JOB }));
  assertEquals(back["carbon intensity"].ratio, undefined);
  assertClose(back["carbon intensity"].shareKg, estimate(JOB).emissionsKg);
  const none = causesOf(compare({ a: JOB, b: { ...JOB, hours: 0 } }));
  assertClose(none.hours.shareKg, -estimate(JOB).emissionsKg);
  assertEquals([none.power.ratio, none.power.shareKg], [1, 0]);
});

Deno.test("compare() of a run with itself is certain, and of two equal runs is not", () => {
  const one = run(2, 3600);
  const { rows: [first, same] } = compare({ a: one, b: one });
  assertEquals([first?.ratioRange, same?.ratioRange], [[1, 1], [1, 1]]);
  const { rows: [, like] } = compare({ a: one, b: run(2, 3600) });
  const [low = 1, high = 1] = like?.ratioRange ?? [];
  assert(low < 1 && 1 < high);
});

Deno.test("compare() of two runs has a narrower range in one place than in two", () => {
  const width = (query: PlaceQuery) => {
    const { rows } = compare({ a: run(2, 3600), b: run(1, 3600, query) });
    const [low = 1, high = 1] = rows[1]?.ratioRange ?? [];
    return high / low;
  };
  assert(width(IOWA) < width({ provider: "gcp", region: "europe-west1" }));
});

Deno.test("compare() takes a run that was stored and read again", () => {
  const stored = JSON.parse(JSON.stringify(run(2, 3600)));
  const { rows } = compare({ plan: JOB, then: stored });
  assertEquals(rows[1]?.estimate.emissionsKg, stored.emissionsKg);
});

Deno.test("compare() asks for the snapshot of a run in progress", () => {
  const handle = { name: "fine-tune", snapshot: () => run(2, 3600) };
  assertThrows(
    () => compare({ plan: JOB, now: handle as unknown as Measured }),
    TypeError,
    'Cannot compare entry "now" as the run is still in progress: give its snapshot()',
  );
});
