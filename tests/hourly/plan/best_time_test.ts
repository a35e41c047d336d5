import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import {
  bestPlace,
  bestTime,
  type HourlySource,
  type IntensityHour,
  track,
} from "../../../mod.ts";
import { documentText } from "../../../src/document/text.ts";
import { bestTimeCard } from "../../../src/cards/best_time_card.ts";
import { STEADY } from "../../tracker/steady.ts";
import { hoursChart } from "../../../src/charts/hours_chart.ts";

const START = new Date("2026-03-02T08:00Z");
/** 1 kW for a job: 1 kWh an hour, without an overhead. */
const kilowatt = (hours: number) => ({ meanWatts: 1000, hours, pue: 1 });

const hourAt = (i: number) => new Date(START.getTime() + i * 3_600_000);

/** A source of hours from the start on; of `undefined` it has none. */
function sourceOf(
  grams: readonly (number | undefined)[],
  more: Partial<HourlySource & { kind: IntensityHour["kind"] }> = {},
): HourlySource {
  const { kind = "forecast" } = more;
  const hours = grams.flatMap((gPerKwh, i): IntensityHour[] =>
    gPerKwh === undefined
      ? []
      : [{ start: hourAt(i), end: hourAt(i + 1), gPerKwh, kind }]
  );
  const read = (start: Date, end: Date) =>
    Promise.resolve(
      hours.filter((hour) => hour.end > start && hour.start < end),
    );
  return {
    name: "a test",
    zone: "here",
    basis: "lifecycle",
    licence: "none",
    resolutionMinutes: 60,
    between: read,
    forecast: read,
    ...more,
  };
}

Deno.test("bestTime() starts when the hours are cleanest, and says what that saves", async () => {
  const source = sourceOf([300, 200, 100, 150, 400, 500], {
    yearlyAverage: { gPerKwh: 250, year: 2025, source: "a table" },
  });
  const best = await bestTime(kilowatt(2), {
    source,
    start: START,
    within: "6h",
  });
  assertEquals([best.start, best.end], [hourAt(2), hourAt(4)]);
  // 100 + 150 g against 300 + 200 g, and 2 kWh × 250 g by the average
  assertAlmostEquals(best.emissionsKg, 0.25, 1e-12);
  assertAlmostEquals(best.now!.emissionsKg, 0.5, 1e-12);
  assertAlmostEquals(best.savingKg!, 0.25, 1e-12);
  assertAlmostEquals(best.byYearlyAverage!.emissionsKg, 0.5, 1e-12);
  assertAlmostEquals(best.carbonIntensity, 125, 1e-9);
  assertEquals([best.pauses, best.notes], [0, []]);
  const [low, high] = best.savingRangeKg!;
  assert(low < best.savingKg! && best.savingKg! < high);
});

Deno.test("bestTime() with pauses takes the cheapest hours, unless a pause costs more than it saves", async () => {
  const source = sourceOf([100, 300, 110, 290, 120, 500]);
  const options = { source, start: START, within: 6, pause: true };
  const free = await bestTime(kilowatt(3), options);
  assertEquals(free.stretches.map(({ start }) => start), [0, 2, 4].map(hourAt));
  assertEquals(free.pauses, 2);
  assertAlmostEquals(free.emissionsKg, 0.33, 1e-12); // 100 + 110 + 120 g
  // In one piece 100 + 300 + 110 g; with one pause 110 + 120 + 290 is no better than
  // 100 + 110 + 120 g and two pauses of 50 g
  const costly = await bestTime(kilowatt(3), { ...options, pauseCostKg: 0.05 });
  assertAlmostEquals(costly.emissionsKg, 0.43, 1e-12);
  const dear = await bestTime(kilowatt(3), { ...options, pauseCostKg: 0.2 });
  assertEquals(dear.pauses, 0);
  assertAlmostEquals(dear.emissionsKg, 0.51, 1e-12);
});

Deno.test("the range of a time is that of the energy and of the forecast", async () => {
  const source = sourceOf([100, 100]);
  const best = await bestTime(kilowatt(1), {
    source,
    start: START,
    within: "2h",
  });
  // 15.82 % mean absolute error × sqrt(pi / 2), and a power that is given as measured
  assertAlmostEquals(
    best.forecastError.sigma,
    0.1583 * Math.sqrt(Math.PI / 2),
    1e-3,
  );
  assertStringIncludes(best.forecastError.source, "CarbonX");
  const [low, high] = best.emissionsRangeKg;
  assertAlmostEquals(Math.sqrt(low * high), 0.1, 1e-3);
  // Of the forecast alone 1.6449 × 0.1983 to each side
  assert(Math.log(high / 0.1) >= 1.6449 * 0.1982);
  // Both times are the same hour, whose error cancels.
  assertEquals(best.savingRangeKg, [0, 0]);
});

