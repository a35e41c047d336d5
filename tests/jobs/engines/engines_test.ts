import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertRejects,
} from "@std/assert";
import {
  clickhouse,
  jobLog,
  type JobLogOptions,
  postgres,
} from "../../../mod.ts";
import type { HourlySource } from "../../../src/hourly/hourly_source.ts";
import type { JobLog } from "../../../src/jobs/job_log.ts";
import { programTest } from "../../programs.ts";
import {
  clickhouseServer,
  here,
  IN_ADDRESS,
  PASSWORD,
  postgresPrograms,
  postgresServer,
} from "./servers.ts";

const ROWS = 3000;

/** The columns of row `i` in SQL, in the words of both servers. */
const COLUMNS = (i: string, text: (number: string) => string) => `
  concat('job ', ${text(i)}) as id, concat('u', ${text(`${i} % 7`)}) as owner,
  concat('a', ${text(`${i} % 3`)}) as project,
  case when ${i} % 3 = 0 then 'gpu' else 'cpu' end as part,
  case when ${i} % 11 = 0 then 'FAILED' else 'COMPLETED' end as state,
  case when ${i} % 2 = 0 then 'DE' else 'FR' end as place,
  1772000000.0 + ${i} * 9770.0 as began, 0.0 + (${i} * 7919) % 90000 as secs,
  1.0 + ${i} % 64 as ncpu, case when ${i} % 3 = 0 then 1.0 + ${i} % 4 else 0.0 end as ngpu,
  4.0 + ${i} % 200 as mem, case when ${i} % 5 = 0 then 1000000.0 + ${i} else 0.0 end as joule,
  0.25 * (1.0 + ${i} % 64) * ((${i} * 7919) % 90000) as used`;

const NAMES =
  "id,owner,project,part,state,place,began,secs,ncpu,ngpu,mem,joule,used";

/** The same as CSV. */
function csv(): string {
  const rows = Array.from({ length: ROWS }, (_, i) => {
    const secs = (i * 7919) % 90000;
    const cpus = 1 + i % 64;
    return [
      `job ${i}`,
      `u${i % 7}`,
      `a${i % 3}`,
      i % 3 === 0 ? "gpu" : "cpu",
      i % 11 === 0 ? "FAILED" : "COMPLETED",
      i % 2 === 0 ? "DE" : "FR",
      1772000000 + i * 9770,
      secs,
      cpus,
      i % 3 === 0 ? 1 + i % 4 : 0,
      4 + i % 200,
      i % 5 === 0 ? 1000000 + i : 0,
      0.25 * cpus * secs,
    ].join(",");
  });
  return [NAMES, ...rows].join("\n");
}

const MS_PER_HOUR = 3_600_000;

/** An intensity that no formula of the module has, with a gap. */
const FRANCE: HourlySource = {
  name: "hours of the test",
  zone: "FR",
  basis: "lifecycle",
  licence: "none",
  resolutionMinutes: 60,
  between(start, end) {
    const first = Math.floor(start.getTime() / MS_PER_HOUR);
    const last = Math.ceil(end.getTime() / MS_PER_HOUR);
    const hours = Array.from({ length: last - first }, (_, i) => ({
      start: new Date((first + i) * MS_PER_HOUR),
      end: new Date((first + i + 1) * MS_PER_HOUR),
      gPerKwh: (first + i) % 97 === 0
        ? undefined
        : 30 + 20 * Math.sin((first + i) / 3),
    }));
    return Promise.resolve(hours);
  },
  forecast: () => Promise.resolve([]),
};

const OPTIONS: JobLogOptions = {
  partitions: {
    gpu: { hardware: "A100 SXM4 80GB", cpu: "AMD EPYC 7763" },
    cpu: { cpu: "AMD EPYC 7763" },
  },
  pue: 1.2,
  timeZone: "Europe/Paris",
  intensity: { FR: FRANCE },
  columns: {
    jobId: "id",
    user: "owner",
    account: "project",
    partition: "part",
    start: "began",
    durationS: "secs",
    cpus: "ncpu",
    gpus: "ngpu",
    memoryGb: "mem",
    energyJ: "joule",
    cpuSeconds: "used",
  },
};

/** Every figure that a log gives. */
async function figuresOf(log: JobLog): Promise<unknown> {
  const efficiency = await log.charts.efficiency();
  return {
    total: log.total,
    notPriced: log.notPriced,
    sources: log.sources,
    notes: log.notes,
    months: await log.by("user", "month"),
    days: await log.by("day"),
    rest: await log.by("hardware", "state", "partition", "account"),
    saving: await log.saving({ where: { partition: ["cpu"] } }),
    efficiency: efficiency.description,
  };
}

