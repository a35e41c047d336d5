import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertMatch,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { electricityMapsFeed } from "../../../src/hourly/sources/electricity_maps.ts";
import { energyChartsFeed } from "../../../src/hourly/sources/energy_charts.ts";
import { gbFeed } from "../../../src/hourly/sources/gb.ts";
import { SourceError } from "../../../src/hourly/sources/source_error.ts";
import { wattTimeFeed } from "../../../src/hourly/sources/watt_time.ts";
import { hourly } from "../../../mod.ts";
import { ahead, between, plain, Served, testNetwork } from "./served.ts";

const TOKEN = "s3cret-T0ken/with+signs";
const NOW = "2026-03-02T10:12:00Z";
const MORNING = ["2026-03-02T08:00Z", "2026-03-02T10:00Z"] as const;

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

const MAPS = {
  zone: "DE",
  data: [
    ["08", 342, false],
    ["09", 318, true],
  ].map(([hour, carbonIntensity, isEstimated]) => ({
    zone: "DE",
    carbonIntensity,
    datetime: `2026-03-02T${hour}:00:00.000Z`,
    updatedAt: "2026-03-02T10:12:00.000Z",
    createdAt: "2026-02-27T08:20:00.000Z",
    emissionFactorType: "lifecycle",
    isEstimated,
    estimationMethod: isEstimated ? "TIME_SLICER_AVERAGE" : null,
  })),
};

