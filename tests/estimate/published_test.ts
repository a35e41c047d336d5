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
  readonly pueInEnergy?: boolean;
  readonly carbonIntensity?: number;
  readonly energyKwh?: number;
  readonly emissionsKg?: number;
  readonly tolerancePercent: number;
}

const ROWS = published as readonly Published[];

/** The job that a publication describes, by its own watts or by its energy. */
function jobOf(row: Published): Job {
  const { hardware = "as published", watts, hours, energyKwh = 0 } = row;
  const { pue = 1, carbonIntensity = 0 } = row;
  if (watts === undefined || hours === undefined) {
    return {
      energyKwh,
      pue: row.pueInEnergy ? 1 : pue,
      carbonIntensity,
    };
  }
  return {
    hardware: { name: hardware, tdpWatts: watts },
    count: row.count ?? 1,
    hours,
    utilization: row.utilization ?? 1,
    pue,
    carbonIntensity,
  };
}

function assertWithin(
  actual: number,
  printed: number | undefined,
  tolerancePercent: number,
  what: string,
): void {
  if (printed === undefined) return;
  const off = printed === 0 ? actual : Math.abs(actual / printed - 1) * 100;
  // A hair for the rounding of doubles: several tolerances are exactly met.
  assert(off <= tolerancePercent + 1e-9, `${what} is off by ${off} %`);
}

for (const row of ROWS) {
  Deno.test(`estimate() comes out at the published result ${row.id} by the figures that it gives`, () => {
    const { energyKwh, itEnergyKwh, emissionsKg } = estimate(jobOf(row));
    const printed = row.pueInEnergy ? energyKwh : itEnergyKwh;
    assertWithin(printed, row.energyKwh, row.tolerancePercent, "energy");
    assertWithin(emissionsKg, row.emissionsKg, row.tolerancePercent, "CO2e");
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
