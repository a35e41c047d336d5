import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { estimateJob } from "../../../src/estimate/estimate.ts";
import type { ImportedRun } from "../../../src/ledger/stored/stored_run.ts";
import {
  type RunOrEstimate,
  subjectOf,
} from "../../../src/reports/facts/item_facts.ts";
import {
  type ReportTotal,
  totalOf,
} from "../../../src/reports/facts/report_total.ts";
import type { RunRecord } from "../../../src/tracker/run.ts";
import { assertClose } from "../../close.ts";
import { aRun } from "../../notebook/a_run.ts";
import { importedRun, JOB } from "../experiments.ts";

function total(...items: readonly RunOrEstimate[]): ReportTotal {
  return totalOf(items.map(subjectOf)) as ReportTotal;
}

/** A run of so many kg, in a range of half to double. */
function runOf(emissionsKg: number, changes: Partial<RunRecord> = {}) {
  return aRun({
    emissionsKg,
    emissionsRangeKg: [emissionsKg / 2, emissionsKg * 2],
    energyKwh: emissionsKg * 2,
    itEnergyKwh: emissionsKg,
    ...changes,
  });
}

Deno.test("the total of nothing is nothing", () => {
  assertEquals(totalOf([]), undefined);
});

Deno.test("a total adds up emissions, energies, claims and the ends of the ranges", () => {
  const all = total(
    runOf(1, { id: "a", offsetKg: 0.5, waterL: 3, measuredShare: 1 }),
    runOf(3, { id: "b", offsetKg: 0, waterL: 4, measuredShare: 0 }),
  );
  assertEquals(all.of, "runs");
  assertEquals(all.count, 2);
  assertEquals(all.emissionsKg, 4);
  assertEquals(all.emissionsRangeKg, [2, 8]);
  assertEquals(all.energyKwh, 8);
  assertEquals(all.offsetKg, 0.5);
  assertEquals(all.netEmissionsKg, 3.5);
  assertEquals(all.waterL, 7);
  // 1 of 4 kWh of computing
  assertEquals(all.measuredShare, 0.25);
  assertEquals(all.hours, 2 * 1200 / 3600);
});

Deno.test("a plan and its run are not counted twice", () => {
  const all = total(estimateJob(JOB), runOf(1));
  assertEquals([all.of, all.count, all.emissionsKg], ["runs", 1, 1]);
});

Deno.test("estimates are added up if there are no runs", () => {
  const one = estimateJob(JOB);
  const all = total(one, estimateJob({ ...JOB, hours: 60 }));
  assertEquals(all.of, "estimates");
  assertClose(all.emissionsKg, one.emissionsKg * 1.5);
  assertEquals(all.measuredShare, 0);
});

/** The beginning of a run, which another run counts too. */
function stretch(id: string, energyKwh: number, emissionsKg: number) {
  return {
    id,
    from: { timeS: 0, energyKwh: 0, emissionsKg: 0, partsKwh: [] },
    to: { timeS: 60, energyKwh, emissionsKg, partsKwh: [] },
  };
}

const OUTER = { id: "outer", startedAt: new Date("2026-11-23T08:00:00Z") };
const INNER = {
  id: "inner",
  startedAt: new Date("2026-11-23T08:10:00Z"),
  durationS: 300,
  shared: [stretch("outer", 1, 0.75)],
};

Deno.test("the energy that a nested run shares is counted once", () => {
  const all = total(runOf(4, OUTER), runOf(1, INNER));
  assertEquals(all.emissionsKg, 4.25);
  // 0.25 of the inner range of 0.5 to 2 kg
  assertEquals(all.emissionsRangeKg, [2.125, 8.5]);
  // the inner run used 2 kWh, 1 of them shared
  assertEquals(all.energyKwh, 9);
  assertEquals(all.sharedKg, 0.75);
});

Deno.test("a nested run counts in full if the outer run is not in the report", () => {
  const all = total(runOf(1, INNER));
  assertEquals([all.emissionsKg, all.sharedKg], [1, 0]);
  // A run at the same time that it does not share with, such as one of another machine.
  const elsewhere = { ...OUTER, id: "elsewhere" };
  assertEquals(total(runOf(4, elsewhere), runOf(1, INNER)).emissionsKg, 5);
});

Deno.test("without nested runs a total is the sum of its parts in every order", () => {
  const kgs = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), {
    minLength: 1,
    maxLength: 20,
  });
  fc.assert(fc.property(kgs, (parts) => {
    const runs = parts.map((kg, i) => runOf(kg, { id: `run ${i}` }));
    const sum = parts.reduce((a, b) => a + b, 0);
    const all = total(...runs);
    assertClose(all.emissionsKg, sum);
    assertClose(all.emissionsRangeKg?.[1], 2 * sum);
    assertClose(total(...runs.toReversed()).emissionsKg, sum, 1e-9);
    assert(all.sharedKg === 0);
  }));
});

Deno.test("a run of another tool counts with its own figures, and the total has no range", () => {
  const all = total(runOf(1), importedRun());
  assertEquals(all.emissionsKg, 1 + 0.5);
  assertEquals(all.emissionsRangeKg, undefined);
  assertEquals(all.digits, 2);
  // the other tool does not say what it measured
  assertClose(all.measuredShare, 5 / 6);
});

Deno.test("a run without emissions is left out of the emissions and reported as such", () => {
  const zeus: ImportedRun = { ...importedRun(), emissionsKg: undefined };
  const all = total(runOf(1), zeus);
  assertEquals([all.emissionsKg, all.withoutEmissions], [1, 1]);
  assertEquals(all.emissionsRangeKg, [0.5, 2]);
  assertEquals(all.energyKwh, 2 + 1.2);
});

Deno.test("the energies of another tool and its parts include its PUE", () => {
  const { itEnergyKwh, parts } = subjectOf(importedRun());
  assertClose(itEnergyKwh, 1);
  assertClose(parts[0]?.energyKwh, 0.75);
});
