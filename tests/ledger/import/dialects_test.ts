import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { isoDates, plainNumbers } from "../../../src/ledger/import/figures.ts";
import { textOf } from "../../../src/ledger/import/source_file.ts";
import { assertClose } from "../../close.ts";
import { importText, leftOutOf } from "./fixture.ts";

const HEADINGS = [
  "timestamp",
  "project_name",
  "run_id",
  "duration",
  "emissions",
  "energy_consumed",
  "country_name",
  "country_iso_code",
  "region",
];
const ROW = [
  "2026-05-31T10:45:39Z",
  "thèse",
  "a1",
  "54.6",
  "6.5e-06",
  "7.6e-05",
  "France",
  "FRA",
  "Île-de-France",
];

function table(...rows: readonly (readonly string[])[]): string {
  return [HEADINGS, ...rows].map((row) => row.join(",")).join("\n");
}

/** Without the file and the figures as they were written. */
function runsOf(text: string) {
  return importText(text).runs.map(({ origin: _, figures: __, ...run }) => run);
}

const PLAIN = runsOf(table(ROW));

/** A text in an encoding of two bytes a character, with its mark. */
function utf16(text: string, isLittle: boolean): Uint8Array {
  const bytes = new Uint8Array(2 + 2 * text.length);
  const view = new DataView(bytes.buffer);
  [...`\uFEFF${text}`].forEach((character, i) =>
    view.setUint16(2 * i, character.charCodeAt(0), isLittle)
  );
  return bytes;
}

Deno.test("a file that was saved in another encoding has the same runs", () => {
  const text = table(ROW);
  const latin1 = Uint8Array.from(text, (c) => c.charCodeAt(0));
  const all = [
    new TextEncoder().encode(text),
    new TextEncoder().encode(`\uFEFF${text}`),
    utf16(text, true),
    utf16(text, false),
    utf16(text, true).slice(2),
    utf16(text, false).slice(2),
    latin1,
  ];
  for (const bytes of all) assertEquals(runsOf(textOf("x", bytes)), PLAIN);
  assertThrows(
    () => textOf("x", new TextEncoder().encode("a\nb\nc\0d")),
    SyntaxError,
    'Cannot import "x" as line 3 is not text',
  );
  assertThrows(
    () => textOf("x", new TextEncoder().encode("PK\x03\x04\0")),
    SyntaxError,
    "is not text but a workbook or a ZIP archive: save it as CSV",
  );
});

Deno.test("a file with another delimiter, decimal commas or blanks has the same runs", () => {
  const commas = ROW.map((cell) => cell.replace(/^(\d+)\.(\d)/, "$1,$2"));
  const other = (delimiter: string, row: readonly string[]) =>
    [HEADINGS, row].map((cells) => cells.join(delimiter)).join("\r\n");
  const texts = [
    other(";", ROW),
    other(";", commas),
    other("\t", commas),
    `sep=;\n${other(";", commas)}`,
    table(ROW.map((cell) => `  ${cell} `)),
    [HEADINGS.map((name) => ` ${name} `), ROW].join("\n"),
    [["", ...HEADINGS], ["0", ...ROW]].join("\n"), // pandas writes its index so
  ];
  for (const text of texts) assertEquals(runsOf(text), PLAIN, text);
  // All figures have three decimals: nothing but the semicolons says what the commas are.
  const [run] = importText(
    "timestamp;run_id;duration;emissions;energy_consumed\n" +
      "31.05.2026 10:45;a1;1,600;2,012;0,054",
  ).runs;
  assertEquals([run?.durationS, run?.emissionsKg, run?.energyKwh], [
    1.6,
    2.012,
    0.054,
  ]);
});

Deno.test("thousands are told from decimals by the file's other numbers", () => {
  const cases:
    readonly (readonly [text: string, all: string[], plain: string])[] = [
      ["1,054.6", ["1,054.6", "2.5"], "1054.6"],
      ["12,345,678", ["12,345,678"], "12345678"],
      ["1.054,6", ["1.054,6", "0,5"], "1054.6"],
      ["54,6", ["54,6"], "54.6"],
      ["6,5e-06", ["6,5e-06"], "6.5e-06"],
      ["1,054", ["1,054", "0,5"], "1.054"], // decimals, as 0,5 is no thousand
      ["1,054", ["1,054", "0.5"], "1054"],
      ["0.5", ["0.5"], "0.5"],
      ["0,054", ["0,054", "0,012"], "0.054"], // no thousand begins with 0
      ["1.054", ["1.054", "0,5"], "1054"],
      ["0.054", ["0.054", "0,5"], "0.054"], // a text that a spreadsheet left as it was
      ["1.054", ["1.054", "0.25", "0,5"], "1.054"],
      ["1'054.6", ["1'054.6"], "1054.6"],
      ["1\u202f054,6", ["1\u202f054,6"], "1054.6"],
      ["", [""], ""],
      ["nan", ["nan"], "nan"],
    ];
  for (const [text, all, plain] of cases) {
    assertEquals(plainNumbers(all)(text), plain, text);
  }
  // Where commas are decimals, semicolons part the cells. "1,054" beside "0.5" is either.
  assertEquals(plainNumbers(["1,054"], ";")("1,054"), "1.054");
  assertEquals(plainNumbers(["1,054", "0.5"], ";")("1,054"), "1,054");
  assertEquals(plainNumbers(["1.054"], ";")("1.054"), "1.054");
  assertEquals(plainNumbers(["1,054"], "\t")("1,054"), "1,054");
  assertEquals(plainNumbers(["1,054", "0.5"], "\t")("1,054"), "1054");
});

