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