Deno.test("a source that keeps its forecasts is as far off as they were", async () => {
  const past = Array.from({ length: 48 }, (_, i): IntensityHour => ({
    start: hourAt(i - 48),
    end: hourAt(i - 47),
    gPerKwh: i % 2 ? 110 : 100,
    forecastGPerKwh: i % 2 ? 100 : 110,
    kind: "measured",
  }));
  const source = sourceOf([100], {
    keepsForecasts: true,
    between: () => Promise.resolve(past),
  });
  const best = await bestTime(kilowatt(1), {
    source,
    start: START,
    within: "1h",
  });
  assertAlmostEquals(best.forecastError.sigma, Math.log(1.1), 1e-12);
  assertStringIncludes(best.forecastError.source, "48 forecasts");
});

Deno.test("bestTime() says what the source does not know", async () => {
  const source = sourceOf([undefined, 200, 100, undefined, 50, 60]);
  const best = await bestTime(kilowatt(2), {
    source,
    start: START,
    within: "10h",
  });
  assertEquals(best.start, hourAt(4));
  assertEquals([best.now, best.savingKg], [undefined, undefined]);
  const notes = best.notes.join("\n");
  assertStringIncludes(
    notes,
    "looks ahead to 2026-03-02 14:00 UTC, before the deadline of 2026-03-02 18:00 UTC",
  );
  assertStringIncludes(notes, "no value for 2 h");
  assertStringIncludes(notes, "starting now");
  const text = documentText(bestTimeCard(best));
  assertStringIncludes(text, "2026-03-02 12:00 UTC");
});

Deno.test("the deadline is kept, and the last start is the deadline less the length", async () => {
  const source = sourceOf([500, 400, 300, 200, 100]);
  for (const within of ["3h", 3, "180 min", hourAt(3), "2 h 60 min"]) {
    const best = await bestTime(kilowatt(2), { source, start: START, within });
    assertEquals([best.start, best.end], [hourAt(1), hourAt(3)]);
  }
  const half = await bestTime(kilowatt(1.5), {
    source,
    start: START,
    within: "3h",
  });
  assertEquals(half.start.toISOString(), "2026-03-02T09:30:00.000Z");
});

Deno.test("a time that does not fit is refused with what is wrong", async () => {
  const source = sourceOf([100, 100, undefined, 100, 100]);
  const ask = (hours: number, more: object = {}) => () =>
    bestTime(kilowatt(hours), { source, start: START, within: "5h", ...more });
  await assertRejects(
    ask(6),
    RangeError,
    "the job takes 6 h and there are 5 h",
  );
  await assertRejects(ask(3), RangeError, "without a gap");
  assertEquals((await ask(3, { pause: true })()).pauses, 1);
  await assertRejects(ask(4.5, { pause: true }), RangeError, "do not fit");
  await assertRejects(ask(1, { within: "soon" }), TypeError, "within must be");
  await assertRejects(
    ask(1, { within: "0h" }),
    RangeError,
    "end after the start",
  );
  await assertRejects(
    ask(1, { within: hourAt(-1) }),
    RangeError,
    "end after the start",
  );
  await assertRejects(
    ask(1, { start: "now" }),
    TypeError,
    "start must be a valid Date",
  );
  await assertRejects(ask(1, { pauseCostKg: -1 }), RangeError, "pauseCostKg");
  await assertRejects(
    ask(1, { souce: source }),
    TypeError,
    'did you mean "source"?',
  );
  await assertRejects(
    ask(1, { source: undefined }),
    TypeError,
    "source must be a source",
  );
  await assertRejects(
    ask(1, { source: sourceOf([]) }),
    RangeError,
    "knows no hour",
  );
  await assertRejects(
    () => bestTime({ energyKwh: 5, country: "FR" }, { source, start: START }),
    TypeError,
    "nothing says how long",
  );
});

Deno.test("a job that gives its energy, and a run, are planned too", async () => {
  const source = sourceOf([300, 100]);
  const options = { source, start: START, within: "2h" };
  const known = await bestTime({ energyKwh: 5, pue: 1 }, {
    ...options,
    hours: 1,
  });
  assertAlmostEquals(known.emissionsKg, 0.5, 1e-12);
  const run = await track("planned", () => {}, {
    live: false,
    replay: STEADY,
    country: "FR",
  });
  const again = await bestTime(run, options);
  // A time in ms since 1970 is exact to 0.2 µs, which shows in a run of a few ms.
  const emissionsKg = run.energyKwh * 0.1;
  assertAlmostEquals(again.emissionsKg, emissionsKg, 1e-3 * emissionsKg);
});

