import { assert, assertEquals, assertThrows } from "@std/assert";
import { estimate } from "../../mod.ts";
import { footprintOf, type ItEnergy } from "../../src/estimate/footprint.ts";
import { withMeanIntensity } from "../../src/estimate/place/own_figures.ts";
import { siteOfRun } from "../../src/estimate/place/run_site.ts";
import { assertClose } from "../close.ts";

const MEASURED: ItEnergy = {
  itEnergyKwh: 2,
  components: [{
    component: "accelerator",
    name: "A100 SXM4 80GB",
    energyKwh: 2,
    method: "measured",
    source: "NVML nvmlDeviceGetTotalEnergyConsumption",
  }],
  factor: { medianFactor: 1, sigma: 0.03 },
  figures: [],
};

const OWN = { carbonIntensity: 500, pue: 1.2, offsetPercent: 25 };

Deno.test("footprintOf() is energy × PUE × intensity, with a separate offset", () => {
  const footprint = footprintOf(MEASURED, siteOfRun(OWN), OWN);
  assertClose(footprint.energyKwh, 2.4);
  assertClose(footprint.emissionsKg, 1.2); // 2 kWh × 1.2 × 500 g
  assertClose(footprint.offsetKg, 0.3);
  assertClose(footprint.netEmissionsKg, 0.9);
  assertEquals(footprint.components, MEASURED.components);
});

Deno.test("footprintOf() of a job's energy is what estimate() makes of the job", () => {
  const place = { provider: "gcp", region: "us-central1" };
  const { job: _, ...of } = estimate({ hardware: "A100", hours: 3, ...place });
  const footprint = footprintOf(
    {
      itEnergyKwh: of.itEnergyKwh,
      components: of.components,
      factor: of.uncertainty.energy,
      figures: of.sources.slice(0, 2), // power and utilization
    },
    siteOfRun(place),
  );
  assertEquals(footprint, of);
});

Deno.test("footprintOf() has a narrower range if the energy has one", () => {
  const width = (sigma: number) => {
    const factor = { medianFactor: 1, sigma };
    const { emissionsRangeKg: [low, high] } = footprintOf(
      { ...MEASURED, factor },
      siteOfRun(OWN),
    );
    return high / low;
  };
  assert(width(0.03) < width(0.4));
});

Deno.test("footprintOf() keeps the user's own PUE in the provider's cleanest region", () => {
  const query = { provider: "gcp", region: "us-central1", pue: 1.5 };
  assertEquals(
    footprintOf(MEASURED, siteOfRun(query), query).cleanest?.pue,
    1.5,
  );
});

Deno.test("footprintOf() of an intensity that changed uses its mean, given by the user", () => {
  const site = withMeanIntensity(siteOfRun({ carbonIntensity: 100 }), 320);
  const { emissionsKg, carbonIntensity, sources, place } = footprintOf(
    MEASURED,
    site,
  );
  assertClose(emissionsKg, 0.64);
  assertEquals(carbonIntensity, 320);
  assertEquals(place.basis, undefined);
  const figure = sources.find(({ unit }) => unit === "gCO2e/kWh");
  assertEquals(figure?.source, "given by the user");
  assertEquals(figure?.value, 320);
});

Deno.test("footprintOf() lists the figures of the energy before those of the place", () => {
  const figure = estimate({ hardware: "T4", hours: 1, carbonIntensity: 1 })
    .sources[0]!;
  const { sources } = footprintOf(
    { ...MEASURED, figures: [figure] },
    siteOfRun(OWN),
  );
  assertEquals(sources.indexOf(figure), 0);
  assertEquals(sources.length, 6); // intensity, PUE, offset and two of water
});

Deno.test("footprintOf() refuses emissions larger than any number", () => {
  assertThrows(
    () => footprintOf({ ...MEASURED, itEnergyKwh: 1e308 }, siteOfRun(OWN)),
    RangeError,
    "Cannot compute emissions as they are larger than any number",
  );
});
