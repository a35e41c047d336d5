import {
  assert,
  assertEquals,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { SourceError } from "../../../src/hourly/sources/source_error.ts";
import {
  ahead,
  between,
  DE,
  MAPS,
  maps,
  MORNING,
  NOW,
  plain,
  Served,
  testNetwork,
  TOKEN,
} from "./served.ts";

Deno.test("Electricity Maps has hours, some of them estimated", async () => {
  await using served = new Served();
  const { baseUrl } = served;
  served.answer("/carbon-intensity/past-range", MAPS);
  assertEquals(plain(await between(maps(baseUrl), MORNING)), [
    ["03-02T08:00", "09:00", 342, "measured"],
    ["03-02T09:00", "10:00", 318, "estimated"],
  ]);
  const [request] = served.requests;
  assertEquals(request?.headers.get("auth-token"), TOKEN);
  assertEquals(new URL(request!.url).searchParams.get("zone"), "DE");
});

Deno.test("25 days of Electricity Maps are three requests of 10 days", async () => {
  await using served = new Served();
  const { baseUrl } = served;
  served.answer("/carbon-intensity/past-range", { zone: "DE", data: [] });
  await between(maps(baseUrl, testNetwork("2026-06-01T00:00Z")), [
    "2026-03-01T00:00Z",
    "2026-03-26T00:00Z",
  ]);
  assertEquals(served.requests.length, 3);
});

Deno.test("an hour without a value gets the average of the zone, marked", async () => {
  await using served = new Served();
  const { baseUrl } = served;
  const [first] = MAPS.data;
  served.answer("/carbon-intensity/past-range", {
    zone: "DE",
    data: [{ ...first, carbonIntensity: null }, {
      ...first,
      datetime: "2026-03-02T11:00:00Z",
    }],
  });
  const hours = await between(maps(baseUrl, testNetwork("2026-03-02T12:00Z")), [
    "2026-03-02T08:00Z",
    "2026-03-02T12:00Z",
  ], DE);
  // Ember has 329.6 g/kWh for Germany in 2025
  assertEquals(plain(hours), [
    ["03-02T08:00", "09:00", 329.6, "assumed"],
    ["03-02T09:00", "10:00", 329.6, "assumed"],
    ["03-02T10:00", "11:00", 329.6, "assumed"],
    ["03-02T11:00", "12:00", 342, "measured"],
  ]);
  assertStringIncludes(
    hours[0]!.why!,
    "the average of 2025 is used (Germany, lifecycle",
  );
});

Deno.test("without an average of the zone the hour stays unknown", async () => {
  await using served = new Served();
  const { baseUrl } = served;
  served.answer("/carbon-intensity/past-range", { zone: "DE", data: [] });
  const hours = await between(maps(baseUrl), MORNING);
  assertEquals(hours.map(({ gPerKwh }) => gPerKwh), [undefined, undefined]);
});

Deno.test("a refusal is an error with what the server said and without the token", async () => {
  await using served = new Served();
  const { baseUrl } = served;
  const refusals: [Response, string][] = [
    [
      Response.json({ error: "Invalid auth-token " + TOKEN }),
      "Invalid auth-token ***",
    ],
    [
      Response.json({ message: "Zone 'XX' does not exist" }),
      "Zone 'XX' does not exist",
    ],
    [Response.json({ status: "error", message: "no" }), '"no"'],
    [
      new Response(`Request unauthenticated: ${TOKEN}`, { status: 401 }),
      "free tier",
    ],
    [new Response("upgrade your plan"), "upgrade your plan"],
    [
      new Response("<html><body>Log in to the network</body></html>"),
      "Log in",
    ],
    [new Response(""), "empty"],
    [Response.json({ zone: "FR", data: [] }), 'the zone "FR"'],
    [
      Response.json({
        zone: "DE",
        data: [{ datetime: "x", carbonIntensity: 1 }],
      }),
      "data.0.datetime",
    ],
    [
      Response.json({
        zone: "DE",
        data: [{ datetime: NOW, carbonIntensity: -1 }],
      }),
      "carbonIntensity",
    ],
    [
      Response.json({
        zone: "DE",
        data: [{
          datetime: NOW,
          carbonIntensity: 1,
          emissionFactorType: "direct",
        }],
      }),
      "direct",
    ],
    [Response.json([]), "another form"],
  ];
  for (const [answer, said] of refusals) {
    served.answer("/carbon-intensity/past-range", () => answer);
    const old = ["2026-02-02T08:00Z", "2026-02-02T10:00Z"] as const;
    const error = await assertRejects(
      () => between(maps(baseUrl), old, DE),
      SourceError,
    );
    assertStringIncludes(error.message, said);
    assert(!Deno.inspect(error).includes(TOKEN), error.message);
  }
});

Deno.test("the free tier of Electricity Maps has the last day", async () => {
  await using served = new Served();
  const { baseUrl } = served;
  served.answer(
    "/carbon-intensity/past-range",
    new Response("no", { status: 403 }),
  );
  served.answer("/carbon-intensity/history", {
    zone: "DE",
    history: MAPS.data,
  });
  assertEquals((await between(maps(baseUrl), MORNING, DE))[1]?.gPerKwh, 318);
  served.answer(
    "/carbon-intensity/forecast",
    new Response("no", { status: 403 }),
  );
  await assertRejects(
    () => ahead(maps(baseUrl), ["2026-03-02T11:00Z", "2026-03-03T11:00Z"], NOW),
    SourceError,
    "free tier",
  );
});

Deno.test("a forecast of Electricity Maps counts after what was measured", async () => {
  await using served = new Served();
  const { baseUrl } = served;
  served.answer("/carbon-intensity/past-range", MAPS);
  const at = (datetime: string, carbonIntensity: number) => ({
    datetime,
    carbonIntensity,
  });
  served.answer("/carbon-intensity/forecast", {
    zone: "DE",
    forecast: [
      at("2026-03-02T09:00:00Z", 1),
      at("2026-03-02T10:00:00Z", 300),
      at("2026-03-02T11:00:00Z", 290),
    ],
    updatedAt: NOW,
  });
  const hours = await ahead(maps(baseUrl), [
    "2026-03-02T09:00Z",
    "2026-03-02T15:00Z",
  ], NOW);
  assertEquals(plain(hours), [
    ["03-02T09:00", "10:00", 318, "estimated"],
    ["03-02T10:00", "11:00", 300, "forecast"],
    ["03-02T11:00", "12:00", 290, "forecast"],
  ]);
});