Deno.test("marginal hours say when to run, and that they are no footprint", async () => {
  const source = sourceOf([300, 100], { basis: "marginal" });
  const best = await bestTime(kilowatt(1), {
    source,
    start: START,
    within: "2h",
  });
  assertStringIncludes(best.notes.join(), "no footprint");
  await assertRejects(
    () => track("x", () => {}, { carbonIntensity: source }),
    TypeError,
    "marginal",
  );
});

Deno.test("bestPlace() takes the place and the hour of least emissions, against starting now in the first", async () => {
  const here = sourceOf([300, 200, 250]);
  const there = sourceOf([120, 90, 60], { zone: "there" });
  const options = { start: START, within: "3h" };
  const best = await bestPlace(kilowatt(1), {
    ...options,
    among: [here, there],
  });
  assertEquals([best.place, best.start], ["there", hourAt(2)]);
  assertAlmostEquals(best.savingKg!, 0.24, 1e-12); // 300 g here now, 60 g there then
  assertEquals(best.home, "here");
  assertEquals(best.places.map(({ place }) => place), ["there", "here"]);
  const named = await bestPlace(kilowatt(1), {
    ...options,
    among: { A: here, B: there },
  });
  assertEquals(named.place, "B");
  const given = await bestPlace(kilowatt(1), {
    ...options,
    among: ["A", "B"],
    source: (place) => place === "A" ? here : there,
  });
  assertEquals(given.savingKg, named.savingKg);
  const listed = await bestPlace(kilowatt(1), {
    ...options,
    among: ["A", "B"],
    source: { A: here, B: there },
  });
  assertEquals(listed.savingKg, named.savingKg);
  for (const source of [here, { A: here }]) {
    await assertRejects(
      () =>
        bestPlace(kilowatt(1), {
          ...options,
          among: ["A", "B"],
          source: source as never,
        }),
      TypeError,
      "such as (zone) => hourly.electricityMaps",
    );
  }
  const svg = await hoursChart(best).svg({ width: 340 });
  assertStringIncludes(svg, "starting now");
  const text = documentText(bestTimeCard(best));
  assertStringIncludes(text, "in there, 80 % less than now");
});

Deno.test("bestPlace() prices a cloud's region with its own PUE", async () => {
  const source = sourceOf([100]);
  const place = async (name: string, pue?: number) =>
    await bestPlace({ meanWatts: 1000, hours: 1, ...(pue && { pue }) }, {
      among: { [name]: source },
      start: START,
      within: "1h",
    });
  const cloud = await place("gcp/us-central1");
  assert(cloud.energyKwh > 1 && cloud.energyKwh < 1.3, `${cloud.energyKwh}`);
  assertEquals((await place("a cellar")).energyKwh, 1);
  assertEquals((await place("gcp/us-central1", 1.5)).energyKwh, 1.5);
});

Deno.test("bestPlace() never ranks different bases, and names the places that it cannot compare", async () => {
  const here = sourceOf([300]);
  const options = { start: START, within: "1h" };
  await assertRejects(
    () =>
      bestPlace(kilowatt(1), {
        ...options,
        among: { A: here, B: sourceOf([1], { basis: "marginal" }) },
      }),
    TypeError,
    "compared on one basis",
  );
  const down = sourceOf([], {
    forecast: () => Promise.reject(new Error("it is down")),
  });
  const best = await bestPlace(kilowatt(1), {
    ...options,
    among: { A: here, B: down },
  });
  assertEquals(best.apart, [{ place: "B", why: "it is down" }]);
  assertStringIncludes(
    documentText(bestTimeCard(best)),
    "B is not compared: it is down",
  );
  for (const among of [[], {}, ["A"], [5], undefined, [here, here]]) {
    await assertRejects(() =>
      bestPlace(kilowatt(1), { ...options, among: among as never })
    );
  }
});

Deno.test("hours that a source of one's own gives wrongly are refused", async () => {
  const end = hourAt(1);
  for (
    const hours of [
      5,
      [{ start: START, end, gPerKwh: NaN }],
      [{ start: START, end, gPerKwh: -1 }],
      [{ start: "2026-03-02", end, gPerKwh: 1 }],
      [{ start: end, end: START, gPerKwh: 1 }],
      [null],
    ]
  ) {
    const source = sourceOf([], {
      forecast: () => Promise.resolve(hours as never),
    });
    await assertRejects(
      () => bestTime(kilowatt(1), { source, start: START }),
      TypeError,
      "Cannot use the hours of a test",
    );
  }
});
