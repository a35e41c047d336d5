/**
 * A part of the machine that nothing counts is said with the figure wherever that is shown.
 * @module
 */

import { assert, assertEquals } from "@std/assert";
import { detectSensors } from "../../src/sensors/detect.ts";
import { finalLine, liveLine } from "../../src/cards/run_line.ts";
import { ledgerCard } from "../../src/cards/ledger_card.ts";
import { liveCard } from "../../src/cards/live_card.ts";
import { runCard } from "../../src/cards/run_card.ts";
import { keep } from "../../src/ledger/keep.ts";
import { LedgerSink } from "../../src/ledger/ledger_sink.ts";
import {
  type StoredRun,
  trackedRun,
} from "../../src/ledger/stored/stored_run.ts";
import { atOnce } from "../../src/machine/asking.ts";
import { report } from "../../src/notebook/report.ts";
import { uncountedParts } from "../../src/sensors/parts/finding.ts";
import type { RunRecord } from "../../src/tracker/run.ts";
import { tempFolder, tempLedger } from "../ledger/temp_ledger.ts";
import { fakeMachine, type FakeOptions } from "../sensors/fake_machine.ts";
import { LIBRARY, type StubNvml, stubNvml } from "../sensors/stub_nvml.ts";
import { procStat, zone } from "../sensors/sysfs.ts";
import { fakeRun, PLACE } from "./fake_run.ts";

const A100 = "NVIDIA A100-SXM4-80GB";

interface Incomplete {
  readonly files?: Readonly<Record<string, string>>;
  readonly env?: FakeOptions["env"];
  /** Files that this user may not read. */
  readonly closed?: RegExp;
  readonly play?: (stub: StubNvml) => void;
  /** What nothing counts. */
  readonly parts: readonly string[];
  /** What the figure says. */
  readonly says: string;
}

const MACHINES: Readonly<Record<string, Incomplete>> = {
  "the slice (MIG) of a card that it runs on": {
    env: { CUDA_VISIBLE_DEVICES: "MIG-7a" },
    play: (stub) => stub.cards(A100),
    parts: ["accelerator slice MIG-7a"],
    says: " without the GPU",
  },
  "a card whose energy this user may not read": {
    play: (stub) => {
      stub.cards(A100);
      stub.codes(0, { energy: 4, power: 4 }); // NVML_ERROR_NO_PERMISSION
    },
    parts: [`accelerator ${A100}`],
    says: " without the GPU",
  },
  "a driver whose library has another version": {
    play: (stub) => {
      stub.cards(A100);
      stub.init(18); // NVML_ERROR_LIB_RM_VERSION_MISMATCH
    },
    parts: ["accelerator NVIDIA cards"],
    says: " without the GPU",
  },
  "one of two cards, which is lost": {
    play: (stub) => {
      stub.cards(A100, A100);
      stub.codes(1, { energy: 15, power: 15 }); // NVML_ERROR_GPU_IS_LOST
    },
    parts: [`accelerator ${A100}`],
    says: " without one GPU",
  },
  "a second socket that cannot be read": {
    files: {
      ...zone("intel-rapl:0", "package-0"),
      ...zone("intel-rapl:0:0", "dram"),
      ...zone("intel-rapl:1", "package-1"),
      ...zone("intel-rapl:1:0", "dram"),
    },
    closed: /intel-rapl:1.*energy_uj$/,
    parts: ["cpu package-1", "memory memory of package-1"],
    says: " without one processor and memory of one processor",
  },
  "a Jetson whose rails cannot be read": {
    files: { "/proc/device-tree/model": "NVIDIA Jetson Orin Nano\0" },
    play: (stub) => {
      stub.cards("Orin (nvgpu)");
      stub.codes(0, { energy: 3, power: 3 }); // NVML_ERROR_NOT_SUPPORTED
    },
    parts: ["accelerator the graphics of the NVIDIA Jetson Orin Nano"],
    says: " without the GPU",
  },
  "nothing": { parts: [], says: "" },
};