Deno.test("any number is read the same with commas and with points", () => {
  fc.assert(fc.property(fc.double({ min: 0, max: 1e9, noNaN: true }), (x) => {
    const point = String(x);
    assertEquals(plainNumbers([point])(point), point);
    if (!point.includes(".")) return;
    const comma = point.replace(".", ",");
    assertEquals(plainNumbers([comma, "0,5"])(comma), point);
  }));
});

Deno.test("dates that a spreadsheet saved are read where day and month can be told apart", () => {
  const cases:
    readonly (readonly [text: string, all: string[], iso: string])[] = [
      ["31/05/2024 10:45", [], "2024-05-31T10:45:00"],
      ["5/31/2024 9:05", [], "2024-05-31T09:05:00"],
      ["5/31/2024 9:05:07 PM", [], "2024-05-31T21:05:07"],
      ["5/31/2024 12:05 AM", [], "2024-05-31T00:05:00"],
      ["01.02.2024 10:45", [], "2024-02-01T10:45:00"], // with points the day is first
      ["01/02/2024 10:45", ["13/02/2024 10:45"], "2024-02-01T10:45:00"],
      ["01/02/2024 10:45", ["01/13/2024 10:45"], "2024-01-02T10:45:00"],
      ["2024-05-31T10:45:39", [], "2024-05-31T10:45:39"],
      ["5/31/24 10:45", [], "2024-05-31T10:45:00"],
      ["31.05.24 10:45", [], "2024-05-31T10:45:00"],
      ["31/05/2024, 10:45:39", [], "2024-05-31T10:45:39"],
      ["2024/5/31 9:45", [], "2024-05-31T09:45:00"],
      ["2024/05/31 09:45:07.250", [], "2024-05-31T09:45:07.250"],
      // Nothing tells, or the rows contradict each other.
      ["01/02/2024 10:45", [], "01/02/2024 10:45"],
      [
        "01/02/2024 1:00",
        ["13/2/2024 1:00", "2/13/2024 1:00"],
        "01/02/2024 1:00",
      ],
    ];
  for (const [text, others, iso] of cases) {
    assertEquals(isoDates([text, ...others])(text), iso, text);
  }
  // No country that writes the month first parts cells by semicolons.
  assertEquals(
    isoDates(["03/05/2024 10:45"], ";")("03/05/2024 10:45"),
    "2024-05-03T10:45:00",
  );
  assertEquals(
    isoDates(["5/31/2024 10:45"], ";")("5/31/2024 10:45"),
    "2024-05-31T10:45:00",
  );
  const [, ...rest] = ROW;
  assertThrows(
    () => importText(table(["01/02/2024 10:45", ...rest])),
    TypeError,
    "whose day and month can be told apart",
  );
});

Deno.test("a date can name its time zone in any usual way", () => {
  const [, ...rest] = ROW;
  const startOf = (date: string) =>
    importText(table([date, ...rest])).runs[0]?.startedAt.toISOString();
  const cases = [
    ["2026-05-31T10:45:39Z", "10:44:44.400"],
    ["2026-05-31 10:45:39 UTC", "10:44:44.400"],
    ["2026-05-31 12:45:39+02:00", "10:44:44.400"],
    ["2026-05-31 12:45:39+0200", "10:44:44.400"],
    ["2026-05-31 12:45:39.5+02", "10:44:44.900"],
    ["2026-05-31 05:15:39-05:30", "10:44:44.400"],
  ] as const;
  for (const [date, time] of cases) {
    // 54.6 s before the date, as CodeCarbon writes its row at the end
    assertEquals(startOf(date), `2026-05-31T${time}Z`, date);
  }
});

Deno.test("files that were put together are read with the headings of each", () => {
  const old = "timestamp,experiment_id,duration,emissions,energy_consumed";
  const { runs, remarks, origin } = importText([
    table(ROW),
    table(ROW.map((cell, i) => i === 2 ? "a2" : cell)),
    `${old}\n2021-03-05T10:11:12,e1,120.5,0.012,0.03`,
  ].join("\n"));
  assertEquals(runs.map(({ id }) => id), [
    "codecarbon:a1",
    "codecarbon:a2",
    "codecarbon:e1",
  ]);
  assertEquals(runs[2]?.energyKwh, 0.03);
  assertEquals(remarks, []);
  assertEquals(origin.version, undefined);
});

