import { assertEquals } from "@std/assert";
import {
  catalog,
  charts,
  compare,
  compareRegions,
  configure,
  estimate,
  openLedger,
  report,
  track,
} from "../../mod.ts";
import { tempFolder } from "../ledger/temp_ledger.ts";

// deno-lint-ignore no-explicit-any
type Call = (value: any) => unknown;

/** What no function of the module is made for. */
const ODD: readonly unknown[] = [
  undefined,
  null,
  0,
  NaN,
  -1,
  1e308,
  "",
  "x",
  "\0",
  true,
  Symbol("s"),
  10n,
  [],
  [1],
  [null],
  new Array(3),
  {},
  { a: 1 },
  () => {},
  new Date(NaN),
  new Map(),
  Object.create(null),
  new URL("https://example.org/a"),
];

/** How errors begin that JavaScript, Deno or SQLite throw by themselves. */
const FOREIGN =
  /Cannot (?:read prop|destructure|convert|set prop|mix|assign|access)|is not (?:a function|iterable|defined|extensible)|Unknown named|Provided value|Maximum call|^Invalid |os error|SQL|could not be cloned|unexpected NUL/;

Deno.test("whatever a function is given, its error is a sentence of our own", async () => {
  using folder = tempFolder();
  configure({ ledger: `${folder.path}/ledger.db`, live: false });
  const job = { hardware: "A100", hours: 1, country: "FR" };
  const result = estimate(job);
  const comparison = compare({ a: result, b: result });
  const regions = compareRegions(result);
  const run = await track("a", () => 1);
  const page = report(result);
  await using ledger = await openLedger();
  const changed: Record<string, Call> = {};
  for (
    const field of [
      ...["place", "components", "sources", "emissionsRangeKg", "version"],
      ...["uncertainty", "emissionsKg", "energyKwh", "pue", "equivalents"],
    ]
  ) {
    changed[field] = async (v) =>
      await report({ ...result, [field]: v } as typeof result).html();
  }
  for (const field of ["sensors", "startedAt", "notes", "phases", "samples"]) {
    changed[field] = async (v) =>
      await report({ ...run, [field]: v } as typeof run).html();
  }
  const calls: Record<string, Call> = {
    ...changed,
    estimate: (v) => estimate(v),
    "estimate hardware": (v) => estimate({ ...job, hardware: v }),
    "estimate country": (v) => estimate({ ...job, country: v }),
    "estimate memory": (v) => estimate({ ...job, memoryGb: v }),
    compareRegions: (v) => compareRegions(v),
    "compareRegions options": (v) => compareRegions(result, v),
    compare: (v) => compare(v),
    "compare entry": (v) => compare({ a: result, b: v }),
    "compare job": (v) => compare({ a: result, b: { ...result, job: v } }),
    report: (v) => report(v),
    "report options": (v) => report(result, v),
    "report rows": async (v) => await report({ ...comparison, rows: v }).html(),
    "report places": async (v) => await report({ ...regions, rows: v }).html(),
    csv: (v) => page.csv(v),
    modelCard: (v) => page.modelCard(v),
    save: (v) => page.save(v === "x" ? 1 as unknown as string : v),
    record: (v) => run.record(v === "x" ? 1 as unknown as string : v),
    configure: (v) => configure(v),
    "configure ledger": (v) => configure({ ledger: v }),
    openLedger: (v) => openLedger(v === "x" || v === undefined ? 1 : v),
    runs: (v) => ledger.runs(v),
    get: (v) => ledger.get(v),
    total: (v) => ledger.total(v),
    delete: (v) => ledger.delete(v),
    export: (v) => ledger.export(v),
    import: (v) => ledger.import(v),
    "charts.power": (v) => charts.power(v),
    "charts.power samples": (v) => charts.power({ ...run, samples: v }),
    "charts.regions": (v) => charts.regions(v),
    "charts.regions options": (v) => charts.regions(regions, v),
    "charts.breakdown": (v) => charts.breakdown(v),
    "charts.efficiency": (v) => charts.efficiency([run], v),
    "catalog.regions.get": (v) => catalog.regions.get(v),
    "catalog.accelerators.find": (v) => catalog.accelerators.find(v),
  };
  const foreign: string[] = [];
  try {
    for (const [name, call] of Object.entries(calls)) {
      for (const value of ODD) {
        let error: unknown;
        try {
          await call(value);
        } catch (thrown) {
          error = thrown;
        }
        configure({ ledger: `${folder.path}/ledger.db`, live: false });
        if (error === undefined) continue;
        const message = error instanceof Error ? error.message : String(error);
        if (!message.startsWith("Cannot ") || FOREIGN.test(message)) {
          foreign.push(`${name}(${Deno.inspect(value)}): ${message}`);
        }
      }
    }
  } finally {
    configure({});
  }
  assertEquals(foreign, []);
});
