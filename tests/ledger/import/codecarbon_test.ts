import { assert, assertEquals, assertThrows } from "@std/assert";
import { readText } from "../../../src/ledger/import/read_import.ts";
import { fixture, importText, leftOutOf } from "./fixture.ts";

/** As CodeCarbon 2.3 wrote it, word for word. */
const OLD_HEADINGS =
  "timestamp,project_name,run_id,duration,emissions,emissions_rate,cpu_power,gpu_power,ram_power,cpu_energy,gpu_energy,ram_energy,energy_consumed,country_name,country_iso_code,region,cloud_provider,cloud_region,os,python_version,codecarbon_version,cpu_count,cpu_model,gpu_count,gpu_model,longitude,latitude,ram_total_size,tracking_mode,on_cloud,pue";
const OLD_ROW =
  "2024-04-13T21:30:53,thesis,2012a217-6530-46c0-b1d2-9c3929fb2397,600,0.02,3.3e-05,12.5,0.0,2.7,0.3,0,0.1,0.4,France,FRA,,,,Linux-6.5.0-27-generic,3.11.7,2.3.4,4,Intel(R) Core(TM) i3-10110U CPU @ 2.10GHz,,,2.3387,48.8582,7.37,machine,N,1.0";

/** The least that a run needs. */
const LEAST = "timestamp,duration,emissions,energy_consumed";

Deno.test("a file of CodeCarbon 3.3 gives its runs with the tool's own figures", () => {
  const { origin, runs, remarks } = fixture("codecarbon_3.3.2.csv");
  assertEquals(remarks, []);
  assertEquals([origin.tool, origin.version], ["codecarbon", "3.3.0"]);
  assertEquals(runs.length, 4);
  const [first, second, third, fourth] = runs;
  assertEquals(first?.id, "codecarbon:0a578547-1d6b-4e2f-be0c-7ad10f2f7c91");
  assertEquals(first?.emissionsKg, 0.0123);
  assertEquals(first?.energyKwh, 0.0525);
  assertEquals(first?.durationS, 3600.5);
  assertEquals(first?.pue, 1);
  assertEquals(first?.waterL, 0);
  assertEquals(first?.carbonIntensity, undefined);
  // The row is written at the end, in local time.
  const end = new Date(2026, 2, 1, 10, 0, 0).getTime();
  assertEquals(first?.startedAt, new Date(end - 3_600_500));
  assertEquals(first?.place, { name: "ile-de-france, France", country: "FR" });
  assertEquals(second?.name, 'my, "quoted" project');
  assertEquals(
    third?.components.map(({ component, energyKwh }) => [component, energyKwh]),
    [["accelerator", 0.1], ["cpu", 0.1275], ["memory", 0.03]],
  );
  assertEquals(fourth?.place, {
    name: "idf, France",
    provider: "gcp",
    region: "europe-west9",
    country: "FR",
  });
  assertEquals(first?.figures["cpu_utilization_percent"], "12.5");
});

Deno.test("rows that lost cells when they were appended are repaired, each with a remark on its line", () => {
  const shifted = fixture("codecarbon_3.3.0_shifted.csv");
  assertEquals(shifted.remarks.map(({ line }) => line), [3, 4, 5]);
  assertEquals(
    shifted.remarks[0]?.what,
    'had 33 cells under 38 headings; "region", "gpu_count", "gpu_model", "longitude", "latitude" were missing and are now empty',
  );
  // The same runs, as the version without the fault wrote them.
  const whole = fixture("codecarbon_3.3.2.csv");
  const plain = ({ runs }: typeof whole) =>
    runs.map(({ origin: _, ...run }) => run);
  assertEquals(plain(shifted), plain(whole));
});

