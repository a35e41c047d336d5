import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import measured from "../../data/measured_power.json" with { type: "json" };
import { estimate, type Job } from "../../mod.ts";

const JOB: Job = { hardware: "V100", hours: 1, carbonIntensity: 400, pue: 1 };

function width(job: Job): number {
  const [low, high] = estimate(job).emissionsRangeKg;
  return high / low;
}

Deno.test("the range of an estimate from TDP holds at least 85 % of the measured cases", () => {
  const inside = measured.filter(({ hardware, tdpWatts, measuredWatts }) => {
    const { emissionsRangeKg: [low, high] } = estimate({
      hardware: { name: hardware, tdpWatts },
      hours: 1,
      pue: 1,
      carbonIntensity: 1000,
    });
    const kg = measuredWatts / 1000; // at 1 kg/kWh for an hour
    return low <= kg && kg <= high;
  });
  assertEquals(measured.length, 28);
  assert(inside.length / measured.length >= 0.85, `${inside.length} of 28`);
});

Deno.test("the range is not symmetric: TDP is an upper estimate", () => {
  const { emissionsKg, emissionsRangeKg: [low, high] } = estimate(JOB);
  assert(low < emissionsKg && emissionsKg < high);
  assert(emissionsKg - low > high - emissionsKg);
});

Deno.test("the range narrows with the user's own intensity, PUE, power or utilization", () => {
  const loose: Job = {
    hardware: "V100",
    hours: 1,
    provider: "aws",
    region: "eu-west-3",
  };
  assert(width({ ...loose, carbonIntensity: 40 }) < width(loose));
  assert(width({ ...loose, pue: 1.2 }) < width(loose));
  assert(
    width({ ...loose, hardware: { name: "V100", tdpWatts: 300 } }) <
      width(loose),
  );
  assert(width({ ...loose, utilization: 0.6 }) < width(loose));
});

Deno.test("the range does not depend on how much is computed", () => {
  const once = width(JOB);
  assertAlmostEquals(width({ ...JOB, hours: 1000 }), once, 1e-9);
  assertAlmostEquals(width({ ...JOB, count: 64 }), once, 1e-9);
});

Deno.test("the range without a provider reaches to the industry's overhead", () => {
  const { pue } = estimate({ hardware: "V100", hours: 1, country: "FR" })
    .uncertainty;
  // From no overhead at all to Uptime's average of 2025, 1.54.
  const reach = Math.exp(1.6448536 * pue.sigma);
  assertAlmostEquals(pue.medianFactor / reach, 1, 1e-3);
  assertAlmostEquals(pue.medianFactor * reach, 1.54, 1e-3);
});

Deno.test("the range of nothing is nothing", () => {
  assertEquals(
    estimate({ ...JOB, carbonIntensity: 0 }).emissionsRangeKg,
    [0, 0],
  );
});

/** The 90 % range of the power of a device, in W. */
function wattsOf(
  job: Omit<Job, "hours">,
): [low: number, used: number, high: number] {
  const { itEnergyKwh, uncertainty: { energy } } = estimate({
    ...job,
    hours: 1,
    carbonIntensity: 1000,
    pue: 1,
  });
  const watts = itEnergyKwh * 1000;
  const reach = Math.exp(1.6448536 * energy.sigma);
  const median = watts * energy.medianFactor;
  return [median / reach, watts, median * reach];
}

Deno.test("a utilization that the user gives is not assumed, and 1 is as certain as 0.999", () => {
  const { sources } = estimate({ ...JOB, utilization: 1 });
  const figure = sources.find(({ role }) => role === "utilization");
  assertEquals([figure?.given, figure?.assumed], [true, false]);
  const assumed = estimate(JOB).sources
    .find(({ role }) => role === "utilization");
  assertEquals(assumed?.assumed, true);
  const hardware = "A100 SXM4 80GB";
  const at = (utilization: number) => wattsOf({ hardware, utilization });
  at(1).forEach((watts, i) =>
    assertAlmostEquals(watts / (at(0.999)[i] ?? 0), 1, 0.005)
  );
  const [low, , high] = at(1);
  const [lowest, , highest] = wattsOf({ hardware });
  assert(high / low < highest / lowest, "tighter than an unknown load");
});

