import { plain } from "../page.ts";
import { assert, assertEquals, assertThrows } from "@std/assert";
import { estimate, type Job, report } from "../../mod.ts";
import { boundaryOf } from "../../src/estimate/boundary.ts";
import { usedIn } from "../../src/estimate/place/used_in.ts";
import { siteOf } from "../../src/estimate/place/find_site.ts";
import { assertClose } from "../close.ts";

const JOB: Job = { hardware: "A100 SXM4 80GB", hours: 10, country: "FR" };
const CLOUD: Job = {
  hardware: "A100 SXM4 80GB",
  hours: 10,
  provider: "gcp",
  region: "us-central1",
};

Deno.test("a result says its scope: 2 of an own machine, 3 of a provider's", () => {
  assertEquals(estimate(JOB).boundary?.scope, 2);
  assertEquals(estimate(CLOUD).boundary?.scope, 3);
  assertEquals(
    estimate({ energyKwh: 1, carbonIntensity: 50 }).boundary?.scope,
    2,
  );
});

Deno.test("a result says what it does not count", () => {
  const left = (job: Job) => estimate(job).boundary?.notCounted ?? [];
  assertEquals(left(JOB).slice(0, 2), ["host processor", "memory"]);
  const whole = left({ ...JOB, cpu: "AMD EPYC 7763", memoryGb: 64 });
  assert(!whole.includes("host processor") && !whole.includes("memory"));
  for (const never of ["disks", "network", "fans"]) {
    assert(whole.includes(never), never);
  }
  assert(!left({ energyKwh: 1, country: "FR" }).includes("memory"));
});

Deno.test("what is not counted beside a whole machine and beside memory differs in one place", () => {
  const { place, carbonIntensity: { figure } } = siteOf(JOB);
  const left = (component: string) =>
    boundaryOf(place, figure, [{ component }]).notCounted;
  assertEquals(left("machine"), ["what the measurement did not see"]);
  assertEquals(left("memory").slice(0, 2), ["host processor", "disks"]);
});

Deno.test("a result says horizon and IPCC edition, and grid losses, as far as the source says", () => {
  // Ember: "all gases, converted into CO2 equivalent over a 100-year timescale"
  const ember = estimate(JOB).boundary;
  assert(ember?.gwp.includes("100 years"));
  assertEquals(ember?.gridLosses, "not included");
  assertEquals(estimate(CLOUD).boundary?.gwp, "not stated by the source");
  const quebec = estimate({ energyKwh: 1, country: "CA", subdivision: "QC" });
  assert(quebec.boundary?.gridLosses.startsWith("included"));
  const own = estimate({ energyKwh: 1, carbonIntensity: 50 });
  assertEquals(own.boundary?.gwp, "as in the figure that the user gives");
});

Deno.test("a market-based figure stands beside the location-based one", async () => {
  const plain = estimate({ energyKwh: 100, country: "PL", pue: 1.2 });
  assertEquals(plain.marketBased, undefined);
  const ways = [
    [{ intensity: 20 }, "supplier"],
    [{ residualMix: 20 }, "residual mix"],
    [{ contract: 20 }, "contract"],
    [{ contract: "wind farm", intensity: 20 }, "contract"],
  ] as const;
  for (const [marketBased, by] of ways) {
    const job: Job = { energyKwh: 100, country: "PL", pue: 1.2, marketBased };
    const result = estimate(job);
    assertEquals(result.emissionsKg, plain.emissionsKg);
    assertEquals(result.emissionsRangeKg, plain.emissionsRangeKg);
    // 100 kWh × 1.2 × 20 g
    assertClose(result.marketBased?.emissionsKg ?? 0, 2.4);
    assertEquals(result.marketBased?.by, by);
    const [low, high] = result.marketBased?.emissionsRangeKg ?? [0, 0];
    assert(low < 2.4 && 2.4 < high);
    const figure = result.sources.find(({ role }) =>
      role === "marketIntensity"
    );
    assertEquals([figure?.value, figure?.given], [20, true]);
    assertEquals(estimate(result.job), result);
  }
  const zero = estimate({
    energyKwh: 1,
    country: "PL",
    marketBased: { contract: 0 },
  });
  assertEquals(zero.marketBased?.emissionsKg, 0);
  assert(zero.emissionsKg > 0);
  const text = await report(
    estimate({
      energyKwh: 100,
      country: "PL",
      marketBased: { contract: "wind farm", intensity: 20 },
    }),
  ).markdown();
  assert(text.includes("Market-based, by the contract wind farm"), text);
});

Deno.test("a market-based figure has one intensity", () => {
  for (
    const marketBased of [
      {},
      { contract: "wind farm" },
      { intensity: 1, residualMix: 2 },
      { residualMix: 2, contract: "wind farm" },
      { intensity: 1, contract: 2 },
    ]
  ) {
    assertThrows(
      () => estimate({ ...JOB, marketBased }),
      TypeError,
      "must have one intensity",
    );
  }
  for (
    const [wrong, error] of [
      [{ intensity: -1 }, RangeError],
      [{ intensity: "5" }, TypeError],
      [{ supplier: 5 }, TypeError],
      [5, TypeError],
    ] as const
  ) {
    assertThrows(
      () => estimate({ ...JOB, marketBased: wrong } as unknown as Job),
      error,
      "marketBased",
    );
  }
});

Deno.test("a report says scope, what is left out, gases, losses, water and embodied emissions", async () => {
  const text = plain(
    await report(estimate({ ...CLOUD, embodied: true })).markdown(),
  );
  for (
    const part of [
      "location-based, scope 3",
      "not counted: host processor, memory, disks",
      "Losses in the grid: not stated by the source",
      "Water consumption, on site and in power plants, was about",
      "Making the hardware added",
    ]
  ) assert(text.includes(part), part);
});

Deno.test("a run of one year with the grid of an earlier one says so", () => {
  const site = siteOf({ country: "FR" });
  const { figure } = site.carbonIntensity;
  const year = figure.year ?? 0;
  assertEquals(usedIn(site, year), site);
  const later = usedIn(site, year + 1).carbonIntensity.figure;
  assert(later.assumed);
  assert(
    later.source.startsWith(`the grid of ${year} is used for ${year + 1}`),
  );
  assertEquals([later.value, later.year], [figure.value, year]);
  const own = siteOf({ carbonIntensity: 50 });
  assertEquals(usedIn(own, 2030), own);
});
