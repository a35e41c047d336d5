import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  compareRegions,
  configure,
  estimate,
  UnknownNameError,
} from "../../../mod.ts";
import type { PlaceQuery } from "../../../src/estimate/place/place_query.ts";
import { saidPlace } from "../../../src/estimate/place/said_place.ts";
import { siteOfRun } from "../../../src/estimate/place/run_site.ts";
import { figureOf } from "../../../src/catalog/sourced_figure.ts";

const IOWA = { provider: "gcp", region: "us-central1" };
const GERMANY = { country: "DE" };
const CALIFORNIA = { country: "US", subdivision: "US-CA" };

/** What people say, and the place that they mean. */
const SAID: readonly (readonly [PlaceQuery, PlaceQuery])[] = [
  [{ region: "us-central1" }, IOWA],
  [{ region: " US-Central1 " }, IOWA],
  [{ region: "gcp/us-central1" }, IOWA],
  [{ region: "Google/us-central1" }, IOWA],
  [{ region: "us-central1-a" }, IOWA],
  [{ region: "gcp us-central1" }, IOWA],
  [{ region: "Google Cloud us-central1" }, IOWA],
  [{ region: "gcp/us-central1-a" }, IOWA],
  [{ provider: "gcp", region: "gcp/us-central1" }, IOWA],
  [{ provider: "Google Cloud", region: "Council Bluffs" }, IOWA],
  [{ country: "gcp/us-central1" }, IOWA],
  [{ region: "Germany" }, GERMANY],
  [{ region: "DE" }, GERMANY], // OVHcloud's older code of Limburg too
  [{ region: "Deutschland" }, GERMANY],
  [{ country: "DEU" }, GERMANY],
  [{ region: "California" }, CALIFORNIA],
  [{ region: "US-CA" }, CALIFORNIA],
  [{ country: "US", region: "California" }, CALIFORNIA],
  [{ country: "Georgia" }, { country: "GE" }],
  [{ region: "northeurope" }, { provider: "azure", region: "northeurope" }],
  [{ provider: "aws", region: "Sweden" }, {
    provider: "aws",
    region: "eu-north-1",
  }],
];

Deno.test("a place as people say it is that of the tables, in a job, a run and configure()", () => {
  try {
    for (const [said, meant] of SAID) {
      const { emissionsKg, job, place } = estimate({ energyKwh: 1, ...said });
      const wanted = estimate({ energyKwh: 1, ...meant });
      assertEquals(emissionsKg, wanted.emissionsKg, JSON.stringify(said));
      assertEquals(place, wanted.place, JSON.stringify(said));
      assertEquals(job, wanted.job, JSON.stringify(said));
      assertEquals(siteOfRun(said).place, wanted.place);
      configure(said);
      assertEquals(estimate({ energyKwh: 1 }).place, wanted.place);
    }
  } finally {
    configure({});
  }
});

Deno.test("a name of several places lists them, and each of the list names one", () => {
  const ambiguous: [PlaceQuery, string, string][] = [
    [{ region: "eu-west-1" }, "aws/eu-west-1", "alibaba/eu-west-1"],
    [{ region: "Frankfurt" }, "gcp/europe-west3", "ibm/eu-de"],
    [{ region: "Georgia" }, "GE", "US-GA"],
    [
      { provider: "gcp", region: "Germany" },
      "gcp/europe-west3",
      "gcp/europe-west10",
    ],
  ];
  for (const [said, ...candidates] of ambiguous) {
    const { suggestions } = assertThrows(
      () => estimate({ energyKwh: 1, ...said }),
      UnknownNameError,
      "places have that name",
    );
    for (const name of candidates) assert(suggestions.includes(name), name);
    for (const region of suggestions) estimate({ energyKwh: 1, region });
  }
});

