import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import {
  energies,
  type Line,
  PARTITION,
  PLAIN,
  priced,
  sacct,
} from "../price_texts.ts";
import type { JobLogOptions } from "../../../mod.ts";

async function wh(
  lines: readonly Line[],
  options: JobLogOptions = PLAIN,
): Promise<Record<string, number>> {
  return await priced({ "log.txt": sacct(lines) }, options, energies);
}

Deno.test("jobLog() counts cards as gres/gpu, else as the sum of their types, and never their memory or load", async () => {
  // 10 CPUs of 1 W for an hour are 10 Wh, and a card is 100 Wh.
  const of = (tres: string): Line => ({ AllocTRES: `cpu=10,${tres},node=1` });
  assertEquals(
    await wh([
      of("gres/gpu=4,gres/gpu:card=4"),
      of("gres/gpu:card=3"),
      of("gres/gpu=2"),
      of("gres/gpu:card=1,gres/gpu:other=1"),
      of("gres/gpumem=40G,gres/gpuutil=371"),
      of("billing=64,fs/disk=9"),
    ], {
      ...PLAIN,
      partitions: {
        "*": {
          ...PARTITION,
          types: { other: { name: "other", tdpWatts: 300 } },
        },
      },
    }),
    { u1: 410, u2: 310, u3: 210, u4: 410, u5: 10, u6: 10 },
  );
});

Deno.test("jobLog() takes the duration from ElapsedRaw or Elapsed, and never from the end", async () => {
  assertEquals(
    await wh([
      { ElapsedRaw: "7200" },
      { ElapsedRaw: "1-01:30:00", End: "2026-03-02T08:00:01" },
      { ElapsedRaw: "30:00" },
      // The clocks of autumn: it ends before it starts.
      {
        Start: "2026-10-25T02:50:00",
        End: "2026-10-25T02:10:00",
        ElapsedRaw: "1200",
      },
      { State: "RUNNING", End: "Unknown", ElapsedRaw: "5400" },
    ]),
    { u1: 20, u2: 255, u3: 5, u4: 3.33333333333, u5: 15 },
  );
});

Deno.test("jobLog() never adds steps, counts each job of an array, each part of a heterogeneous job, and each run of a requeued one", async () => {
  const later = { Start: "2026-03-03T08:00:00" };
  assertEquals(
    await wh([
      { JobID: "7", User: "step" },
      { JobID: "7.batch", JobIDRaw: "7.batch", User: "step" },
      { JobID: "7.0", JobIDRaw: "7.0", User: "step" },
      { JobID: "8_1", JobIDRaw: "9", User: "array" },
      { JobID: "8_2", JobIDRaw: "8", User: "array" },
      { JobID: "10+0", JobIDRaw: "10", User: "het" },
      { JobID: "10+1", JobIDRaw: "11", User: "het" },
      { JobID: "12", User: "again", State: "PREEMPTED" },
      { JobID: "12", User: "again", ...later },
    ]),
    { again: 20, array: 20, het: 20, step: 10 },
  );
});

Deno.test("jobLog() counts a job once that two exports list, as long as it ran, and not as waiting once it has started", async () => {
  const files = {
    "1.txt": sacct([
      { JobID: "1", ElapsedRaw: "1800", State: "RUNNING", End: "Unknown" },
      { JobID: "2", State: "PENDING", Start: "Unknown", ElapsedRaw: "0" },
      { JobID: "3", State: "PENDING", Start: "Unknown", ElapsedRaw: "0" },
    ]),
    "2.txt": sacct([{ JobID: "1" }, { JobID: "2" }]),
  };
  await priced(files, PLAIN, async (log) => {
    assertEquals(await energies(log), { u1: 10, u2: 10 });
    assertEquals(log.notPriced, [{ jobId: "3", reason: "it never started" }]);
    assert(log.notes.some((note) => /^1 row repeats a job/.test(note)));
  });
});

Deno.test("jobLog() reads allocated memory in binary units, else what was asked for by node or CPU", async () => {
  // Green Algorithms: 0.3725 W a GB, in nodes of a usual size; 1 GiB = 1.073741824 GB.
  const gib = 1.073741824 * 0.3725;
  const of = (tres: string, more: Line = {}): Line => ({
    AllocTRES: tres,
    NCPUS: "10",
    ...more,
  });
  const found = await wh([
    of("cpu=10,mem=32G,node=1"),
    of("cpu=10,mem=512M,node=1"),
    of("cpu=10,mem=0.03125T,node=1"),
    of("", { ReqMem: "4000Mc" }),
    of("", { ReqMem: "16Gn", NNodes: "2" }),
    of("", { ReqMem: "16G", NNodes: "2" }),
    of("cpu=10,mem=0,node=1", { ReqMem: "0n" }),
  ]);
  const expected = [32, 0.5, 32, 10 * 4000 / 1024, 32, 16, 0];
  expected.forEach((gb, i) =>
    assertAlmostEquals(found[`u${i + 1}`] ?? NaN, 10 + gb * gib, 1e-6)
  );
});

