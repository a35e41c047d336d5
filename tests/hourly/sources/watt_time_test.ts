import {
  assertAlmostEquals,
  assertEquals,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { SourceError } from "../../../src/hourly/sources/source_error.ts";
import { wattTimeFeed } from "../../../src/hourly/sources/watt_time.ts";
import { between, NOW, Served, testNetwork, TOKEN } from "./served.ts";

Deno.test("WattTime is marginal, in pounds per MWh, and logs in again when it must", async () => {
  await using served = new Served();
  const { baseUrl } = served;
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
});
