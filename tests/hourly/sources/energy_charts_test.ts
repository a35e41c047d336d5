import { assertEquals, assertRejects } from "@std/assert";
import { energyChartsFeed } from "../../../src/hourly/sources/energy_charts.ts";
import { SourceError } from "../../../src/hourly/sources/source_error.ts";
import { between, MORNING, NOW, plain, Served, testNetwork } from "./served.ts";
import type { Feed } from "../../../src/hourly/sources/open_source.ts";

function charts(baseUrl: string): Feed {
  return energyChartsFeed(
    { name: "Charts", country: "DE", baseUrl },
    testNetwork(NOW),
  );
}

Deno.test("Energy-Charts has lists side by side, forecast where none is measured", async () => {
  await using served = new Served();
  const { baseUrl } = served;
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
      await between(
        charts(baseUrl),
        ["2026-03-02T08:00Z", "2026-03-02T08:45Z"],
        {
          zone: "?",
          minutes: 15,
        },
      ),
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
    () => between(charts(baseUrl), MORNING),
    SourceError,
    "as long as",
  );
  served.answer(
    "/co2eq",
    Response.json({ detail: "Country not found" }, { status: 404 }),
  );
  await assertRejects(
    () => between(charts(baseUrl), MORNING),
    SourceError,
    "Country not found",
  );
});