Deno.test("a row with a quote in the wrong place is left out alone", () => {
  const named = (name: string, id: string) =>
    ROW.map((cell, i) => i === 1 ? name : i === 2 ? id : cell);
  const text = table(
    named('"a, ""b"""', "a1"),
    named('"open', "a2"),
    named('in "the" middle', "a3"),
    named("last", "a4"),
  );
  assertEquals(importText(text).runs.map(({ name }) => name), [
    'a, "b"',
    "last",
  ]);
  assertEquals(leftOutOf(text), [
    "line 3 opens a quote that is not closed",
    "line 4 has a quote in the wrong place",
  ]);
});

Deno.test("a row may end in empty cells", () => {
  assertEquals(runsOf(table([...ROW, "", ""])), PLAIN);
});

Deno.test("a country is found by its code or its name, and named if no other name is given", () => {
  const least = "timestamp,duration,emissions,energy_consumed";
  const placeOf = (heading: string, said: string) =>
    importText(`${least},${heading}\n2026-05-31T10:45:39Z,5,1e-5,1e-4,${said}`)
      .runs[0]?.place;
  assertEquals(placeOf("country_name", "Germany"), {
    name: "Germany",
    country: "DE",
  });
  assertEquals(placeOf("country_iso_code", "POL"), {
    name: "Poland",
    country: "PL",
  });
  assertEquals(placeOf("country_iso_code", "PL"), {
    name: "Poland",
    country: "PL",
  });
  assertEquals(placeOf("country_name", "Atlantis"), { name: "Atlantis" });
});

Deno.test("the sound rows of a file are imported, and the others named with the reason", () => {
  const changed = (at: number, cell: string, id: string) =>
    ROW.map((old, i) => i === at ? cell : i === 2 ? id : old);
  const text = table(
    ROW,
    changed(5, "", "a2"),
    changed(5, "-1e-5", "a3"),
    changed(0, "soon", "a4"),
    ["", "machine", "N", "1.0"],
    changed(3, "60", "a5"),
  );
  assertEquals(importText(text).runs.length, 2);
  const faults = leftOutOf(text);
  assertEquals(
    faults.map((fault) => fault.split(" ").slice(0, 2).join(" ")),
    ["line 3", "line 4", "line 5", "line 6"],
  );
  assert(faults[0]?.includes("energy_consumed"), faults[0]);
});

Deno.test("emissions that CodeCarbon could not compute are unknown, and never 0", () => {
  const text = table(ROW.map((cell, i) => i === 4 ? "nan" : cell));
  const { runs, remarks } = importText(text);
  assertEquals(runs[0]?.emissionsKg, undefined);
  assertEquals(runs[0]?.energyKwh, 7.6e-5);
  assertEquals(remarks.map(({ line }) => line), [2]);
});

Deno.test("a run with an id of any characters is the same at each import", () => {
  const text = table(ROW.map((cell, i) => i === 2 ? "ID 1 / a" : cell));
  const [first] = importText(text).runs;
  assertEquals(first?.id, importText(text).runs[0]?.id);
  assert(first?.id !== PLAIN[0]?.id);
});

Deno.test("a machine of CodeCarbon without cards has no accelerator", () => {
  const energies = (model: string, kwh: string) =>
    importText(
      "timestamp,duration,emissions,energy_consumed,cpu_energy,gpu_energy,gpu_model\n" +
        `2026-05-31T10:45:39Z,5,1e-5,1e-4,5e-5,${kwh},${model}`,
    ).runs[0]?.components.map(({ component }) => component);
  assertEquals(energies("", "0"), ["cpu"]);
  assertEquals(energies("", "0.0"), ["cpu"]);
  // A card that used nothing that the tool could see is there.
  assertEquals(energies("1 x NVIDIA A100", "0"), ["accelerator", "cpu"]);
  assertEquals(energies("", "1e-5"), ["accelerator", "cpu"]);
});

Deno.test("an older log of carbontracker has its place, and may be indented", () => {
  const { runs } = importText([
    "2022-11-14 15:42:43 - CarbonTracker: The following components were found: GPU.",
    "    2022-11-14 15:43:37 - CarbonTracker: Average carbon intensity during training was 102.01 gCO2/kWh at detected location: Copenhagen, Capital Region, DK.",
    "    2022-11-14 15:43:37 - CarbonTracker: ",
    "    Actual consumption for 1 epoch(s):",
    "    \tTime:\t0:00:53",
    "    \tEnergy:\t0.003504 kWh",
    "    \tCO2eq:\t0.357451 g",
  ].join("\n"));
  assertEquals(runs[0]?.place, {
    name: "Copenhagen, Capital Region, DK",
    country: "DK",
  });
  assertEquals(runs[0]?.durationS, 53);
  assertClose(runs[0]?.emissionsKg, 0.000357451);
});
