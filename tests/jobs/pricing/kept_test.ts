import { assertAlmostEquals, assertEquals } from "@std/assert";
import { openJobLog, totalsOf } from "../../../src/jobs/open_job_log.ts";
import type { Engine } from "../../../src/jobs/engines/engine.ts";
import { keptJobs } from "../../../src/jobs/pricing/kept.ts";
import type { PricedLog } from "../../../src/jobs/pricing/price.ts";
import { JOB_KEYS } from "../../../src/jobs/pricing/statement.ts";
import { PLAIN, sacct } from "../price_texts.ts";

const HOUR_MS = 3_600_000;

Deno.test("totals of the groups that are kept are those of the jobs one by one, by every two keys", async () => {
  const file = await Deno.makeTempFile({ suffix: ".txt" });
  const rows = Array.from({ length: 300 }, (_, i) => ({
    JobID: `${i}`,
    User: `u${i % 7}`,
    Account: `a${i % 3}`,
    State: i % 5 === 0 ? "FAILED" : "COMPLETED",
    Start: new Date(Date.UTC(2026, 0, 1) + i * 31 * HOUR_MS).toISOString(),
    ElapsedRaw: `${i % 11 === 0 ? 0 : 600 * i}`,
    NCPUS: `${1 + i % 16}`,
  }));
  await Deno.writeTextFile(file, sacct(rows));
  const log = await openJobLog(file, PLAIN, undefined);
  try {
    assertEquals(log.from, "kept");
    for (const first of JOB_KEYS) {
      for (const second of JOB_KEYS.slice(JOB_KEYS.indexOf(first))) {
        const keys = [first, second];
        const kept = await totalsOf(log, keys);
        const one = await totalsOf({ ...log, from: "priced" }, keys);
        const name = (row: (typeof kept)[number]) =>
          keys.map((key) => row[key]).join(" ");
        const byName = new Map(one.map((row) => [name(row), row]));
        assertEquals(kept.length, one.length);
        for (const row of kept) {
          const same = byName.get(name(row))!;
          assertEquals(row.jobs, same.jobs);
          assertAlmostEquals(row.energyKwh / same.energyKwh, 1, 1e-12);
          assertAlmostEquals(row.emissionsKg / same.emissionsKg, 1, 1e-12);
        }
      }
    }
  } finally {
    await log.engine.close();
    await Deno.remove(file);
  }
});

Deno.test("groups are kept of a log in any order, but not where hardly two jobs are alike", async () => {
  const kept = async (
    jobs: number,
    days: number,
    sample: Readonly<Record<string, readonly number[]>>,
  ) => {
    const engine: Pick<Engine, "ask" | "keep"> = {
      ask: () => Promise.resolve(sample),
      keep: () => Promise.resolve(true),
    };
    const log = {
      kinds: [{ row: { jobs } }],
      tables: { days: { day_number: { values: Array(days) } } },
    };
    return await keptJobs(engine as Engine, log as unknown as PricedLog);
  };
  // 1,000 kinds of users and states: in any order each day shows some of them.
  const any = { jobs: [2e6], cells: [290_000], kinds: [1000] };
  assertEquals(await kept(1e8, 290, any), "kept");
  // In order of time a day shows 1,000 groups, and 2 million jobs are of 7 days.
  const ordered = { jobs: [2e6], cells: [7000], kinds: [5000] };
  assertEquals(await kept(1e8, 365, ordered), "kept");
  const alone = { jobs: [2e6], cells: [1.9e6], kinds: [1.5e6] };
  assertEquals(await kept(1e8, 365, alone), "priced");
  assertEquals(await kept(9e5, 365, alone), "kept");
});
