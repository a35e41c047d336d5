import { assert, assertEquals, assertRejects } from "@std/assert";
import { join } from "node:path";
import { jobLog } from "../../../mod.ts";
import { DuckDb, textLiteral } from "../../../src/jobs/engines/duckdb.ts";
import { MemoryFault } from "../../../src/jobs/engines/duckdb_fault.ts";

const OPTIONS = {
  partitions: { "*": { cpu: "AMD EPYC 7763" } },
  country: "FR",
} as const;

/** Files of jobs that differ in one column. */
async function withFiles(
  columns: Readonly<Record<string, string>>,
  test: (folder: string) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  const database = await DuckDb.open();
  for (const [name, replaced] of Object.entries(columns)) {
    await database.run(
      `copy (select * replace (${replaced}) from (select i as "jobId", 1767225600.0 + i as start,
        60.0 as "durationS", 4.0 as cpus from range(1000) t(i)))
        to ${textLiteral(join(folder, name))} (format parquet)`,
    );
  }
  await database.close();
  try {
    await test(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** The error has one line, names the file, and none of the statement. */
async function fault(
  asked: Promise<unknown>,
  file: string,
  says: RegExp,
): Promise<void> {
  const { message } = await assertRejects(() => asked, Error);
  assert(message.includes(JSON.stringify(file)), message);
  assert(says.test(message), message);
  assert(!/LINE \d|\n|Possible fixes/.test(message), message);
}

Deno.test("jobLog() names the file that is broken, is no text or has other types, and says what is wrong", async () => {
  const columns = {
    "a.parquet": "start as start",
    "times.parquet": "timestamp '2026-01-01' as start",
    "list.parquet": '["jobId"] as start',
  };
  await withFiles(columns, async (folder) => {
    const at = (name: string) => join(folder, name);
    const whole = await Deno.readFile(at("a.parquet"));
    await Deno.writeFile(at("cut.parquet"), whole.slice(0, whole.length / 2));
    const noise = whole.map((byte, i) =>
      i > 100 && i < whole.length - 8 && i % 7 === 0 ? 255 : byte
    );
    await Deno.writeFile(at("noise.parquet"), noise);
    const head = new TextEncoder().encode("jobId,start,durationS,cpus\n");
    const bytes = Uint8Array.from(
      { length: 60_000 },
      (_, i) => (i * 7919 + (i >> 3) * 104_729) % 256,
    );
    await Deno.writeFile(at("bytes.csv"), new Uint8Array([...head, ...bytes]));
    const broken = /it is broken, or was changed while it was read/;
    await fault(
      jobLog(at("cut.parquet"), OPTIONS),
      at("cut.parquet"),
      broken,
    );
    await fault(
      jobLog(at("noise.parquet"), OPTIONS),
      at("noise.parquet"),
      broken,
    );
    await fault(
      jobLog([at("a.parquet"), at("times.parquet")], OPTIONS),
      at("a.parquet"),
      /its column "start" is .* in another file/,
    );
    await assertRejects(
      () => jobLog(at("list.parquet"), OPTIONS),
      TypeError,
      "must hold times",
    );
  });
});

Deno.test("a job log whose file is removed or changed says so, and names it", async () => {
  await withFiles({ "a.parquet": "start as start" }, async (folder) => {
    const file = join(folder, "a.parquet");
    await using log = await jobLog(file, OPTIONS);
    const whole = await Deno.readFile(file);
    await Deno.writeFile(file, whole.slice(0, 500));
    await fault(log.saving(), file, /changed while it was read/);
    // Totals are known since the log was opened.
    assertEquals((await log.by("user"))[0]?.jobs, 1000);
    await Deno.remove(file);
    await fault(log.saving(), file, /does not exist any more/);
    await Deno.writeFile(file, whole);
    assertEquals((await log.saving()).movableJobs, 1000);
  });
});

/** What DuckDB can write to its folder, and what must be in memory at once. */
const GROUPS = "select count(*) as n from (select i, sum(i), list(i)" +
  " from range(500000) t(i) group by i)";
const TEXT =
  "select length(string_agg(i::varchar)) as n from range(10000000) t(i)";
/** 10,000,000 numbers of up to 7 digits, with a sign between them. */
const TEXT_LENGTH = 10 * 1 + 90 * 2 + 900 * 3 + 9e3 * 4 + 9e4 * 5 + 9e5 * 6 +
  9e6 * 7 + 9_999_999;

Deno.test("a question that outgrows the memory uses a file, then takes more, then says what to do", async () => {
  const available = Deno.systemMemoryInfo;
  const database = await DuckDb.open(undefined, 60);
  try {
    await database.seal([]);
    Deno.systemMemoryInfo = () => ({ ...available(), available: 0 });
    assertEquals(await database.read(GROUPS), { n: [5e5] });
    const { message } = await assertRejects(
      () => database.read(TEXT),
      MemoryFault,
    );
    assert(/more than the 60 MB .* fewer keys .*clickhouse/.test(message));
    assertEquals(
      await database.keep("kept", `a as (select 1) ${TEXT}`, {}),
      false,
    );
    assertEquals(await database.read("select 1 as one"), { one: [1] });
    Deno.systemMemoryInfo = () => ({ ...available(), available: 2e9 });
    assertEquals(await database.read(TEXT), { n: [TEXT_LENGTH] });
  } finally {
    Deno.systemMemoryInfo = available;
    await database.close();
  }
});

Deno.test("a sealed database reads no other file, and stays sealed when it takes more memory", async () => {
  const database = await DuckDb.open();
  try {
    await database.seal([]);
    const other = textLiteral(import.meta.filename as string);
    await database.run("set memory_limit = '500MB'");
    for (
      const statement of [
        "set enable_external_access = true",
        `set allowed_paths = [${other}]`,
        `create table other as select * from read_csv(${other})`,
      ]
    ) {
      await assertRejects(() => database.run(statement), Error);
    }
  } finally {
    await database.close();
  }
});