Deno.test("a device that is on draws its idle power at least", () => {
  // An A100 SXM4 80GB of 400 W idles at 60 W.
  for (const utilization of [0, 0.05, 0.1, 0.15]) {
    const [low, watts, high] = wattsOf({
      hardware: "A100 SXM4 80GB",
      utilization,
    });
    assertAlmostEquals(watts, 60, 1e-9);
    assert(low > 45 && high < 120, `${low} to ${high} W`);
  }
  const [, half] = wattsOf({ hardware: "A100 SXM4 80GB", utilization: 0.5 });
  assertAlmostEquals(half, 200, 1e-9);
  const unknown = { name: "own", tdpWatts: 100 };
  const [, idle] = wattsOf({ hardware: unknown, utilization: 0 });
  assert(idle > 5 && idle < 25, `${idle} W`); // the usual share of idle power
});

Deno.test("a bare name is an assumption with the powers of its variants", () => {
  const named = estimate({
    hardware: "H100 SXM5 80GB",
    hours: 1,
    country: "FR",
  });
  const bare = estimate({ hardware: "H100", hours: 1, country: "FR" });
  const power = (result: typeof bare) =>
    result.sources.find(({ role }) => role === "power");
  assertEquals(power(named)?.assumed, false);
  assertEquals(power(bare)?.assumed, true);
  assert(power(bare)?.what.includes('"H100" (350 to 700 W by variant)'));
  const [low, , high] = wattsOf({ hardware: "H100" });
  assert(low < 0.25 * 350 && high > 700, `${low} to ${high} W`);
  for (const exact of ["T4", "GeForce RTX 4090", "RTX 3090", "P40"]) {
    const figure = power(
      estimate({ hardware: exact, hours: 1, country: "FR" }),
    );
    assertEquals(figure?.assumed, false, exact);
  }
  for (const open of ["A100", "NVIDIA A100", "V100", "a100-80gb", "P100"]) {
    const figure = power(estimate({ hardware: open, hours: 1, country: "FR" }));
    assertEquals(figure?.assumed, true, open);
  }
});

Deno.test("a limit that is published in place of a rating has a range below it", () => {
  const widthOf = (hardware: string) => {
    const [low, , high] = wattsOf({ hardware });
    return high / low;
  };
  const rated = widthOf("GeForce RTX 4080");
  assert(widthOf("Apple M2 Ultra (76-core GPU)") > rated * 1.5);
  assert(widthOf("GeForce RTX 4090 Laptop") > rated * 1.5);
  // Google gives a Coral Edge TPU 2 W as typical; a utilization still says how much of it is drawn.
  const [, coral] = wattsOf({ hardware: "Edge TPU", utilization: 0.5 });
  assertEquals(coral, 1);
  // Google measured a TPU v3 at 123 W idle and 262 W at most.
  const [low, watts, high] = wattsOf({ hardware: "TPU v3" });
  assertEquals(watts, 262);
  assert(low > 100 && high < 350, `${low} to ${high} W`);
});

Deno.test("the rated power of all parts lies in the range", () => {
  const jobs: Omit<Job, "hours">[] = [
    { instance: "p5.48xlarge" },
    { hardware: { name: "x", tdpWatts: 400 } },
    { hardware: "A100", cpu: "AMD EPYC 7763", memoryGb: 512 },
    { cpu: "AMD EPYC 7763" },
  ];
  for (const job of jobs) {
    const [low, watts, high] = wattsOf(job);
    assert(low < watts && watts <= high * 1.0001, `${low} ${watts} ${high}`);
  }
});

