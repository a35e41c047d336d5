import { assert, assertEquals, assertThrows } from "@std/assert";
import { UnknownNameError } from "../../../mod.ts";
import type { PlaceQuery } from "../../../src/estimate/place/place_query.ts";
import { siteOfRun, worldSite } from "../../../src/estimate/place/run_site.ts";

Deno.test("siteOfRun() without a place is the world's average, assumed, with how to give one", () => {
  const { place, carbonIntensity: { figure, spread }, pue } = siteOfRun({});
  assertEquals(place.name, "World");
  assertEquals(figure.value, 458.29); // Ember, 2025
  assert(figure.assumed);
  assert(figure.source.includes("configure({ region })"));
  assert(figure.source.includes("options of track()"));
  assert(figure.url?.includes("ember"));
  assertEquals(spread.id, "intensity-world");
  assertEquals(pue.figure.value, 1);
  assertEquals(pue.spread.id, "pue-unknown");
  assertEquals(siteOfRun({}), worldSite());
});

Deno.test("siteOfRun() applies the user's own PUE and offset without a place too", () => {
  const site = siteOfRun({ pue: 1.3, offsetPercent: 50 });
  assertEquals(site.pue.figure.value, 1.3);
  assertEquals(site.offset?.value, 50);
  assert(site.carbonIntensity.figure.assumed);
});

Deno.test("siteOfRun() takes a region, a country and an intensity as a job does", () => {
  const iowa = siteOfRun({ provider: "gcp", region: "us-central1" });
  assertEquals(iowa.carbonIntensity.figure.value, 412.72); // Google, 2024
  const france = siteOfRun({ country: "France" });
  assertEquals(france.carbonIntensity.figure.value, 41.5); // Ember, 2025
  const own = siteOfRun({ country: "FR", carbonIntensity: 30 });
  assertEquals(own.carbonIntensity.figure.value, 30);
  assertEquals(own.place.name, "France");
  assert(!own.carbonIntensity.figure.assumed);
});

Deno.test("siteOfRun() refuses a wrong place as a job does, and names the run", () => {
  const refused = (
    query: PlaceQuery,
    kind: new (...args: never[]) => Error,
    says: string,
  ) => assertThrows(() => siteOfRun(query), kind, says);
  refused({ provider: "gcp" }, TypeError, "Cannot place the run as provider");
  refused({ subdivision: "Iowa" }, TypeError, "Cannot place the run as");
  refused(
    { provider: "gcp", region: "us-central1", country: "US" },
    TypeError,
    "Cannot place the run as both",
  );
  refused(
    { provider: "gcp", region: "us-central9" },
    UnknownNameError,
    "us-central1",
  );
  refused({ country: "Frnace" }, UnknownNameError, "France");
});
