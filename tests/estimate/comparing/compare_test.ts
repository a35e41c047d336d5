import { assert, assertEquals, assertThrows } from "@std/assert";
import { compare, estimate, type Job } from "../../../mod.ts";
import type { ComparisonRow } from "../../../src/notebook/types.ts";
import { assertClose } from "../../close.ts";
import { aRun } from "../../notebook/a_run.ts";
import type { Compared } from "../../../src/estimate/comparing/compare.ts";

const JOB: Job = {
  hardware: "A100",
  hours: 100,
  provider: "gcp",
  region: "us-central1",
};

const FRANCE = { provider: "aws", region: "eu-west-3" };

function second(...entries: [Job, Job]): ComparisonRow {
  const [a, b] = entries;
  return compare({ a, b }).rows[1] as ComparisonRow;
}

Deno.test("compare() gives differences and ratios to the first entry", () => {
  const { rows } = compare({
    "from scratch": JOB,
    "fine-tuned": { ...JOB, hours: 5 },
  });
  const [scratch, tuned] = rows;
  assertEquals(rows.map((row) => row.name), ["from scratch", "fine-tuned"]);
  assertEquals(scratch?.differenceKg, 0);
  assertEquals(scratch?.ratio, 1);
  assertClose(tuned?.ratio ?? 0, 0.05);
  assertClose(
    tuned?.differenceKg ?? 0,
    -0.95 * (scratch?.estimate.emissionsKg ?? 0),
  );
});

Deno.test("compare() of an entry with itself is certain", () => {
  const { rows: [first] } = compare({ a: JOB, b: JOB });
  assertEquals(first?.differenceRangeKg, [0, 0]);
  assertEquals(first?.ratioRange, [1, 1]);
});

Deno.test("compare() cancels shared factors out of the ratio", () => {
  const width = ({ ratioRange }: ComparisonRow) => {
    const [low, high] = ratioRange as [number, number];
    return high / low;
  };
  const here = second(JOB, { ...JOB, hours: 5 });
  const elsewhere = second(JOB, { ...JOB, hours: 5, region: "europe-west1" });
  assert(width(here) < width(elsewhere));
});

Deno.test("compare() cancels what two entries share, factor by factor", () => {
  const range = (...entries: [Job, Job]) => second(...entries).ratioRange;
  const near = (found: ComparisonRow["ratioRange"], wanted: number[]) =>
    wanted.forEach((end, i) => assertClose(found?.[i] ?? 0, end, 0.02));
  const job = { hardware: "A100 SXM4 80GB", hours: 100 };
  // The same device and load: only the two intensities are unknown, each with a sigma of 0.0918,
  // and whether they have one basis (0.2001), so 0.5 × exp(±1.645 × √(2 × 0.0918² + 0.2001²)) =
  // 0.338 to 0.740.
  near(
    range({ ...job, carbonIntensity: 100 }, { ...job, carbonIntensity: 50 }),
    [0.338, 0.740],
  );
  // The same device, load, building and grid: only the hours differ, so nothing is unknown.
  const same: [Job, Job][] = [
    [JOB, { ...JOB, hours: 6 }],
    [{ ...JOB, count: 100 }, { ...JOB, count: 6 }],
    [{ ...job, meanWatts: 300, country: "FR" }, {
      ...job,
      hours: 6,
      meanWatts: 300,
      country: "FR",
    }],
    [
      { instance: "p4d.24xlarge", hours: 100, country: "FR" },
      { instance: "p4d.24xlarge", hours: 6, country: "FR" },
    ],
  ];
  for (const entries of same) near(range(...entries), [0.06, 0.06]);
  // Iowa against Finland: the two intensities of Google's file (0.2621) and PUEs (0.0216), so
  // 0.094 × exp(±1.645 × 0.3719) = 0.051 to 0.174.
  near(range(JOB, { ...JOB, region: "europe-north1" }), [0.0512, 0.174]);
});

