/**
 * Measures how long a job log takes, and how much memory: 10 million jobs by user and day, 2
 * million lines of sacct, and the plan of the statement, which must not join the intensity with
 * itself.
 *
 *     deno run -A --import-map=tests/import_map.json tests/bench/jobs.ts [millions of jobs …]
 *
 * Each is measured in a process of its own, as memory is returned late. The files are made before.
 *
 * @module
 */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { jobLog } from "../../mod.ts";
import { DuckDb, textLiteral } from "../../src/jobs/engines/duckdb.ts";
import { openJobLog } from "../../src/jobs/open_job_log.ts";
import { totalsBy } from "../../src/jobs/pricing/statement.ts";
import { say, sayTable } from "./say.ts";

const OPTIONS = {
  partitions: {
    gpu: { hardware: "A100 SXM4 80GB", cpu: "AMD EPYC 7763" },
    cpu: { cpu: "AMD EPYC 7763" },
  },
  country: "FR",
  pue: 1.2,
  timeZone: "Europe/Paris",
};

const TARGETS: Readonly<Record<string, readonly [s: number, mb: number]>> = {
  "10 million jobs by user and day": [15, 600],
  "100 million jobs by user and day": [60, 600],
  "2 million lines of sacct": [6, 600],
};

interface Measured {
  readonly what: string;
  readonly openS: number;
  readonly askS: number;
  readonly cpuS: number;
  readonly mb: number;
}

/** Time of this process on the processor so far, in s. */
function cpuS(): number {
  const { process } = globalThis as unknown as {
    process: { cpuUsage(): { user: number; system: number } };
  };
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** The most memory that this process has had, in MB. */
function peakMb(): number {
  const status = Deno.readTextFileSync("/proc/self/status");
  return Number(/VmHWM:\s*(\d+)/.exec(status)?.[1]) / 1024;
}

async function measured(what: string, file: string): Promise<Measured> {
  const startMs = performance.now();
  const log = await jobLog(file, OPTIONS);
  const openMs = performance.now();
  await log.by("user", "day");
  const endMs = performance.now();
  await log.close();
  return {
    what,
    openS: (openMs - startMs) / 1000,
    askS: (endMs - openMs) / 1000,
    cpuS: cpuS(),
    mb: peakMb(),
  };
}

/** Jobs of 500 users over a year, as Parquet. */
async function makeParquet(file: string, millions: number): Promise<void> {
  const database = await DuckDb.open();
  await database.run(
    `copy (select 'j' || i as job_id, 'u' || (hash(i) % 500) as "user",
    case when hash(i * 3) % 10 < 3 then 'gpu' else 'cpu' end as "partition",
    1767225600.0 + (hash(i * 7) % 25000000)::double as start,
    (60 + hash(i * 11) % 86400)::double as "durationS", 1.0 as nodes,
    (1 + hash(i * 13) % 64)::double as cpus,
    case when hash(i * 3) % 10 < 3 then (1 + hash(i * 17) % 4)::double else 0.0 end as gpus,
    (4 + hash(i * 19) % 256)::double as "memoryGb"
    from range(${millions * 1e6}) t(i)) to ${
      textLiteral(file)
    } (format parquet)`,
  );
  await database.close();
}

/** Jobs of sacct with two steps each. */
async function makeSacct(file: string, lines: number): Promise<void> {
  const encoder = new TextEncoder();
  using out = await Deno.create(file);
  const writer = out.writable.getWriter();
  await writer.write(encoder.encode(
    "JobID|JobIDRaw|User|Account|Partition|State|Start|End|ElapsedRaw|NNodes|NCPUS|ReqMem|AllocTRES|TotalCPU|ConsumedEnergyRaw\n",
  ));
  let text = "";
  for (let i = 0; i < lines / 3; i += 1) {
    const at = new Date(1767225600000 + i * 37_000 % 25e9).toISOString();
    const rest = `COMPLETED|${at.slice(0, 19)}|Unknown|${
      60 + i * 7 % 80000
    }|1|16|64G`;
    const tres = i % 3 === 0
      ? "billing=16,cpu=16,gres/gpu=2,gres/gpu:a100=2,mem=64G,node=1"
      : "billing=16,cpu=16,mem=64G,node=1";
    const part = i % 3 === 0 ? "gpu" : "cpu";
    text += `${i}|${i}|u${i % 500}|a${
      i % 40
    }|${part}|${rest}|${tres}|05:10:11|\n`;
    for (const step of ["batch", "extern"]) {
      text += `${i}.${step}|${i}.${step}||a${
        i % 40
      }||${rest}|cpu=16,mem=64G,node=1|05:10:11|\n`;
    }
    if (text.length > 1e6) {
      await writer.write(encoder.encode(text));
      text = "";
    }
  }
  await writer.write(encoder.encode(text));
  await writer.close();
}

/** The rows that the largest join of the plan gives, for each job that goes in. */
async function rowsPerJob(file: string, jobs: number): Promise<number> {
  const log = await openJobLog(file, OPTIONS, undefined);
  const { engine, priced } = log;
  await engine.ask(totalsBy(["user", "day"]), priced.tables);
  const { explain_value: [plan] = [] } = await (engine as DuckDb).read(
    `explain (analyze, format json) with ${totalsBy(["user", "day"])}`,
  );
  await engine.close();
  const most = (node: PlanNode): number =>
    Math.max(
      /JOIN/.test(node.operator_type ?? "")
        ? node.operator_cardinality ?? 0
        : 0,
      ...(node.children ?? []).map(most),
    );
  return most(JSON.parse(String(plan)) as PlanNode) / jobs;
}

interface PlanNode {
  readonly operator_type?: string;
  readonly operator_cardinality?: number;
  readonly children?: readonly PlanNode[];
}

async function inProcess(what: string, file: string): Promise<Measured> {
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", "-A", "--no-check", "--import-map=tests/import_map.json"],
      ...[fileURLToPath(import.meta.url), "measure", what, file],
    ],
    stderr: "inherit",
  }).output();
  return JSON.parse(new TextDecoder().decode(stdout)) as Measured;
}