/** Rows in an order of their own, as those of equal emissions have none. */
function assertNear(actual: unknown, expected: unknown, path = ""): void {
  if (typeof expected === "number") {
    const most = Math.max(1e-9 * Math.abs(expected), 1e-12);
    assertAlmostEquals(actual as number, expected, most, path);
  } else if (typeof expected === "object" && expected !== null) {
    assertEquals(Object.keys(actual as object), Object.keys(expected), path);
    for (const [key, value] of Object.entries(expected)) {
      const own = (actual as Record<string, unknown>)[key];
      assertNear(own, value, `${path}.${key}`);
    }
  } else assertEquals(actual, expected, path);
}

async function inDuckDb(): Promise<unknown> {
  const file = await Deno.makeTempFile({ suffix: ".csv" });
  await Deno.writeTextFile(file, csv());
  await using log = await jobLog(file, OPTIONS);
  assertEquals(log.engine, "DuckDB");
  await Deno.remove(file);
  return await figuresOf(log);
}

/** That a question fails with a sentence, and that this holds no password. */
async function assertFails(
  log: () => Promise<JobLog>,
  wanted: RegExp,
): Promise<void> {
  const error = await assertRejects(log, Error);
  const whole = Deno.inspect(error) + Deno.inspect(error.cause);
  assert(wanted.test(error.message), error.message);
  for (const secret of [PASSWORD, IN_ADDRESS, "wrong"]) {
    assert(!whole.includes(secret), whole);
  }
}

Deno.test("jobLog() of a table in ClickHouse gives the figures of DuckDB, and fetches nothing else", async () => {
  await using server = await clickhouseServer(
    `create table jobs engine = Memory as select ${
      COLUMNS("number", (it) => `toString(${it})`)
    } from numbers(${ROWS})`,
  );
  const { address } = server;
  const engine = clickhouse({ url: address, table: "jobs" });
  await using log = await jobLog(engine, OPTIONS);
  assertEquals(log.engine, "ClickHouse");
  assertNear(await figuresOf(log), await inDuckDb());
  assert(!Deno.inspect([log, engine], { depth: 9 }).includes(PASSWORD));

  const ask = (url: string, table = "jobs", more = {}) => () =>
    jobLog(clickhouse({ url, table, ...more }), OPTIONS);
  await assertFails(
    ask(address.replace(IN_ADDRESS, "wrong")),
    /^Cannot ask ClickHouse at "127.0.0.1:\d+": it does not accept the user or the password$/,
  );
  await assertFails(ask(address, "jobz"), /it has no table "jobz"/);
  await assertFails(
    ask(address, "sleep_of_tests", { timeoutS: 0.2 }),
    /it did not answer within 0.2 s/,
  );
  const tls = Deno.serve({
    port: 0,
    hostname: "127.0.0.1",
    cert: Deno.readTextFileSync(here("server.pem")),
    key: Deno.readTextFileSync(here("server.key")),
    onListen: () => {},
  }, () => new Response("", { status: 500 }));
  const url = `https://reader:${IN_ADDRESS}@localhost:${tls.addr.port}`;
  await assertFails(ask(url), /certificate is of an authority/);
  await tls.shutdown();
  await assertFails(ask(url), /it is not there, or has gone/);
});

programTest(
  [`${postgresPrograms() ?? ""}/initdb`],
  "jobLog() of a table in PostgreSQL gives the figures of DuckDB to a role that may only read, over TLS",
  async () => {
    await using server = await postgresServer(
      `create table jobs as select ${
        COLUMNS("i", (it) => `cast(${it} as text)`)
      } from generate_series(0, ${ROWS - 1}) i;
      create table hidden (id text);
      create view slow as select j.* from jobs j, pg_sleep(3);
      grant select on jobs, slow to reader;`,
    );
    const { address } = server;
    const ca = await Deno.readTextFile(here("ca.pem"));
    const engine = postgres(address, { ca });
    await using log = await jobLog("jobs", { ...OPTIONS, engine });
    assertEquals(log.engine, "PostgreSQL");
    assertNear(await figuresOf(log), await inDuckDb());
    assert(!Deno.inspect([log, engine], { depth: 9 }).includes(PASSWORD));

    const ask = (to: string, table = "jobs", more = {}) => () =>
      jobLog(postgres(to, { table, ca, ...more }), OPTIONS);
    await assertFails(
      ask(address.replace(IN_ADDRESS, "wrong")),
      /^Cannot ask PostgreSQL at "localhost:\d+": it does not accept the user or the password$/,
    );
    await assertFails(ask(address, "jobz"), /it has no table "jobz"/);
    await assertFails(ask(address, "hidden"), /may not read "hidden": grant/);
    await assertFails(
      ask(address, "slow", { timeoutS: 0.3 }),
      /it did not answer within 0.3 s/,
    );
    await assertFails(
      () =>
        jobLog(
          postgres(`${address}?sslmode=require`, { table: "jobs" }),
          OPTIONS,
        ),
      /certificate is of an authority/,
    );
    await assertFails(
      ask(address.replace(/:\d+\//, ":9/")),
      /it is not there, or has gone/,
    );
  },
);
