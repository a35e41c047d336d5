import { openDatabase } from "../../src/ledger/database/database.ts";
import { LedgerSink } from "../../src/ledger/ledger_sink.ts";
import type { GroupBy } from "../../src/ledger/database/totals.ts";
import { SqliteLedger } from "../../src/ledger/sqlite_ledger.ts";
import { prepared, RunStore } from "../../src/ledger/database/store.ts";
import { siteOfRun } from "../../src/estimate/place/run_site.ts";
import type { RunBasis } from "../../src/tracker/record.ts";
import type { News } from "../../src/tracker/sink.ts";
import { storedRun } from "../ledger/temp_ledger.ts";
import { aRun, samplesOf } from "../notebook/a_run.ts";

const RUNS = 10_000;
const SAMPLES = 1000;

const folder = await Deno.makeTempDir();
globalThis.addEventListener(
  "unload",
  () => Deno.removeSync(folder, { recursive: true }),
);
const path = `${folder}/ledger.db`;
await fill();
const ledger = await SqliteLedger.open(path);

/** Gives a run for every hour, with 60 samples each. */
async function fill(): Promise<void> {
  const { database } = await openDatabase(path);
  const store = new RunStore(database);
  store.transaction(() => {
    for (let i = 0; i < RUNS; i += 1) {
      const run = storedRun({
        name: `run ${i % 100}`,
        startedAt: new Date(Date.UTC(2026, 0, 1, i)),
        samples: samplesOf(60, 60, 0.1, 0.04),
      });
      store.put(prepared(run), "anything");
    }
  });
  database.close();
}

const NO_NEWS: News = {
  changes: 0,
  idle: { durationS: 0, energyKwh: 0, emissionsKg: 0 },
  pauses: [],
  jumps: [],
  reason: undefined,
  params: {},
  metricsFrom: () => [],
  phases: () => ({ ended: [] }),
  notes: () => [],
};

let started = 0;
const { name, startedAt } = aRun();
const basis: RunBasis = {
  site: siteOfRun({ provider: "gcp", region: "us-central1" }),
  intensityVaries: false,
  pue: undefined,
  sensors: [..."abcd"].map((id) => ({
    id,
    component: "cpu",
    name: id,
    method: "counter",
    source: "a counter",
    figures: [],
  })),
  attribution: "machine",
  budgetKg: undefined,
};

/** Journals one run after another, each with a million samples that are one second apart. */
function beginRun() {
  const id = `run-${started += 1}`;
  const sink = new LedgerSink(`${folder}/running.db`);
  let timeS = 0;
  sink.began({ id, name, startedAt, basis });
  return () => {
    timeS += 1;
    const energyJ = [timeS * 100, timeS * 10, timeS, timeS];
    const energyKwh = timeS * 1e-5;
    const point = { timeS, energyKwh, emissionsKg: 0, energyJ };
    sink.sampled(() => aRun({ id }), point, NO_NEWS);
    const { why } = sink.keeping;
    if (why !== undefined) throw new Error(why);
  };
}

const sample = beginRun();

Deno.bench({
  name: `journal ${SAMPLES} samples of a run`,
  group: "append",
  baseline: true,
  fn: () => {
    for (let i = 0; i < SAMPLES; i += 1) sample();
  },
});

Deno.bench({
  name: "begin to journal a run",
  group: "append",
  fn: () => beginRun()(),
});

Deno.bench({
  name: `SqliteLedger.open() on ${RUNS} runs`,
  group: "open",
  baseline: true,
  fn: async () => await (await SqliteLedger.open(path)).close(),
});

for (const by of ["day", "name", "region", "component"] as const) {
  totalBench(by);
}

function totalBench(by: GroupBy): void {
  Deno.bench({
    name: `total({ by: "${by}" }) of ${RUNS} runs`,
    group: "total",
    baseline: by === "day",
    fn: async () => void await ledger.total({ by }),
  });
}

Deno.bench({
  name: `runs({ name }): 100 of ${RUNS}`,
  group: "read",
  baseline: true,
  fn: async () => void await ledger.runs({ name: "run 7" }),
});

Deno.bench({
  name: `runs(): all ${RUNS}`,
  group: "read",
  fn: async () => void await ledger.runs(),
});

Deno.bench({
  name: `export("csv") of ${RUNS} runs`,
  group: "read",
  fn: async () => void await ledger.export("csv"),
});