if (Deno.args[0] === "measure") {
  const [, what = "", file = ""] = Deno.args;
  say(JSON.stringify(await measured(what, file)));
} else {
  const sizes = Deno.args.length > 0 ? Deno.args.map(Number) : [10, 100];
  const folder = await Deno.makeTempDir();
  const sacct = join(folder, "sacct.txt");
  await makeSacct(sacct, 2e6);
  const results = [await inProcess("2 million lines of sacct", sacct)];
  for (const millions of sizes) {
    const parquet = join(folder, `${millions}.parquet`);
    await makeParquet(parquet, millions);
    const what = `${millions} million jobs by user and day`;
    results.push(await inProcess(what, parquet));
  }
  const [smallest = 10] = sizes;
  const rows = await rowsPerJob(
    join(folder, `${smallest}.parquet`),
    smallest * 1e6,
  );
  await Deno.remove(folder, { recursive: true });
  sayTable([
    ["", "open, s", "by, s", "processor, s", "peak, MB", "target"],
    ...results.map(({ what, openS, askS, cpuS, mb }) => {
      const [s, most] = TARGETS[what] ?? [Infinity, 600];
      const ok = openS + askS <= s && mb <= most;
      if (!ok) Deno.exitCode = 1;
      return [
        what,
        ...[openS, askS, cpuS].map((it) => it.toFixed(1)),
        mb.toFixed(0),
        `<= ${s} s, ${most} MB: ${ok ? "met" : "MISSED"}`,
      ];
    }),
  ]);
  const ok = rows <= 2;
  if (!ok) Deno.exitCode = 1;
  say(
    `  the largest join gives ${rows.toFixed(2)} rows a job: ${
      ok ? "met" : "MISSED"
    }`,
  );
}