Deno.test("compare() keeps what two entries do not share", () => {
  const width = (a: Job, b: Job) => {
    const [low, high] = second(a, b).ratioRange as [number, number];
    return high / low;
  };
  const job = { hardware: "A100 SXM4 80GB", hours: 1, country: "FR" };
  assert(width(job, { ...job, hardware: "H100 SXM5 80GB" }) > 2);
  assert(width(job, { ...job, utilization: 0.5 }) > 1.5);
  assert(width(job, { ...job, meanWatts: 200 }) > 1.5);
  // The cards' error cancels; that of the memory does not.
  const withMemory = width(job, { ...job, memoryGb: 512 });
  assert(1.1 < withMemory && withMemory < 4, `${withMemory}`);
  // Two regions deviate from a fleet's mean PUE each in its own way.
  const aws = { hardware: "A100 SXM4 80GB", hours: 1, provider: "azure" };
  assert(
    width({ ...aws, region: "francecentral", carbonIntensity: 50 }, {
      ...aws,
      region: "eastus",
      carbonIntensity: 50,
    }) > 1.1,
  );
});

Deno.test("compare() of two places has the ratio of their intensities and PUEs", () => {
  // Google 2024: Iowa 412.72 g and PUE 1.1, Belgium 103 g and 1.08
  const row = second(JOB, { ...JOB, region: "europe-west1" });
  const there = estimate({ ...JOB, region: "europe-west1" });
  assertClose(
    row.ratio ?? 0,
    there.carbonIntensity * there.pue / (412.72 * 1.1),
  );
});

Deno.test("compare() has each difference inside its range", () => {
  const { differenceKg, differenceRangeKg: [low, high] } = second(
    { ...JOB, utilization: 0.8 },
    { ...JOB, utilization: 0.8, hours: 10 },
  );
  assert(low < differenceKg && differenceKg < high);
});

Deno.test("compare() takes estimates and jobs", () => {
  const { rows } = compare({ job: JOB, estimate: estimate(JOB) });
  assertEquals(rows[0]?.estimate, rows[1]?.estimate);
});

Deno.test("compare() has no ratio if the first entry emits nothing", () => {
  const row = second({ ...JOB, carbonIntensity: 0 }, JOB);
  assertEquals(row.ratio, undefined);
  assertEquals(row.ratioRange, undefined);
});

Deno.test("compare() refuses fewer than two entries", () => {
  assertThrows(() => compare({}), RangeError, "current number is 0");
  assertThrows(() => compare({ a: JOB }), RangeError, "current number is 1");
});

Deno.test("compare() refuses a bad entry as estimate() does", () => {
  assertThrows(
    () => compare({ a: JOB, b: { ...JOB, hours: -1 } }),
    RangeError,
    "hours",
  );
});

Deno.test("compare() refuses an entry that is not a job or an estimate, and names it", () => {
  const refused = (entries: unknown, says: string) =>
    assertThrows(
      () => compare(entries as Record<string, Job>),
      TypeError,
      says,
    );
  refused(null, "by name or in a list: current value is null");
  refused({ a: JOB, b: null }, 'entry "b" must be a job, an estimate or a run');
  refused({ a: JOB, b: 5 }, 'entry "b"');
});

Deno.test("compare() says which bases its entries have", () => {
  const { bases } = compare({ a: JOB, b: { ...JOB, ...FRANCE } });
  assertEquals(bases, ["direct", "lifecycle"]); // Google's own, and Ember's
});

Deno.test("compare() takes an estimate that was stored and read again", () => {
  const stored = JSON.parse(JSON.stringify(estimate(JOB)));
  const { rows } = compare({ now: estimate(JOB), then: stored });
  assertEquals(rows[1]?.ratioRange, [1, 1]);
});

Deno.test("compare() takes a list: runs have their names, other entries their numbers", () => {
  const job = { energyKwh: 1, country: "FR" };
  const names = (...entries: Compared[]) =>
    compare(entries).rows.map(({ name }) => name);
  assertEquals(names(job, { ...job, energyKwh: 2 }), ["entry 1", "entry 2"]);
  assertEquals(names(aRun(), job, aRun({ id: "2" })), [
    "fine-tune",
    "entry 2",
    "fine-tune (2)",
  ]);
  assertThrows(() => compare([job]), RangeError, "fewer than 2");
  assertThrows(
    () => compare([job, 5 as never]),
    TypeError,
    '"entry 2" must be',
  );
});