Deno.test("a row is left out, with its line, if its missing cells are ambiguous", () => {
  const row = OLD_ROW.replace("GHz,,,", "GHz,1,1 x RTX 3090,").split(",");
  const without = (names: readonly string[]) => {
    const headings = OLD_HEADINGS.split(",");
    const cells = row.filter((_, i) => !names.includes(headings[i] ?? ""));
    return `${OLD_HEADINGS}\n${OLD_ROW}\n${cells.join(",")}\n`;
  };
  // A number was lost for which CodeCarbon always has one.
  assertEquals(leftOutOf(without(["pue"])), [
    "line 3 has 30 cells under 31 headings, and no missing cells explain it",
  ]);
  // One of two coordinates: either of them may be the one that is left.
  assertEquals(leftOutOf(without(["longitude"])), [
    "line 3 has 30 cells under 31 headings, and several cells may be the missing ones",
  ]);
  const [both = ""] = leftOutOf(without(["timestamp", "gpu_model"]));
  assert(both.startsWith("line 3 has 29 cells"), both);
});

Deno.test("two rows without a line end between them are refused, with their line", () => {
  const text = `${OLD_HEADINGS}\n${OLD_ROW}${OLD_ROW}\n`;
  assertThrows(
    () => importText(text),
    SyntaxError,
    "as line 2 has 61 cells under 31 headings: it may be two rows without a line end between them",
  );
});

Deno.test("a file of an older version with fewer columns is read by their names", () => {
  const { runs } = importText(`${OLD_HEADINGS}\n${OLD_ROW}\n`);
  assertEquals(runs[0]?.name, "thesis");
  assertEquals(runs[0]?.waterL, undefined);
  assertEquals(runs[0]?.energyKwh, 0.4);
  assertEquals(runs[0]?.origin.version, "2.3.4");
});

Deno.test("a file of the first versions, without ids of runs, is read too", () => {
  const { runs } = importText(
    "timestamp,experiment_id,project_name,duration,emissions,energy_consumed,country_name,country_iso_code,region,on_cloud,cloud_provider,cloud_region\n" +
      "2020-03-23T09:26:11,68f53844-f3af-48fb-971a-ffab844a6b6f,project_gamma,34,8,8,USA,USA,Ohio,Y,aws,us-east-2\n",
  );
  assertEquals(runs[0]?.id, "codecarbon:68f53844-f3af-48fb-971a-ffab844a6b6f");
  assertEquals(runs[0]?.place, {
    name: "Ohio, USA",
    provider: "aws",
    region: "us-east-2",
    country: "US",
  });
});

Deno.test("a row without any id has one of its content, so that importing it twice keeps it once", () => {
  const text = `${LEAST}\n2024-01-01T00:00:00,1,2,3\n`;
  const [a, b] = [importText(text), importText(text)];
  assertEquals(a.runs[0]?.id, b.runs[0]?.id);
  const other = importText(text.replace(",3", ",4"));
  assert(a.runs[0]?.id !== other.runs[0]?.id);
});

Deno.test("earlier rows of a run are part of its last one, with a remark", () => {
  const at = (second: number, duration: number) =>
    OLD_ROW.replace(":53,", `:${second},`).replace(",600,", `,${duration},`);
  const rows = [at(10, 10), at(20, 20), at(30, 30)];
  const { runs, remarks } = importText([OLD_HEADINGS, ...rows].join("\n"));
  assertEquals(runs.map(({ durationS }) => durationS), [30]);
  assertEquals(remarks, [
    { line: 2, what: "is part of the run whose total is in line 3" },
    { line: 3, what: "is part of the run whose total is in line 4" },
  ]);
});

Deno.test("line ends of every system, a byte order mark and empty lines are read", () => {
  const rows = [LEAST, "2024-01-01T00:00:00Z,1,2,3", ""];
  for (const end of ["\n", "\r\n", "\r"]) {
    const { runs } = importText(`\uFEFF${rows.join(end)}${end}`);
    assertEquals(runs[0]?.startedAt, new Date("2023-12-31T23:59:59Z"));
  }
});

