import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import { gbFeed } from "../../../src/hourly/sources/gb.ts";
import { SourceError } from "../../../src/hourly/sources/source_error.ts";
import {
  ahead,
  between,
  MORNING,
  NOW,
  plain,
  Served,
  testNetwork,
} from "./served.ts";
import type { Feed } from "../../../src/hourly/sources/open_source.ts";

/** The answer of the documentation: the second half hour is not measured yet. */
const HALF_HOURS = {
  data: [
    {
      from: "2026-03-02T07:30Z",
      to: "2026-03-02T08:00Z",
      intensity: { forecast: 190, actual: 188, index: "moderate" },
    },
    {
      from: "2026-03-02T08:00Z",
      to: "2026-03-02T08:30Z",
      intensity: { forecast: 182, actual: 171, index: "moderate" },
    },
    {
      from: "2026-03-02T08:30Z",
      to: "2026-03-02T09:00Z",
      intensity: { forecast: 176, actual: null, index: "moderate" },
    },
  ],
};

function gb(baseUrl: string, now = NOW, regionId?: number): Feed {
  return gbFeed({ name: "GB", regionId, baseUrl }, testNetwork(now));
}

Deno.test("Great Britain has half hours, forecast where none is measured", async () => {
  await using served = new Served();
  const { baseUrl } = served;
  served.answer("/intensity/", HALF_HOURS);
  const hours = await between(gb(baseUrl), [
    "2026-03-02T08:00Z",
    "2026-03-02T09:00Z",
  ]);
  assertEquals(plain(hours), [
    ["03-02T08:00", "08:30", 171, "measured"],
    ["03-02T08:30", "09:00", 176, "forecast"],
  ]);
  assertEquals(hours[0]?.forecastGPerKwh, 182);
});

Deno.test("a region is in an object, or in a list of one", async () => {
  await using served = new Served();
  const { baseUrl } = served;
  const region = { regionid: 13, shortname: "London", ...HALF_HOURS };
  for (const data of [region, [region]]) {
    served.answer("/regional/", { data });
    const [first] = await between(gb(baseUrl, NOW, 13), MORNING);
    assertEquals(first?.gPerKwh, 171);
    assertMatch(served.requests[0]!.url, /\/regionid\/13$/);
  }
});

Deno.test("45 days are four requests of 14 days, and a kept answer is none", async () => {
  await using served = new Served();
  const { baseUrl } = served;
  served.answer("/intensity/", { data: [] });
  const network = testNetwork("2026-06-01T00:00Z");
  const feed = gbFeed(
    { name: "GB", regionId: undefined, baseUrl },
    network,
  );
  const days = ["2026-03-01T06:00Z", "2026-04-14T06:00Z"] as const;
  await between(feed, days);
  const paths = served.requests.map(({ url }) => new URL(url).pathname);
  assertEquals(paths, [
    "/intensity/2026-03-01T00:00Z/2026-03-15T00:00Z",
    "/intensity/2026-03-15T00:00Z/2026-03-29T00:00Z",
    "/intensity/2026-03-29T00:00Z/2026-04-12T00:00Z",
    "/intensity/2026-04-12T00:00Z/2026-04-15T00:00Z",
  ]);
  await between(feed, days);
  assertEquals(served.requests.length, 4);
});

Deno.test("the forecast of Great Britain is of 48 hours", async () => {
  await using served = new Served();
  const { baseUrl } = served;
  served.answer("/intensity/", HALF_HOURS);
  const hours = await ahead(
    gb(baseUrl),
    ["2026-03-02T08:30Z", "2026-03-05T00:00Z"],
    "2026-03-02T08:30Z",
  );
  assertEquals(plain(hours), [["03-02T08:30", "09:00", 176, "forecast"]]);
  assertMatch(served.requests[0]!.url, /T08:30Z\/fw48h$/);
});

Deno.test("an error of Great Britain is said in its own words", async () => {
  await using served = new Served();
  const { baseUrl } = served;
  const error = {
    error: {
      code: "400 Bad Request",
      message: "Please enter a valid date",
    },
  };
  served.answer("/intensity/", Response.json(error, { status: 400 }));
  await assertRejects(
    () => between(gb(baseUrl), MORNING),
    SourceError,
    'as it answered 400 "400 Bad Request: Please enter a valid date"',
  );
});
