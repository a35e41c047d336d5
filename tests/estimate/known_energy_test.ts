import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  compare,
  compareRegions,
  configure,
  estimate,
  type Job,
  report,
} from "../../mod.ts";
import published from "../../data/published.json" with { type: "json" };
import { assertClose } from "../close.ts";

/** Values that a user without types may write. */
function refused(job: object, error: new (...args: never[]) => Error) {
  return assertThrows(() => estimate(job as Job), error).message;
}

Deno.test("estimate() prices energy that is known already", () => {
  // 100 kWh × 1.2 × 50 g
  const { emissionsKg, energyKwh, itEnergyKwh, components, job } = estimate({
    energyKwh: 100,
    carbonIntensity: 50,
    pue: 1.2,
  });
  assertClose(emissionsKg, 6);
  assertClose(energyKwh, 120);
  assertEquals(itEnergyKwh, 100);
  assertEquals(components.map((part) => part.energyKwh), [100]);
  assertEquals(components[0]?.method, "measured");
  assertEquals([job.hours, job.count, job.utilization], [
    undefined,
    undefined,
    undefined,
  ]);
});

Deno.test("a job that gives its energy prices the published results that give theirs", () => {
  const known = published.filter((
    { energyKwh, emissionsKg, carbonIntensity },
  ) => energyKwh && emissionsKg && carbonIntensity);
  assert(known.length > 20);
  for (const row of known) {
    const { energyKwh = 0, carbonIntensity = 0, emissionsKg = 0 } = row;
    // A paper prints the energy or the emissions before the overhead of the building.
    const closest = [1, row.pue].map((pue) =>
      Math.abs(
        estimate({ energyKwh, carbonIntensity, pue }).emissionsKg /
            emissionsKg - 1,
      )
    ).reduce((a, b) => Math.min(a, b));
    assert(closest * 100 <= (row.tolerancePercent ?? 0) + 2, row.id);
  }
});

Deno.test("energy that is known excludes what would say it again, and names it", () => {
  const job = { energyKwh: 1, country: "PL" };
  const excluded = {
    hardware: "A100",
    hours: 1,
    count: 2,
    cpu: "AMD EPYC 7763",
    instance: "p4d.24xlarge",
    memoryGb: 8,
    utilization: 0,
    meanWatts: 3,
    embodied: true,
  };
  for (const [field, value] of Object.entries(excluded)) {
    const message = refused({ ...job, [field]: value }, RangeError);
    assert(message.includes(`also gives ${field}`), message);
  }
  assertEquals(estimate({ ...job, embodied: false }).itEnergyKwh, 1);
  assert(refused({ ...job, energyKwh: -1 }, RangeError).includes("is -1"));
  assert(refused({ ...job, energyKwh: "5" }, TypeError).includes('is "5"'));
  assert(refused({ ...job, energyKwh: NaN }, RangeError).includes("is NaN"));
  assert(refused({ ...job, kwh: 5 }, TypeError).includes('"kwh"'));
});

Deno.test("a measured mean of the power is not taken for a rating", () => {
  // Patterson et al. 2021, table 4: T5 on 512 TPU v3 at 310 W for 20 days, PUE 1.12, 545 g
  const t5 = { count: 512, hours: 480, carbonIntensity: 545, pue: 1.12 };
  const byHand = 0.310 * 512 * 480 * 1.12 * 0.545;
  const ways: Job[] = [
    { ...t5, hardware: "TPU v3", meanWatts: 310 },
    { ...t5, hardware: { name: "TPU v3", meanWatts: 310 } },
    { ...t5, meanWatts: 310 },
  ];
  for (const way of ways) {
    const { emissionsKg, uncertainty, sources } = estimate(way);
    assertClose(emissionsKg, byHand);
    assertEquals(uncertainty.energy.medianFactor, 1);
    assert(!sources.some(({ role }) => role === "utilization"));
    const power = sources.find(({ role }) => role === "power");
    assertEquals([power?.value, power?.given], [310, true]);
  }
  const rated = estimate({ ...t5, hardware: { name: "x", tdpWatts: 310 } });
  assert(rated.uncertainty.energy.medianFactor < 1);
  assert(
    rated.uncertainty.energy.sigma >
      estimate(ways[0] as Job).uncertainty.energy.sigma,
  );
});

Deno.test("a measured mean replaces the load of its devices, and leaves that of the host", () => {
  const job = { hours: 1, carbonIntensity: 1000, pue: 1 };
  const device = { ...job, hardware: "A100", meanWatts: 200 };
  assert(
    refused({ ...device, utilization: 0.5 }, RangeError).includes(
      "utilization",
    ),
  );
  const host = { ...device, cpu: { name: "host", tdpWatts: 100 } };
  // 200 W as measured + 100 W × 0.5
  assertClose(estimate({ ...host, utilization: 0.5 }).itEnergyKwh, 0.25);
  assertClose(
    estimate({ ...job, cpu: { name: "host", meanWatts: 60 } }).itEnergyKwh,
    0.06,
  );
  assert(
    refused({ ...job, meanWatts: 9, memoryGb: 4 }, RangeError).includes(
      "memoryGb",
    ),
  );
  for (
    const hardware of [{ name: "x" }, { name: "x", tdpWatts: 1, meanWatts: 1 }]
  ) {
    assert(
      refused({ ...job, hardware }, TypeError).includes("and not both"),
    );
    assertThrows(() => configure({ hardware }), TypeError, "and not both");
  }
  const twice = { hardware: { name: "x", meanWatts: 1 }, meanWatts: 2 };
  assert(refused({ ...job, ...twice }, RangeError).includes("given twice"));
});

Deno.test("a normalised job estimates the same again", () => {
  const jobs: Job[] = [
    { energyKwh: 3, country: "PL" },
    { meanWatts: 300, hours: 2, country: "PL" },
    { hardware: "A100", meanWatts: 300, hours: 2, country: "PL" },
    { instance: "p4d.24xlarge", meanWatts: 300, hours: 2, country: "PL" },
  ];
  for (const job of jobs) {
    const once = estimate(job);
    const again = estimate(once.job);
    assertEquals(again.emissionsKg, once.emissionsKg);
    assertEquals(again.job, once.job);
  }
});

Deno.test("known energy goes where a job goes: places, comparisons, defaults and reports", async () => {
  const job: Job = { energyKwh: 100, country: "PL" };
  const regions = compareRegions(job, { regions: ["FR", "PL"] });
  assertEquals(regions.rows.map((row) => row.country), ["FR", "PL"]);
  assertEquals(regions.itEnergyKwh, 100);
  const { rows } = compare({ known: job, twice: { ...job, energyKwh: 200 } });
  assertClose(rows[1]?.ratio ?? 0, 2);
  assertEquals(rows[1]?.causes[0]?.what, "energy");
  assertClose(
    rows[1]?.causes.reduce((kg, cause) => kg + cause.shareKg, 0) ?? 0,
    rows[1]?.differenceKg ?? 0,
  );
  configure({ hardware: "A100", country: "FR" });
  try {
    assertEquals(estimate({ energyKwh: 1 }).itEnergyKwh, 1);
  } finally {
    configure({});
  }
  const text = await report(estimate(job)).markdown();
  assert(text.includes("100 kWh of known energy"), text);
  assert(text.includes("Measured as the user says: 100 %."), text);
  assert(!/undefined|NaN/.test(text), text);
  const csv = await report(estimate(job)).csv();
  assert(!/undefined|NaN/.test(csv), csv);
});