Deno.test("an error in a row names its line, also after a cell with line ends", () => {
  const head = `${LEAST},project_name\n2024-01-01T00:00:00,1,2,3,"a\nb\nc"\n`;
  const wrong: readonly (readonly [row: string, words: string])[] = [
    ["2024-01-01,1,2,3,x", "line 5 must have a date"],
    ["2024-04-31T00:00:00,1,2,3,x", 'value is "2024-04-31T00'],
    ["2024-01-01T25:00:00,1,2,3,x", "line 5 must have a date"],
    ["2024-01-01T00:00:00,,2,3,x", "as duration, in s"],
    ["2024-01-01T00:00:00,1,-2,3,x", "as emissions, in kg"],
    ["2024-01-01T00:00:00,1,2,nan,x", "as energy_consumed, in kWh"],
    ["2024-01-01T00:00:00,1,2,1e999,x", "in kWh"],
    ["2024-01-01T00:00:00,1e12,2,3,x", "begins after 1970"],
  ];
  for (const [row, words] of wrong) {
    const [fault = "", ...more] = leftOutOf(head + row);
    assertEquals(more, []);
    assert(fault.startsWith("line 5 ") && fault.includes(words), fault);
    // Without a sound row there is nothing to import.
    const alone = `${LEAST},project_name\n${row}`;
    assertThrows(() => importText(alone), Error, "as line 2 ");
  }
});

Deno.test("wrong quotes are refused, with their line", () => {
  assertThrows(
    () => importText(`${LEAST}\n2024-01-01T00:00:00,1,2,"3\n`),
    SyntaxError,
    "opens a quote that is not closed",
  );
  assertThrows(
    () => importText(`${LEAST}\n2024-01-01T00:00:00,1,2,3"3\n`),
    SyntaxError,
    "as line 2 has a quote in the wrong place",
  );
});

Deno.test("wrong headings are refused as line 1", () => {
  assertThrows(
    () => importText("timestamp,duration,emissions\n"),
    TypeError,
    "as line 1 must have the headings energy_consumed",
  );
  assertThrows(
    () => importText(`${LEAST},emissions\n`),
    TypeError,
    "as line 1 must have each heading once",
  );
  assertThrows(
    () => importText(`task_name,${LEAST}\n`),
    TypeError,
    "has those of tasks",
  );
});

Deno.test("a file of another format is refused, with its first line", () => {
  for (const text of ["", "a,b,c\n1,2,3\n", "{}", "\u0000\u0001"]) {
    assertThrows(
      () => readText({ name: "x.csv", text }),
      TypeError,
      'Cannot import "x.csv" as line 1 must begin an emissions.csv of CodeCarbon',
    );
  }
});

Deno.test("a cloud and its region are found as people write them", () => {
  const placeOf = (cloud: string, region: string) =>
    importText(
      `${LEAST},cloud_provider,cloud_region\n2024-01-01T00:00:00,1,2,3,${cloud},${region}`,
    ).runs[0]?.place;
  const iowa = {
    name: "us-central1",
    provider: "gcp",
    region: "us-central1",
    country: "US",
  };
  assertEquals(placeOf("gcp", "us-central1"), iowa);
  assertEquals(placeOf("gcp", "us-central1-a"), iowa);
  assertEquals(placeOf("AWS", "us-east-1")?.country, "US");
  assertEquals(placeOf("gcp", "mars-1"), {
    name: "mars-1",
    provider: "gcp",
    region: "mars-1",
  });
});

Deno.test("words for no value are as good as empty cells", () => {
  const runOf = (nothing: string) =>
    importText(
      `${LEAST},cpu_energy,gpu_energy,gpu_model,country_name\n2024-01-01T00:00:00,1,2,3,${
        [nothing, nothing, nothing, nothing].join()
      }`,
    ).runs[0];
  for (const nothing of ["", "nan", "None", "null"]) {
    assertEquals(runOf(nothing)?.components, [], nothing);
    assertEquals(runOf(nothing)?.place.name, "unknown place", nothing);
  }
});
