import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { readImport } from "../../../src/ledger/import/read_import.ts";
import { assertClose } from "../../close.ts";
import { fixturePath, importText } from "./fixture.ts";

const NAMED = "my_run_21681.785197_2026-11-23T093120Z_carbontracker";
const STOPPED = "21716.831374_2026-11-23T093125Z_carbontracker";

/** What carbontracker says of a run, beginning with a line of its own. */
const BLOCK = [
  "2022-11-14 15:44:48 - CarbonTracker: ",
  "Actual consumption for 1 epoch(s):",
  "\tTime:\t0:02:22",
  "\tEnergy:\t0.009417 kWh",
  "\tCO2eq:\t0.960490 g",
  "\tThis is equivalent to:",
  "\t0.007977 km travelled by car",
];

Deno.test("a run of carbontracker has the same figures from either of its two files", async () => {
  for (const end of [".log", "_output.log"]) {
    const { origin, runs } = await readImport(fixturePath(NAMED + end));
    const [run] = runs;
    assertEquals([origin.tool, origin.version], ["carbontracker", "2.4.7"]);
    assertEquals(run?.name, "my_run");
    assertEquals(run?.energyKwh, 0.000256790062);
    assertClose(run?.emissionsKg, 0.114271577674e-3);
    assertEquals(run?.durationS, 4);
    assertEquals(run?.carbonIntensity, 445);
    assertEquals(run?.pue, 1.58);
    assertEquals(run?.startedAt, new Date(2026, 10, 23, 9, 31, 20));
    assertEquals(run?.place, { name: "unknown place" });
    assertEquals(run?.origin && run.figures["epochs"], "3");
  }
});

Deno.test("a run of carbontracker that was stopped early says so, and counts what it measured", async () => {
  const { runs } = await readImport(fixturePath(`${STOPPED}_output.log`));
  assertEquals(runs[0]?.name, "carbontracker");
  assertEquals(runs[0]?.energyKwh, 0.000171194238);
  assertEquals(
    runs[0]?.notes[1],
    "Training was interrupted before all 3 epochs were monitored.",
  );
});

Deno.test("a log can be read without its other file", () => {
  const { origin, runs } = importText(BLOCK.join("\n"));
  assertEquals(origin.version, undefined);
  assertEquals(runs[0]?.durationS, 142);
  assertEquals(runs[0]?.energyKwh, 0.009417);
  assertClose(runs[0]?.emissionsKg, 0.00096049);
  assertEquals(runs[0]?.pue, undefined);
});

Deno.test("the heading can be in the line with the time, as in older versions", () => {
  const [, headline = "", ...rest] = BLOCK;
  const text = [`2022-11-14 15:44:48 - CarbonTracker: ${headline}`, ...rest];
  assertEquals(importText(text.join("\n")).runs[0]?.durationS, 142);
});

Deno.test("several runs in one log are several runs", () => {
  const later = BLOCK.map((line) => line.replace("15:44", "16:44"));
  const { runs } = importText([...BLOCK, ...later].join("\n"));
  assertEquals(runs.length, 2);
  assertEquals(new Set(runs.map(({ id }) => id)).size, 2);
});

Deno.test("each run of a log has the place and intensity that were found for it", () => {
  const placed = (place: string, intensity: string, hour: string) => [
    `2022-11-14 ${hour}:00:00 - Average carbon intensity during training was ${intensity} gCO2/kWh at detected location: ${place}.`,
    ...BLOCK.map((line) => line.replace("15:", `${hour}:`)),
  ];
  const { runs } = importText([
    ...placed("Copenhagen, Capital Region, DK", "102.01", "15"),
    ...placed("Warsaw, Mazovia, PL", "650.5", "16"),
    ...BLOCK.map((line) => line.replace("15:", "17:")),
  ].join("\n"));
  assertEquals(
    runs.map(({ place, carbonIntensity }) => [place.country, carbonIntensity]),
    [
      ["DK", 102.01],
      ["PL", 650.5],
      [undefined, undefined],
    ],
  );
});

Deno.test("emissions that carbontracker did not know are unknown, not 0", () => {
  const text = BLOCK.join("\n").replace("0.960490 g", "nan g");
  assertEquals(importText(text).runs[0]?.emissionsKg, undefined);
});

Deno.test("a note warns where carbontracker averages several devices", () => {
  const log = (version: string, devices: string) =>
    [
      `2024-01-01 00:00:00 - carbontracker version ${version}`,
      `2024-01-01 00:00:00 - The following components were found: GPU with device(s) ${devices}. CPU with device(s) Intel.`,
      ...BLOCK,
    ].join("\n");
  const notes = (version: string, devices: string) =>
    importText(log(version, devices)).runs[0]?.notes.length;
  assertEquals(notes("2.4.7", "A100, A100"), 2);
  assertEquals(notes("2.4.7", "A100"), 1);
  assertEquals(notes("1.1.6", "A100, A100"), 1);
});

Deno.test("a log without its final consumption is refused, with its last line", () => {
  const text =
    "2026-11-23 09:31:21 - CarbonTracker: \nPredicted consumption for 3 epoch(s):\n\tTime:\t0:00:04\n";
  assertThrows(
    () => importText(text),
    TypeError,
    'as line 3 is the last, without "Actual consumption"',
  );
});

Deno.test("a block with a missing or wrong line is refused, with that line", () => {
  const without = (index: number) =>
    BLOCK.filter((_, i) => i !== index).join("\n");
  const changed = (from: string, to: string) =>
    BLOCK.join("\n").replace(from, to);
  const wrong: [string, string][] = [
    [without(2), "as line 2 must be followed by a line with Time:"],
    [without(3), "as line 2 must be followed by a line with Energy:"],
    [without(4), "as line 2 must be followed by a line with CO2eq:"],
    [changed("0:02:22", "2 min"), "as line 3 must have Time as hours"],
    [changed("kWh", "MWh"), "as line 4 must have Energy in kWh"],
    [changed("0.009417 kWh", "0.009417"), "as line 4 must have Energy in kWh"],
    [changed("0.009417", "-1"), "as line 4 must have a number >= 0 as Energy"],
    [changed("0.960490", "none"), "as line 5 must have a number >= 0 as CO2eq"],
    [changed("11-14", "13-14"), "as line 2 must have a date"],
  ];
  for (const [text, words] of wrong) {
    assertThrows(() => importText(text), Error, words);
  }
});

Deno.test("a missing file is an error of its own", async () => {
  await assertRejects(
    () => readImport("/nowhere/x_carbontracker.log"),
    Deno.errors.NotFound,
  );
  await assertRejects(
    () => readImport(5 as unknown as string),
    TypeError,
    "must be a path",
  );
});