Deno.test("memory of a large machine does not draw more than its processors", () => {
  const memory = (memoryGb: number) => {
    const [, watts] = wattsOf({
      hardware: { name: "x", tdpWatts: 1 },
      memoryGb,
    });
    return watts - 1;
  };
  assertAlmostEquals(memory(64), 0.3725 * 64, 1e-9); // Green Algorithms' W/GB
  // 16 DIMMs of 128 GB by CodeCarbon 3.3: 20 + 18 + 32 W
  assertAlmostEquals(memory(2048), 70, 5);
  assert(memory(65) >= memory(64) && memory(65) < memory(64) + 1);
});

Deno.test("water and embodied emissions have a range", () => {
  const result = estimate({
    hardware: "H100 SXM5 80GB",
    hours: 100,
    provider: "gcp",
    region: "us-central1",
    embodied: true,
  });
  for (
    const [value, range] of [
      [result.waterL, result.waterRangeL],
      [result.embodiedKg, result.embodiedRangeKg],
    ] as const
  ) {
    const [low, high] = range ?? [0, 0];
    assert(0 < low && low < (value ?? 0) && (value ?? 0) < high);
  }
});

Deno.test("the user's own PUE and intensity have ranges of one kind of size", () => {
  const { uncertainty: { pue, carbonIntensity } } = estimate({
    ...JOB,
    pue: 1.2,
  });
  const percent = (sigma: number) => 100 * (Math.exp(1.6448536 * sigma) - 1);
  // A PUE is the mean of a year, and that of the next year differs by 3.6 %.
  assertAlmostEquals(percent(pue.sigma), 3.6, 0.1);
  // Two publications of one country's intensity differ by 16 %, without rounded figures.
  assertAlmostEquals(percent(carbonIntensity.sigma), 16.3, 0.2);
});

Deno.test("the range of a desktop's processor holds what it draws at full load, a server's its TDP", () => {
  // Package power at full load: Intel's maximum turbo power, AMD's package power limit, and what
  // reviews measured with the boards' own settings
  const watts = [
    ["Core i9-13900K", 125, 253],
    ["Core i7-12700K", 125, 190],
    ["Ryzen 9 5950X", 105, 142],
    ["Core i9-10900K", 125, 170],
    ["EPYC 7742", 225, 225],
    ["Core i7-7700K", 91, 91],
  ] as const;
  for (const [cpu, tdpWatts, drawn] of watts) {
    const job = { cpu, hours: 1000, pue: 1, carbonIntensity: 1000 };
    const { energyKwh, emissionsRangeKg: [, high] } = estimate(job);
    assertEquals(energyKwh, tdpWatts);
    assert(drawn <= high, `${cpu}: ${high}`);
    assert(high <= 2.5 * tdpWatts, `${cpu}: ${high}`);
  }
});

Deno.test("a name that leaves a variant open does so however it is written", () => {
  const job = { hours: 10, pue: 1, carbonIntensity: 400 };
  const wide = width({ ...job, hardware: "A100" });
  for (const hardware of ["a100", "A-100", "A 100", "NVIDIA A100"]) {
    assertEquals(width({ ...job, hardware }), wide, hardware);
  }
  assert(width({ ...job, hardware: "A100 SXM4 80GB" }) < wide);
});

Deno.test("the range of an idle device without a published idle power holds what others draw", () => {
  // Idle power as nvidia-smi shows it on common systems, in W
  for (
    const [hardware, watts] of [["H100 SXM5 80GB", 75], [
      "RTX 3060 12GB",
      12,
    ]] as const
  ) {
    const { emissionsRangeKg: [low, high] } = estimate({
      ...{ hardware, utilization: 0, hours: 1000 },
      ...{ pue: 1, carbonIntensity: 1000 },
    });
    assert(low <= watts && watts <= high, `${hardware}: ${low} to ${high} W`);
  }
});