/** A run of a minute on such a machine: each sensor has 100 W. */
async function runOn(
  { files, env, closed, play }: Incomplete,
): Promise<{ live: RunRecord; ended: RunRecord }> {
  await using stub = await stubNvml();
  play?.(stub);
  using fake = fakeMachine({ "/proc/stat": procStat(0), ...files }, {
    ...env && { env },
    ...play && { libraries: { [LIBRARY]: stub.file } },
  });
  if (closed !== undefined) fake.close(closed);
  const { sensors, findings } = atOnce(detectSensors(fake.machine));
  const uncounted = uncountedParts(findings);
  const { run, pass } = fakeRun({ options: PLACE, sensors, uncounted });
  pass(60, sensors.map(() => 100));
  const live = run.snapshot();
  for (const sensor of sensors) atOnce(sensor.close());
  return { live, ended: { ...await run.stop(), status: "finished" } };
}

for (const [what, machine] of Object.entries(MACHINES)) {
  Deno.test(`a run says with its figure that it is without ${what}`, async () => {
    const { live, ended } = await runOn(machine);
    const { parts, says } = machine;
    const named = ({ uncounted = [] }: Pick<StoredRun, "uncounted">) =>
      uncounted.map(({ component, name }) => `${component} ${name}`);
    assertEquals(named(ended), parts);
    const names = ended.uncounted?.map(({ name }) => name) ?? [];
    assertEquals(ended.boundary?.notCounted.slice(0, names.length), names);

    assert(runCard(ended).meaning?.endsWith(`CO2e${says}`));
    assert(liveCard(live).meaning?.endsWith(`CO2e so far${says}`));
    assert(finalLine(ended).includes(`)${says}, `));
    assert(liveLine(live).includes(` CO2e${says}, `));

    await using temp = await tempLedger();
    await keep(temp.path, trackedRun(ended, []));
    const runs = await temp.ledger.runs();
    assertEquals(named(runs[0]!), parts);
    const totals = { day: [], name: [], region: [], component: [] };
    const card = ledgerCard({ path: "ledger.db", notes: [], runs, totals });
    assertEquals(
      card.facts.find(({ label }) => label === "Incomplete")?.note,
      says === "" ? undefined : says.trim(),
    );
    const emissions = card.sections?.[0]?.tables?.[0]?.rows[0]?.["emissions"];
    assert(String(emissions).endsWith(` g${says}`), String(emissions));

    using folder = tempFolder();
    for (const format of ["json", "csv"] as const) {
      const file = `${folder.path}/runs.${format}`;
      await Deno.writeTextFile(file, await temp.ledger.export(format));
      await using other = await tempLedger();
      await other.ledger.import(file);
      assertEquals(named((await other.ledger.runs())[0]!), parts, format);
    }

    const text = await report(ended).markdown();
    assertEquals(
      text.includes("(without the") || text.includes("(without one"),
      says !== "",
    );
    assertEquals(text.includes("This leaves out"), says !== "");
    for (const name of names) assert(text.includes(name), name);
  });
}

Deno.test("a run has the market-based figure of a job, from the first sample to the ledger", async () => {
  await using temp = await tempLedger();
  const marketBased = { contract: "wind farm", intensity: 20 };
  const why = "it is lost";
  const { run, pass } = fakeRun({
    options: { ...PLACE, marketBased },
    uncounted: [{ component: "accelerator", name: "card 0", why }],
    keeper: new LedgerSink(temp.path),
  });
  pass(36, [100_000]); // 1 kWh of computing, 1.5 kWh of the facility
  const [journaled] = await temp.ledger.runs();
  assertEquals(journaled?.status, "running");
  assertEquals(journaled?.uncounted?.map((part) => part.why), [why]);
  assertEquals(
    journaled?.origin === undefined ? journaled?.marketBased?.by : "",
    "contract",
  );
  const { contract, by, emissionsKg = NaN } = run.snapshot().marketBased ?? {};
  assertEquals([by, contract], ["contract", "wind farm"]);
  assertEquals(emissionsKg.toFixed(12), (1.5 * 0.02).toFixed(12));
  const ended: RunRecord = { ...await run.stop(), status: "finished" };
  assertEquals(ended.emissionsKg.toFixed(12), (1.5 * 0.4).toFixed(12));
  assert(
    runCard(ended).facts.some(({ label, value }) =>
      label === "Market-based" && value === "30 g"
    ),
  );
  const [kept] = await temp.ledger.runs();
  assertEquals(
    kept?.origin === undefined ? kept?.marketBased?.by : "",
    "contract",
  );
  assert((await report(ended).markdown()).includes("Market-based, by"));
});
