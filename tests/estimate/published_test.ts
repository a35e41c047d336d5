import { assert, assertEquals } from "@std/assert";
import published from "../../data/published.json" with { type: "json" };
import { estimate, type Job } from "../../mod.ts";
import { assertClose } from "../close.ts";

interface Published {
  readonly id: string;
  readonly hardware?: string;
  readonly count?: number;
  readonly hours?: number;
  readonly watts?: number;
  readonly utilization?: number;
  readonly pue?: number;
  readonly carbonIntensity?: number;
  readonly energyKwh?: number;
  readonly emissionsKg?: number;
  readonly tolerancePercent: number;
}

const ROWS = published as readonly Published[];

/** The job that a publication describes; where it prints energy only, 1 kW for that long. */
function jobOf(row: Published): Job {
  const { watts, hours, energyKwh = 0 } = row;
  const place = {
    pue: row.pue ?? 1,
    // A source that prints energy alone is held to its energy alone.
    carbonIntensity: row.carbonIntensity ?? 0,
    utilization: row.utilization ?? 1,
  };
  const name = row.hardware ?? "as published";
  return watts === undefined || hours === undefined
    ? {
      ...place,
      hardware: { name, tdpWatts: 1000 },
      hours: energyKwh,
    }
    : {
      ...place,
      hardware: { name, tdpWatts: watts },
      count: row.count ?? 1,
      hours,
    };
}

function offBy(actual: number, printed: number): number {
  return printed === 0 ? actual : Math.abs(actual / printed - 1) * 100;
}

/** What a publication calls its energy includes the building's overhead in some, not in others. */
function agrees(row: Published): boolean {
  const result = estimate(jobOf(row));
  const { energyKwh, emissionsKg, tolerancePercent } = row;
  // A hair for the rounding of doubles: several tolerances are exactly met.
  const within = (actual: number, printed: number) =>
    offBy(actual, printed) <= tolerancePercent + 1e-9;
  if (emissionsKg === undefined) {
    return within(result.energyKwh, energyKwh as number);
  }
  const energyFits = energyKwh === undefined ||
    within(result.energyKwh, energyKwh) ||
    within(result.itEnergyKwh, energyKwh);
  return energyFits && emissionsOf(row).some((kg) => within(kg, emissionsKg));
}

/** Where only energy is printed, whether PUE is in it is found out by its own emissions. */
function emissionsOf(row: Published): number[] {
  const asPrinted = estimate(jobOf(row)).emissionsKg;
  return row.watts === undefined
    ? [asPrinted, estimate({ ...jobOf(row), pue: 1 }).emissionsKg]
    : [asPrinted];
}

for (const row of ROWS) {
  Deno.test(`estimate() reproduces the published result ${row.id}`, () => {
    assert(agrees(row), JSON.stringify(estimate(jobOf(row)), null, 1));
  });
}

Deno.test("the published results are all there", () => {
  assertEquals(ROWS.length, 50);
});

Deno.test("estimate() gives Strubell's five cars for the architecture search", () => {
  // Strubell et al. 2019, Table 3: 626,155 lb of CO2e against 126,000 lb of a car's lifetime.
  const search = ROWS.find((row) => row.id === "strubell-nas-p100");
  const { emissionsKg, equivalents } = estimate(
    jobOf(search as Published),
  );
  const cars = equivalents.find((e) => e.id === "strubell-car-lifetime");
  assertClose(emissionsKg / 0.45359237, 626_155, 1e-4);
  assertClose(cars?.amount ?? 0, 626_155 / 126_000, 1e-4);
});

Deno.test("estimate() gives LLaMA 13B's 59 MWh and 23 t by its card's figures", () => {
  // Touvron et al. 2023, Table 15: 135,168 GPU-hours, 400 W, PUE 1.1, 0.385 kg/kWh.
  const { energyKwh, emissionsKg } = estimate({
    hardware: "A100-80GB",
    hours: 135_168,
    pue: 1.1,
    carbonIntensity: 385,
  });
  assertEquals(Math.round(energyKwh / 1000), 59);
  assertEquals(Math.round(emissionsKg / 1000), 23);
});

Deno.test("estimate() gives Llama 2 70B's 291.42 t by its card's figures", () => {
  // Model card: 1,720,320 GPU-hours at 400 W; at 423.5 g/kWh, which its sibling rows share
  // (7B: 184,320 h and 31.22 t).
  const carbonIntensity = 31_220 / (184_320 * 0.4) * 1000;
  const { emissionsKg } = estimate({
    hardware: "A100 80GB",
    hours: 1_720_320,
    pue: 1,
    carbonIntensity,
  });
  assertClose(emissionsKg, 291_420, 5e-4);
});
