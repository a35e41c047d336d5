import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import {
  compareRegions,
  estimate,
  hourly,
  openLedger,
  type Run,
  startRun,
  track,
  type TrackOptions,
} from "../../mod.ts";
import { runCard } from "../../src/cards/run_card.ts";
import { documentText } from "../../src/document/text.ts";
import { delay } from "../delay.ts";
import { STEADY } from "../tracker/steady.ts";
import type { RunRecord } from "../../src/tracker/run.ts";

/** A run whose thread and signals have ended. */
async function tracked(
  name: string,
  options: TrackOptions,
): Promise<Run> {
  const run = await track(name, () => {}, {
    live: false,
    replay: STEADY,
    ...options,
  });
  await delay(100);
  return run;
}

const HOUR_MS = 3_600_000;

/** A file with the hours around now. */
async function inFile<T>(
  grams: number,
  use: (source: ReturnType<typeof hourly.file>) => Promise<T>,
  hours = 6,
): Promise<T> {
  const path = await Deno.makeTempFile({ suffix: ".csv" });
  const from = Math.floor(Date.now() / HOUR_MS) - 3;
  const rows = Array.from(
    { length: hours },
    (_, i) => `${new Date((from + i) * HOUR_MS).toISOString()},${grams}`,
  );
  await Deno.writeTextFile(path, `time,gPerKwh\n${rows.join("\n")}\n`);
  try {
    return await use(hourly.file(path, { zone: "DE", basis: "lifecycle" }));
  } finally {
    await Deno.remove(path);
  }
}

Deno.test("a run by the hour has the emissions of its hours, and says what the yearly average says", () =>
  inFile(100, async (source) => {
    const run = await tracked("by the hour", {
      carbonIntensity: source,
    });
    assertAlmostEquals(run.carbonIntensity, 100, 1e-9);
    assertAlmostEquals(run.emissionsKg, run.energyKwh * 0.1, 1e-15);
    // Ember has 329.6 g/kWh for Germany in 2025
    assertEquals(run.byHour?.yearlyAverage?.gPerKwh, 329.6);
    assertAlmostEquals(
      run.byHour!.byYearlyAverageKg!,
      run.energyKwh * 0.3296,
      1e-15,
    );
    assertEquals([run.place.country, run.place.basis], ["DE", undefined]);
    const figure = run.sources.find(({ role }) => role === "intensity");
    assertEquals([figure?.assumed, figure?.given], [false, false]);
    const text = documentText(runCard(run as unknown as RunRecord));
    assertStringIncludes(text, "by the hour, lifecycle: the file");
    assertStringIncludes(text, "By the average of 2025");
    assertStringIncludes(text, "the hours say 70 % less"); // 1 - 100 / 329.6
    await using ledger = await openLedger();
    assertEquals(
      (await ledger.get(run.id) as typeof run | undefined)?.byHour,
      run.byHour,
    );
    const { own } = compareRegions(run, { provider: "gcp" });
    assertAlmostEquals(own!.carbonIntensity, 100, 1e-9);
  }));

Deno.test("a run whose hours are missing has the yearly average, marked as assumed", () =>
  inFile(100, async (source) => {
    const run = await tracked("gap", {
      carbonIntensity: source,
    });
    assertAlmostEquals(run.carbonIntensity, 329.6, 1e-9);
    assert(run.sources.find(({ role }) => role === "intensity")?.assumed);
    assertStringIncludes(run.notes.join("\n"), "the average of 2025 is used");
    assert(run.emissionsRangeKg[1] > run.emissionsKg);
  }, 1));

Deno.test("a run whose source fails is counted by the average of its place, with the reason", async () => {
  const run = await tracked("no file", {
    carbonIntensity: hourly.file("/no/such/file.csv"),
    country: "FR",
  });
  assertEquals(run.status, "finished");
  assertAlmostEquals(run.carbonIntensity, 41.5, 1e-9); // Ember, France in 2025
  assertStringIncludes(run.notes.join("\n"), "there is no such file");
});

Deno.test("a run over several cells takes a source too, and made hours are named", async () => {
  const run = startRun("cells", {
    carbonIntensity: hourly.made({ meanGPerKwh: 50 }),
    live: false,
    replay: STEADY,
  });
  const ended = await run.stop();
  await delay(100);
  assertEquals(ended.byHour?.source, "made by a formula");
  assertStringIncludes(ended.notes.join("\n"), "made by a formula");
});

Deno.test("an estimate has no hours, and says what takes them", () => {
  const job = {
    hardware: "A100",
    hours: 1,
    carbonIntensity: hourly.made() as never,
  };
  for (const ask of [() => estimate(job), () => compareRegions(job)]) {
    assertThrows(
      ask,
      TypeError,
      "use it with bestTime(job, { source }) or track()",
    );
  }
});

Deno.test("a source of one's own that fails in any way never ends a run", async () => {
  const made = hourly.made();
  const broken = {
    ...made,
    between: () => {
      throw new Error("it has no past");
    },
    forecast: () => Promise.resolve([{ start: "today" }] as never),
  };
  const run = await tracked("broken", {
    carbonIntensity: broken,
    country: "FR",
  });
  assertEquals(run.status, "finished");
  const notes = run.notes.join("\n");
  assertStringIncludes(notes, "it has no past");
  assertStringIncludes(notes, "each must be { start, end, gPerKwh }");
});