Deno.test("sources of the network", async (t) => {
  await using served = new Served();
  const { baseUrl } = served;
  const gb = (now = NOW, regionId?: number) =>
    gbFeed({ name: "GB", regionId, baseUrl }, testNetwork(now));
  const maps = (network = testNetwork(NOW)) =>
    electricityMapsFeed(
      { name: "Maps", zone: "DE", token: TOKEN, baseUrl },
      network,
    );
  const charts = () =>
    energyChartsFeed(
      { name: "Charts", country: "DE", baseUrl },
      testNetwork(NOW),
    );
  const DE = { zone: "DE", minutes: 60 };

  await t.step(
    "Great Britain has half hours, forecast where none is measured",
    async () => {
      served.answer("/intensity/", HALF_HOURS);
      const hours = await between(gb(), [
        "2026-03-02T08:00Z",
        "2026-03-02T09:00Z",
      ]);
      assertEquals(plain(hours), [
        ["03-02T08:00", "08:30", 171, "measured"],
        ["03-02T08:30", "09:00", 176, "forecast"],
      ]);
      assertEquals(hours[0]?.forecastGPerKwh, 182);
    },
  );

  await t.step("a region is in an object, or in a list of one", async () => {
    const region = { regionid: 13, shortname: "London", ...HALF_HOURS };
    for (const data of [region, [region]]) {
      served.answer("/regional/", { data });
      const [first] = await between(gb(NOW, 13), MORNING);
      assertEquals(first?.gPerKwh, 171);
      assertMatch(served.requests[0]!.url, /\/regionid\/13$/);
    }
  });

  await t.step(
    "45 days are four requests of 14 days, and a kept answer is none",
    async () => {
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
    },
  );

  await t.step("the forecast of Great Britain is of 48 hours", async () => {
    served.answer("/intensity/", HALF_HOURS);
    const hours = await ahead(
      gb(),
      ["2026-03-02T08:30Z", "2026-03-05T00:00Z"],
      "2026-03-02T08:30Z",
    );
    assertEquals(plain(hours), [["03-02T08:30", "09:00", 176, "forecast"]]);
    assertMatch(served.requests[0]!.url, /T08:30Z\/fw48h$/);
  });

  await t.step(
    "an error of Great Britain is said in its own words",
    async () => {
      const error = {
        error: {
          code: "400 Bad Request",
          message: "Please enter a valid date",
        },
      };
      served.answer("/intensity/", Response.json(error, { status: 400 }));
      await assertRejects(
        () => between(gb(), MORNING),
        SourceError,
        'as it answered 400 "400 Bad Request: Please enter a valid date"',
      );
    },
  );

  await t.step(
    "Electricity Maps has hours, some of them estimated",
    async () => {
      served.answer("/carbon-intensity/past-range", MAPS);
      assertEquals(plain(await between(maps(), MORNING)), [
        ["03-02T08:00", "09:00", 342, "measured"],
        ["03-02T09:00", "10:00", 318, "estimated"],
      ]);
      const [request] = served.requests;
      assertEquals(request?.headers.get("auth-token"), TOKEN);
      assertEquals(new URL(request!.url).searchParams.get("zone"), "DE");
    },
  );

  await t.step(
    "25 days of Electricity Maps are three requests of 10 days",
    async () => {
      served.answer("/carbon-intensity/past-range", { zone: "DE", data: [] });
      await between(maps(testNetwork("2026-06-01T00:00Z")), [
        "2026-03-01T00:00Z",
        "2026-03-26T00:00Z",
      ]);
      assertEquals(served.requests.length, 3);
    },
  );

  await t.step(
    "an hour without a value gets the average of the zone, marked",
    async () => {
      const [first] = MAPS.data;
      served.answer("/carbon-intensity/past-range", {
        zone: "DE",
        data: [{ ...first, carbonIntensity: null }, {
          ...first,
          datetime: "2026-03-02T11:00:00Z",
        }],
      });
      const hours = await between(maps(testNetwork("2026-03-02T12:00Z")), [
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
    },
  );

  await t.step(
    "without an average of the zone the hour stays unknown",
    async () => {
      served.answer("/carbon-intensity/past-range", { zone: "DE", data: [] });
      const hours = await between(maps(), MORNING);
      assertEquals(hours.map(({ gPerKwh }) => gPerKwh), [undefined, undefined]);
    },
  );

  await t.step(
    "a server that is busy is asked again after the wait that it names",
    async () => {
      let tries = 0;
      served.answer(
        "/carbon-intensity/past-range",
        () =>
          ++tries < 3
            ? new Response("slow down", {
              status: 429,
              headers: { "retry-after": "7" },
            })
            : MAPS,
      );
      const network = testNetwork(NOW);
      const hours = await between(maps(network), MORNING);
      assertEquals(hours[0]?.gPerKwh, 342);
      assertEquals(network.waits, [7000, 7000]);
    },
  );

  await t.step(
    "a server that asks for a long wait, or fails, is not waited for",
    async () => {
      for (
        const answer of [
          new Response("", { status: 429, headers: { "retry-after": "3600" } }),
          new Response("", {
            status: 429,
            headers: { "retry-after": "Mon, 02 Mar 2026 11:12:00 GMT" },
          }),
          new Response("oops", { status: 500 }),
        ]
      ) {
        served.answer("/carbon-intensity/past-range", () => answer);
        const network = testNetwork(NOW);
        const hours = await between(maps(network), MORNING, DE);
        assertEquals(hours.map(({ kind }) => kind), ["assumed", "assumed"]);
        assertStringIncludes(hours[0]!.why!, "did not answer");
        assertEquals(network.waits, []);
      }
    },
  );

  await t.step(
    "a refusal is an error with what the server said and without the token",
    async () => {
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
          () => between(maps(), old, DE),
          SourceError,
        );
        assertStringIncludes(error.message, said);
        assert(!Deno.inspect(error).includes(TOKEN), error.message);
      }
    },
  );

  await t.step(
    "the free tier of Electricity Maps has the last day",
    async () => {
      served.answer(
        "/carbon-intensity/past-range",
        new Response("no", { status: 403 }),
      );
      served.answer("/carbon-intensity/history", {
        zone: "DE",
        history: MAPS.data,
      });
      assertEquals((await between(maps(), MORNING, DE))[1]?.gPerKwh, 318);
      served.answer(
        "/carbon-intensity/forecast",
        new Response("no", { status: 403 }),
      );
      await assertRejects(
        () => ahead(maps(), ["2026-03-02T11:00Z", "2026-03-03T11:00Z"], NOW),
        SourceError,
        "free tier",
      );
    },
  );

  await t.step(
    "a forecast of Electricity Maps counts after what was measured",
    async () => {
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
      const hours = await ahead(maps(), [
        "2026-03-02T09:00Z",
        "2026-03-02T15:00Z",
      ], NOW);
      assertEquals(plain(hours), [
        ["03-02T09:00", "10:00", 318, "estimated"],
        ["03-02T10:00", "11:00", 300, "forecast"],
        ["03-02T11:00", "12:00", 290, "forecast"],
      ]);
    },
  );

  await t.step(
    "Energy-Charts has lists side by side, forecast where none is measured",
    async () => {
      const seconds = Date.parse(MORNING[0]) / 1000;
      const unix_seconds = [0, 900, 1800, 3600].map((s) => seconds + s);
      served.answer("/co2eq", {
        unix_seconds,
        co2eq: [491.5, 497.4, null, null],
        co2eq_forecast: [480, null, 505, null],
        deprecated: false,
      });
      assertEquals(
        plain(
          await between(charts(), ["2026-03-02T08:00Z", "2026-03-02T08:45Z"], {
            zone: "?",
            minutes: 15,
          }),
        ),
        [
          ["03-02T08:00", "08:15", 491.5, "measured"],
          ["03-02T08:15", "08:30", 497.4, "measured"],
          ["03-02T08:30", "08:45", 505, "forecast"],
        ],
      );
      served.answer("/co2eq", {
        unix_seconds,
        co2eq: [1],
        co2eq_forecast: null,
      });
      await assertRejects(
        () => between(charts(), MORNING),
        SourceError,
        "as long as",
      );
      served.answer(
        "/co2eq",
        Response.json({ detail: "Country not found" }, { status: 404 }),
      );
      await assertRejects(
        () => between(charts(), MORNING),
        SourceError,
        "Country not found",
      );
    },
  );

  await t.step(
    "WattTime is marginal, in pounds per MWh, and logs in again when it must",
    async () => {
      const query = {
        name: "WattTime",
        region: "CAISO_NORTH",
        user: "me",
        password: TOKEN,
        baseUrl,
      };
      let logins = 0;
      served.answer("/login", (request: Request) => {
        logins += 1;
        assertEquals(
          request.headers.get("authorization"),
          `Basic ${btoa(`me:${TOKEN}`)}`,
        );
        return { token: `bearer-${logins}` };
      });
      const data = [{ point_time: "2026-03-02T08:00:00+00:00", value: 1000 }, {
        point_time: "2026-03-02T08:05:00+00:00",
        value: null,
      }];
      served.answer(
        "/v3/historical",
        (request: Request) =>
          request.headers.get("authorization") === "Bearer bearer-2"
            ? {
              data,
              meta: { region: "CAISO_NORTH", units: "lbs_co2_per_mwh" },
            }
            : new Response("expired", { status: 401 }),
      );
      const five = ["2026-03-02T08:00Z", "2026-03-02T08:10Z"] as const;
      const hours = await between(wattTimeFeed(query, testNetwork(NOW)), five, {
        zone: "CAISO_NORTH",
        minutes: 5,
      });
      // A pound is 453.59237 g
      assertAlmostEquals(hours[0]!.gPerKwh!, 453.59237, 1e-9);
      assertEquals(hours[1]?.gPerKwh, undefined);
      assertEquals(logins, 2);
      served.answer("/v3/historical", { data, meta: { units: "kg" } });
      await assertRejects(
        () => between(wattTimeFeed(query, testNetwork(NOW)), five),
        SourceError,
        "units",
      );
      served.answer(
        "/login",
        new Response(`wrong ${TOKEN} ${btoa(`me:${TOKEN}`)}`, { status: 401 }),
      );
      const error = await assertRejects(
        () => between(wattTimeFeed(query, testNetwork(NOW)), five),
        SourceError,
      );
      assertStringIncludes(error.message, "wrong *** ***");
    },
  );

  await t.step(
    "a redirection is not followed, as the token would go along",
    async () => {
      served.answer("/carbon-intensity/past-range", () =>
        new Response(null, {
          status: 302,
          headers: { location: `${baseUrl}elsewhere` },
        }));
      served.answer("/elsewhere", MAPS);
      await assertRejects(
        () => between(maps(), MORNING, DE),
        SourceError,
        "another address",
      );
      assertEquals(served.requests.length, 1);
    },
  );

  await t.step(
    "a server that does not answer in time is given up",
    async () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      served.answer("/carbon-intensity/past-range", async () => {
        await promise;
        return MAPS;
      });
      const network = testNetwork(NOW, { timeoutMs: 50 });
      const hours = await between(maps(network), MORNING, DE);
      resolve();
      assertEquals(hours.map(({ kind }) => kind), ["assumed", "assumed"]);
    },
  );

  await t.step(
    "answers are kept on the disk without the token and the address",
    async () => {
      const folder = await Deno.makeTempDir();
      const before = Deno.env.get("CARBONCELL_CACHE");
      Deno.env.set("CARBONCELL_CACHE", folder);
      try {
        served.answer("/private-path/carbon-intensity/past-range", MAPS);
        const source = () =>
          hourly.electricityMaps({
            token: TOKEN,
            zone: "DE",
            baseUrl: `${baseUrl}private-path`,
          });
        const ask = () =>
          source().between(new Date(MORNING[0]), new Date(MORNING[1]));
        await ask();
        assertEquals((await ask())[0]?.gPerKwh, 342);
        assertEquals(served.requests.length, 1);
        const files = await Array.fromAsync(Deno.readDir(`${folder}/hourly`));
        assertEquals(files.length, 1);
        const [{ name }] = files as [Deno.DirEntry];
        const text = await Deno.readTextFile(`${folder}/hourly/${name}`);
        for (const secret of [TOKEN, "private-path"]) {
          assert(!text.includes(secret) && !name.includes(secret));
        }
      } finally {
        if (before === undefined) Deno.env.delete("CARBONCELL_CACHE");
        else Deno.env.set("CARBONCELL_CACHE", before);
        await Deno.remove(folder, { recursive: true });
      }
    },
  );
});

