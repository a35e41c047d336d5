import {
  bestPlace,
  bestTime,
  catalog,
  charts,
  compare,
  compareRegions,
  estimate,
  hourly,
  sensors,
} from "../../mod.ts";
import {
  cardBundle,
  chartBundle,
  ledgerCard,
  liveBundle,
  runBundle,
} from "../../src/cards/cards.ts";
import { openingBundle } from "../../src/cards/parts/opening.ts";
import type { Bundle } from "../../src/jupyter/mime.ts";
import { withCalls } from "../../src/tracker/calls/with_calls.ts";
import { VERSION } from "../../src/version.ts";
import { aCall } from "../charts/a_call.ts";
import { PLAIN, priced, sacct } from "../jobs/price_texts.ts";
import { storedRun } from "../ledger/temp_ledger.ts";
import { aLiveRun, aRun, samplesOf } from "../notebook/a_run.ts";
import { JOB } from "../reports/experiments.ts";

/** The short ones have no room for their names in one row. */
const PHASES = [["load", 0, 90], ["train", 90, 150], [
  "validate",
  150,
  1200,
]].map(([name, startS, endS]) => ({
  name: String(name),
  startS: Number(startS),
  endS: Number(endS),
  energyKwh: 0.03,
  emissionsKg: 0.015,
}));

/** A run at its first sample, which knows neither its power nor its end. */
function justBegun() {
  return aLiveRun({
    samples: samplesOf(1, 0, 0, 0),
    durationS: 0,
    emissionsKg: 0,
    emissionsRangeKg: [0, 0],
    forecast: undefined,
    budgetKg: undefined,
  });
}

const LIVE: Readonly<Record<string, () => Bundle | Promise<Bundle>>> = {
  "a run that opens": () => openingBundle(aLiveRun(), true),
  "a run at its first sample": () => liveBundle(justBegun()),
  "a run in progress": () => liveBundle(aLiveRun({ phases: PHASES })),
  "a run in trouble": () =>
    liveBundle(aLiveRun({
      name: "a name as long as a name may be, and then a little longer",
      notes: Array.from({ length: 9 }, (_, i) => `nvml:${i} was lost`),
      budgetKg: undefined,
    })),
};

const ENDED: Readonly<Record<string, () => Bundle | Promise<Bundle>>> = {
  "a run that finished": () =>
    runBundle(aRun({
      phases: PHASES,
      budgetKg: 0.08,
      keeping: { path: "/data/runs.db", why: undefined },
    })),
  "a run that failed": () =>
    runBundle(aRun({ status: "failed", reason: "Error: out of memory" })),
  "a run with calls": () =>
    runBundle({
      ...withCalls(aRun({ budgetKg: 1 }), CALLS),
      calls: CALLS,
      callsVersion: VERSION,
    }),
};

const CALLS = [aCall(), aCall({ model: "small", method: "modelled" })];

const HOURS = hourly.made({ seed: 1, meanGPerKwh: 300 });

const SHORT = { ...JOB, hours: 6 };

/** Starts at a fixed time, so that each test sees the same card. */
const WITHIN = { start: new Date("2026-03-02T08:00:00Z"), within: "48h" };

const OTHERS: Readonly<Record<string, () => Bundle | Promise<Bundle>>> = {
  "an estimate": () => shown(estimate({ ...JOB, embodied: true })),
  "the estimate again": () => shown(estimate(JOB)),
  "an estimate of calls": () =>
    shown(estimate({ model: "gpt-4o", inputTokens: 1000, outputTokens: 500 })),
  "a comparison": () => shown(compare({ a: JOB, b: { ...JOB, hours: 6 } })),
  "a comparison of regions": () =>
    shown(compareRegions(JOB, { provider: "scaleway" })),
  "the catalogue": () => shown(catalog),
  "rows of the catalogue": () => shown(catalog.regions.search("finland")),
  "the best time": async () =>
    shown(await bestTime(SHORT, { source: HOURS, ...WITHIN })),
  "the best place": async () =>
    shown(
      await bestPlace(SHORT, { among: { DE: HOURS, FR: HOURS }, ...WITHIN }),
    ),
  "a log of jobs": () =>
    priced({ "log.txt": sacct([{ User: "a" }, { User: "b" }]) }, PLAIN, shown),
  "the sensors": () => shown(sensors()),
  "a chart": () => chartBundle(charts.breakdown(estimate(JOB))),
  "a ledger": () =>
    cardBundle(ledgerCard({
      path: "/data/runs.db",
      notes: ["the disk is full"],
      runs: ["a", "b"].map((name) => storedRun({ name })),
      totals: { day: [], name: [], region: [], component: [] },
    })),
};

/** The HTML of a card of each kind, by its name. */
export async function everyCard(): Promise<{
  readonly live: Readonly<Record<string, string>>;
  readonly ended: Readonly<Record<string, string>>;
  readonly others: Readonly<Record<string, string>>;
}> {
  const htmlOf = async (
    cards: Readonly<Record<string, () => Bundle | Promise<Bundle>>>,
  ) => {
    const html: Record<string, string> = {};
    for (const [name, make] of Object.entries(cards)) {
      html[name] = (await make())["text/html"] ?? "";
    }
    return html;
  };
  return {
    live: await htmlOf(LIVE),
    ended: await htmlOf(ENDED),
    others: await htmlOf(OTHERS),
  };
}

function shown(value: object): Promise<Bundle> {
  return Reflect.get(value, Symbol.for("Jupyter.display")).call(value);
}