Deno.test("jobLog() uses the scheduler's energy of jobs that filled their nodes, and of no others", async () => {
  const sized = {
    ...PLAIN,
    partitions: {
      "*": { ...PARTITION, nodeCpus: 10, nodeGpus: 0 },
    },
  };
  const lines: Line[] = [
    { ConsumedEnergyRaw: "72000" }, // 20 Wh
    { AllocTRES: "cpu=10,energy=108000,node=1" }, // 30 Wh
    { AllocTRES: "cpu=5,node=1", ConsumedEnergyRaw: "72000" },
    { ConsumedEnergyRaw: "18446744073709551614" },
    { ConsumedEnergyRaw: "9223372036854775808" },
    { ConsumedEnergyRaw: "0" },
    { NNodes: "2", AllocTRES: "cpu=10,node=2", ConsumedEnergyRaw: "72000" },
  ];
  const expected = { u1: 20, u2: 30, u3: 5, u4: 10, u5: 10, u6: 10, u7: 10 };
  await priced({ "log.txt": sacct(lines) }, sized, async (log) => {
    assertEquals(await energies(log), expected);
    assertAlmostEquals(log.total.measuredShare, 50 / 95, 1e-9);
    assert(log.notes.some((note) => /is not used for 2 jobs/.test(note)));
  });
  // Without a size, a node has the most CPUs of any job there, and draws half more at most.
  assertEquals(
    await wh([
      { ConsumedEnergyRaw: "50400" }, // 14 Wh, of 10 at most
      { ConsumedEnergyRaw: "72000" }, // 20 Wh
    ]),
    { u1: 14, u2: 10 },
  );
});

Deno.test("jobLog() takes a slice of a card as that share, and a bare type as the partition's card", async () => {
  const found = await wh([
    { Partition: "mig", AllocTRES: "cpu=0,gres/gpu:a100_3g.20gb=1,node=1" },
    { Partition: "mig", AllocTRES: "cpu=0,gres/gpu:1g.10gb=1,node=1" },
    { Partition: "mig", AllocTRES: "cpu=0,gres/gpu:a100=1,node=1" },
    { Partition: "mig", AllocTRES: "cpu=0,gres/gpu:h100=1,node=1" },
  ], { ...PLAIN, partitions: { mig: { hardware: "A100 SXM4 80GB" } } });
  // 3 of 7 slices of 400 W, 1 of 7 slices, 400 W, and 700 W of an H100 SXM.
  assertAlmostEquals(found["u1"] ?? NaN, 400 * 3 / 7, 1e-6);
  assertAlmostEquals(found["u2"] ?? NaN, 400 / 7, 1e-6);
  assertEquals([found["u3"], found["u4"]], [400, 700]);
});

Deno.test("jobLog() names what it cannot price, and prices the rest", async () => {
  const lines: Line[] = [
    {},
    { Start: "None", State: "CANCELLED by 1003", ElapsedRaw: "0" },
    { JobID: "3_[5-9%2]", Start: "Unknown", ElapsedRaw: "0" },
    { ElapsedRaw: "0" },
    { ElapsedRaw: "" },
    { Start: "1970-01-01T00:00:00" },
    { Partition: "other" },
    { AllocTRES: "node=1", NCPUS: "" },
    { AllocTRES: "cpu=1,gres/gpu:quantum=1,node=1" },
  ];
  const text = `${sacct(lines)}odd|row\n\nno job here\n`;
  const options = {
    ...PLAIN,
    partitions: { p: { cpu: { name: "processor", tdpWatts: 64 }, cores: 64 } },
  };
  await priced({ "log.txt": text }, options, (log) => {
    assertEquals(log.total.jobs, 1);
    const reasons = Object.fromEntries(
      log.notPriced.map(({ jobId, reason }) => [jobId, reason]),
    );
    assertEquals(Object.keys(reasons).length, 10);
    assertEquals(reasons["2"], "it never started");
    assertEquals(reasons["3_[5-9%2]"], "it never started");
    assertEquals(reasons["4"], "it ran for no time");
    assertEquals(reasons["5"], "how long it ran is not known");
    assert(/before 2000/.test(reasons["6"] ?? ""));
    assert(
      /partition "other" is not known.*beside "p"/.test(reasons["7"] ?? ""),
    );
    assert(/processors or cards/.test(reasons["8"] ?? ""));
    assert(/"quantum" of partition "p".*types/.test(reasons["9"] ?? ""));
    assert(
      /^line 11 .*has 2 cells, and its head 15$/.test(reasons["odd"] ?? ""),
    );
    assert(/has 1 cells/.test(reasons["no job here"] ?? ""));
  });
});

Deno.test("jobLog() reads any delimiter, order of columns, line ends and quotes in names", async () => {
  const files = {
    "semicolon.txt": sacct([{ JobID: "1", User: "a" }], ";"),
    "tab.txt": sacct([{ JobID: "2", User: "b" }], "\t").replaceAll(
      "\n",
      "\r\n",
    ),
    "caret.txt": sacct([{ JobID: "3", User: 'c"d' }], "^"),
    "order.txt":
      "State|User|ElapsedRaw|Start|JobID|NCPUS|Partition|JobName|\n" +
      'COMPLETED|e|3600|2026-03-02T08:00:00+0100|4|10|p|my "job|\n' +
      'COMPLETED|f|3600|2026-03-02T08:00:00Z|5|10|p|an "other" one|\n',
  };
  assertEquals(await priced(files, PLAIN, energies), {
    a: 10,
    b: 10,
    'c"d': 10,
    e: 10,
    f: 10,
  });
});