Deno.test("a source that cannot be reached serves the average, and its error has no path", async () => {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr as Deno.NetAddr;
  listener.close();
  const baseUrl = `http://127.0.0.1:${port}/private-path/`;
  const feed = gbFeed(
    { name: "GB", regionId: undefined, baseUrl },
    testNetwork(NOW),
  );
  const hours = await between(feed, MORNING, { zone: "GB", minutes: 60 });
  assertEquals(hours.map(({ kind }) => kind), ["assumed", "assumed"]);
  const error = await assertRejects(
    () => ahead(feed, ["2026-03-02T11:00Z", "2026-03-02T12:00Z"], NOW),
    SourceError,
  );
  assert(!error.message.includes("private-path"), error.message);
});

Deno.test("options of sources are checked at once, and an error shows no token", () => {
  const wrong: [() => unknown, string][] = [
    [
      () => hourly.gb({ region: 18 }),
      "region must be a whole number from 1 to 17",
    ],
    [
      () => hourly.electricityMaps({ token: TOKEN } as never),
      "zone must be the code of a zone",
    ],
    [
      () => hourly.electricityMaps({ token: TOKEN, zone: 5 } as never),
      "zone must be",
    ],
    [
      () =>
        hourly.electricityMaps(
          { token: TOKEN, zone: "DE", tokn: TOKEN } as never,
        ),
      'did you mean "token"?',
    ],
    [
      () => hourly.wattTime({ user: "me", password: TOKEN } as never),
      "region must be",
    ],
    [() => hourly.energyCharts({ country: "" }), "country must be"],
    [() => hourly.gb({ baseUrl: "ftp://x" }), "baseUrl must be"],
    [() => hourly.file("" as string), "the path of a file"],
    [() => hourly.file("x", { basis: "average" as never }), "basis must be"],
    [() => hourly.made({ meanGPerKwh: 0 }), "meanGPerKwh must be"],
  ];
  for (const [make, said] of wrong) {
    let message = "";
    try {
      make();
    } catch (error) {
      message = Deno.inspect(error);
    }
    assertStringIncludes(message, said);
    assert(!message.includes(TOKEN), message);
  }
  assert(
    !Deno.inspect(hourly.electricityMaps({ token: TOKEN, zone: "DE" }))
      .includes(TOKEN),
  );
});