Deno.test("a code that smaller clouds took over is the larger one's, marked as assumed", () => {
  const alone = estimate({ energyKwh: 1, region: "us-central1" });
  const figure = figureOf(alone.sources, "intensity");
  assert(figure?.assumed && figure.source.includes("nebius"));
  const [low, high] = alone.emissionsRangeKg;
  const said = estimate({ energyKwh: 1, ...IOWA });
  assert(!figureOf(said.sources, "intensity")?.assumed);
  assert(low <= said.emissionsRangeKg[0] && high >= said.emissionsRangeKg[1]);
});

Deno.test("a place that is no place is refused with the nearest ones", () => {
  const nearest = (said: PlaceQuery) =>
    assertThrows(() => saidPlace(said, "job"), UnknownNameError).suggestions;
  assertEquals(nearest({ region: "us-centrl1" })[0], "gcp/us-central1");
  assertEquals(nearest({ region: "Germny" }), ["Germany"]);
  // Zones of Electricity Maps.
  assertEquals(nearest({ region: "NO-NO1" }), ["NO"]);
  assertEquals(nearest({ region: "US-CAL-CISO" }), ["US"]);
  for (const region of ["🇩🇪", "x/y", "constructor", "__proto__"]) {
    assertEquals(nearest({ region }), []);
  }
  assertThrows(
    () => saidPlace({ provider: "gcp", region: "aws/eu-west-1" }, "run"),
    RangeError,
    'is of provider "aws"',
  );
});

Deno.test("compareRegions() takes the same names, and compares all places of one", () => {
  const named = (...regions: string[]) =>
    compareRegions({ energyKwh: 1 }, { regions }).rows
      .map(({ provider, region, country }) =>
        provider === undefined ? country : `${provider}/${region}`
      ).sort();
  assertEquals(named("eu-west-1"), ["alibaba/eu-west-1", "aws/eu-west-1"]);
  assertEquals(named("us-central1", "gcp/us-central1-b", "DE"), [
    "DE",
    "gcp/us-central1",
  ]);
});

Deno.test("estimate() names the field that another of its names means", () => {
  for (const [given, meant] of [["gpu", "hardware"], ["place", "region"]]) {
    const job = { hours: 1, [given as string]: "A100" };
    assertThrows(
      () => estimate(job as never),
      TypeError,
      `unknown key "${given}" (did you mean "${meant}"?)`,
    );
  }
});

Deno.test("CARBONCELL_PLACE is an assumption that anything said overrides", () => {
  const job = { energyKwh: 1 };
  const placeOf = (given: PlaceQuery = {}) => {
    const { place, sources, emissionsRangeKg } = estimate({ ...job, ...given });
    const figure = figureOf(sources, "intensity");
    return { name: place.name, figure, range: emissionsRangeKg };
  };
  assertThrows(() => placeOf(), TypeError, "Cannot place the job");
  Deno.env.set("CARBONCELL_PLACE", "gcp/us-central1");
  try {
    const { name, figure, range: [low, high] } = placeOf();
    assertEquals([name, figure?.assumed], ["Iowa", true]);
    assert(figure?.source.includes("CARBONCELL_PLACE"));
    const said = placeOf({ region: "gcp/us-central1" });
    assertEquals(said.figure?.assumed, false);
    assertEquals(figure?.value, said.figure?.value);
    assert(low < said.range[0] && high > said.range[1]);
    configure({ region: "Norway" });
    assertEquals(placeOf().name, "Norway");
    configure({ pue: 1.5 });
    assertEquals(placeOf().name, "Iowa");
    assertEquals(estimate(job).pue, 1.5);
    Deno.env.set("CARBONCELL_PLACE", "Germny");
    assertThrows(
      () => placeOf(),
      UnknownNameError,
      "the place of CARBONCELL_PLACE",
    );
    Deno.env.set("CARBONCELL_PLACE", " ");
    assertThrows(() => placeOf(), TypeError, "Cannot place the job");
  } finally {
    Deno.env.delete("CARBONCELL_PLACE");
    configure({});
  }
});
