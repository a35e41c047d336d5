import { assert, assertEquals, assertThrows } from "@std/assert";
import dataset from "../../data/lacoste_2019.json" with { type: "json" };
import { compareRegions, estimate, UnknownNameError } from "../../mod.ts";
import { assertClose } from "../close.ts";

const HOURS = 10;

Deno.test("estimate() with the tables of 2019 is power × hours × intensity for 48 devices in 82 regions", () => {
  let cases = 0;
  for (const { name, watts } of dataset.hardware) {
    for (const { provider, region, carbonIntensity } of dataset.regions) {
      const { emissionsKg } = estimate({
        hardware: name,
        hours: HOURS,
        provider,
        region,
        dataset: "lacoste-2019",
      });
      assertClose(emissionsKg, watts * HOURS * carbonIntensity / 1e6);
      cases++;
    }
  }
  assertEquals(cases, 48 * 82);
});

Deno.test("estimate() with the tables of 2019 has no PUE", () => {
  const job = {
    hardware: "T4",
    hours: 1,
    provider: "gcp",
    region: "us-central1",
    dataset: "lacoste-2019",
  } as const;
  assertEquals(estimate(job).pue, 1);
  assertEquals(estimate({ ...job, pue: 1.5 }).pue, 1.5);
});

Deno.test("estimate() with the tables of 2019 has the offsets that providers claimed then", () => {
  const job = { hardware: "T4", hours: 1, dataset: "lacoste-2019" } as const;
  const google = estimate({ ...job, provider: "gcp", region: "us-east1" });
  assertEquals(google.netEmissionsKg, 0);
  const amazon = estimate({ ...job, provider: "aws", region: "us-east-1" });
  assertEquals(amazon.offsetKg, 0);
  assertEquals(amazon.netEmissionsKg, amazon.emissionsKg);
});

Deno.test("estimate() with the tables of 2019 names each provider's cleanest region of that time", () => {
  const cleanest = (provider: string, region: string) =>
    estimate({
      hardware: "T4",
      hours: 1,
      provider,
      region,
      dataset: "lacoste-2019",
    }).cleanest;
  assertEquals(cleanest("gcp", "us-east1")?.region, "europe-west6"); // 16 g
  assertEquals(cleanest("aws", "us-east-1")?.region, "ca-central-1"); // 20 g
  assertEquals(cleanest("azure", "eastus")?.region, "canadaeast"); // 20 g
});

Deno.test("estimate() with the tables of 2019 finds a device by its names of today", () => {
  const { job } = estimate({
    hardware: "a100-80gb",
    hours: 1,
    provider: "gcp",
    region: "us-east1",
    dataset: "lacoste-2019",
  });
  assertEquals(job.hardware, "A100 SXM4 80 GB");
});

Deno.test("estimate() with the tables of 2019 refuses what they lack", () => {
  const job = { hardware: "T4", hours: 1, dataset: "lacoste-2019" } as const;
  assertThrows(
    () => estimate({ ...job, country: "FR" }),
    RangeError,
    "has cloud regions only",
  );
  assertThrows(
    () => estimate({ ...job, hardware: "B200", carbonIntensity: 1 }),
    UnknownNameError,
    "the 2019 calculator has none",
  );
  const unknown = assertThrows(
    () => estimate({ ...job, provider: "gcp", region: "europe-west9" }),
    UnknownNameError,
    "in the 2019 tables",
  );
  assert(unknown.suggestions.length > 0);
});

Deno.test("compareRegions() with the tables of 2019 has Iowa at 36.8 times Quebec", () => {
  const { rows, apart } = compareRegions(
    { hardware: "T4", hours: 1, provider: "azure", region: "canadaeast" },
    { dataset: "lacoste-2019", places: "clouds" },
  );
  assertEquals(rows.length, 81);
  // The calculator has an Italian data centre at 0 g, which is what it claims, not the grid.
  assertEquals(apart.map(({ region }) => region), ["fro2"]);
  assert(apart[0]?.why.includes("claim"));
  const iowa = rows.find((row) => row.region === "centralus");
  assertEquals(iowa?.ratio?.toFixed(1), "36.8"); // 736.6 / 20
});
