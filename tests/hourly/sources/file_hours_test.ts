import {
  assert,
  assertEquals,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { hourly } from "../../../mod.ts";
import { plain } from "./served.ts";

async function inFolder(
  test: (folder: string) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await test(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const at = (text: string) => new Date(text);

Deno.test("a file's hours end where the next one begins, and a gap stays one", () =>
  inFolder(async (folder) => {
    const path = `${folder}/hours.csv`;
    await Deno.writeTextFile(
      path,
      '\uFEFFDatetime (UTC);Zone id;"Carbon intensity gCO₂eq/kWh (direct)";Load\n' +
        "2026-03-02 00:00:00;DE;100;1\n2026-03-02 01:00:00;DE;;1\n" +
        "2026-03-02 02:00:00;DE;200;1\n2026-03-02 05:00:00;DE;300;1\n",
    );
    const source = hourly.file(path, { zone: "DE", basis: "lifecycle" });
    const hours = await source.between(
      at("2026-03-02T00:00Z"),
      at("2026-03-02T06:00Z"),
    );
    assertEquals(plain(hours), [
      ["03-02T00:00", "01:00", 100, undefined],
      ["03-02T01:00", "02:00", 329.6, "assumed"],
      ["03-02T02:00", "03:00", 200, undefined],
      ["03-02T03:00", "04:00", 329.6, "assumed"],
      ["03-02T04:00", "05:00", 329.6, "assumed"],
      ["03-02T05:00", "06:00", 300, undefined],
    ]);
    const expected = await source.forecast(
      at("2026-03-02T00:00Z"),
      at("2026-03-02T06:00Z"),
    );
    assertEquals(expected.map(({ gPerKwh }) => gPerKwh), [100, 200, 300]);
    assertEquals(source.resolutionMinutes, 60);
  }));

Deno.test("a file of quarters of an hour and then of hours has no gap where they change", () =>
  inFolder(async (folder) => {
    const path = `${folder}/hours.csv`;
    const times = [
      "00:00",
      "00:15",
      "00:30",
      "00:45",
      "01:00",
      "02:00",
      "03:00",
    ];
    await Deno.writeTextFile(
      path,
      `time,value\n${
        times.map((t, i) => `2026-03-02T${t}Z,${i}`).join("\n")
      }\n`,
    );
    const hours = await hourly.file(path).forecast(
      at("2026-03-02T00:00Z"),
      at("2026-03-02T04:00Z"),
    );
    assertEquals(
      plain(hours).slice(3).map((row) => (row as string[]).slice(0, 2)),
      [
        ["03-02T00:45", "01:00"],
        ["03-02T01:00", "02:00"],
        ["03-02T02:00", "03:00"],
        ["03-02T03:00", "03:15"],
      ],
    );
  }));

Deno.test("local times of the night when the clocks are set back are refused, and times with offsets are read", () =>
  inFolder(async (folder) => {
    const [local, zoned] = [`${folder}/local.csv`, `${folder}/zoned.csv`];
    await Deno.writeTextFile(
      local,
      "time,g/kWh\n2026-10-25 02:00,1\n2026-10-25 02:00,2\n",
    );
    await Deno.writeTextFile(
      zoned,
      "time,g/kWh\n2026-10-25T02:00+02:00,1\n2026-10-25T02:00+0100,2\n2026-10-25T03:00+01,3\n",
    );
    const [start, end] = [at("2026-10-25T00:00Z"), at("2026-10-25T03:00Z")];
    await assertRejects(
      () => hourly.file(local).between(start, end),
      RangeError,
      "clocks are set back",
    );
    assertEquals(plain(await hourly.file(zoned).between(start, end)), [
      ["10-25T00:00", "01:00", 1, undefined],
      ["10-25T01:00", "02:00", 2, undefined],
      ["10-25T02:00", "03:00", 3, undefined],
    ]);
  }));

Deno.test("a Parquet file is read like a CSV file", () =>
  inFolder(async (folder) => {
    const { parquetWriteBuffer } = await import("npm:hyparquet-writer@0.17.0");
    const path = `${folder}/hours.parquet`;
    const buffer = parquetWriteBuffer({
      columnData: [
        {
          name: "when",
          data: [at("2026-03-02T00:00Z"), at("2026-03-02T01:00Z")],
          type: "TIMESTAMP",
        },
        { name: "grams", data: [100, null], type: "DOUBLE" },
      ],
    });
    await Deno.writeFile(path, new Uint8Array(buffer));
    const source = hourly.file(path, {
      columns: { time: "when", gPerKwh: "grams" },
    });
    const hours = await source.between(
      at("2026-03-02T00:00Z"),
      at("2026-03-02T02:00Z"),
    );
    assertEquals(plain(hours), [
      ["03-02T00:00", "01:00", 100, undefined],
      ["03-02T01:00", "02:00", undefined, undefined],
    ]);
  }));

Deno.test("what cannot be read of a file is said with its place and the nearest name, and read again once mended", () =>
  inFolder(async (folder) => {
    const path = `${folder}/hours.csv`;
    const source = hourly.file(path);
    const ask = (of = source) =>
      of.between(at("2026-03-02T00:00Z"), at("2026-03-02T01:00Z"));
    const said = async (text: string, of = source) => {
      await Deno.writeTextFile(path, text);
      return (await assertRejects(() => ask(of), Error)).message;
    };
    assertStringIncludes(
      (await assertRejects(() => ask(), Error)).message,
      "there is no such file",
    );
    const direct =
      "Datetime (UTC),Carbon intensity (direct),Carbon intensity (Life cycle)\n2026-03-02T00:00Z,1,2\n";
    assertStringIncludes(await said(direct), "2 columns may be gPerKwh");
    assertStringIncludes(
      await said(
        direct,
        hourly.file(path, { columns: { gPerKwh: "carbon intensity direct" } }),
      ),
      'did you mean "Carbon intensity (direct)"?',
    );
    assertStringIncludes(await said("time,value\n"), "no rows");
    assertStringIncludes(
      await said("time,value\n02/03/2026 08:00,1\n"),
      "line 2",
    );
    assertStringIncludes(
      await said("time,value\n2026-03-02T00:00Z,1\n2026-03-02T01:00Z,-2\n"),
      "line 3",
    );
    assertStringIncludes(
      await said('time,value\n2026-03-02T00:00Z,"1\n'),
      "no sound CSV",
    );
    assertStringIncludes(await said("a,b\n1,2\n"), "no column may be time");
    await Deno.writeTextFile(path, "time,value\n1772409600,5\n");
    assertEquals((await ask())[0]?.gPerKwh, 5);
  }));

Deno.test("a made year is the same each time, about its mean, and says that it is made", async () => {
  const source = hourly.made({ seed: 3, meanGPerKwh: 200, zone: "Germany" });
  const [start, end] = [at("2026-01-01T00:00Z"), at("2027-01-01T00:00Z")];
  const hours = await source.between(start, end);
  assertEquals(hours.length, 8760);
  assert(
    hours.every(({ kind, gPerKwh = 0 }) =>
      kind === "made" && gPerKwh > 50 && gPerKwh < 350
    ),
  );
  const mean = hours.reduce((sum, { gPerKwh = 0 }) => sum + gPerKwh, 0) / 8760;
  assert(Math.abs(mean - 200) < 10, `${mean}`);
  assertEquals(hours[5], (await source.forecast(start, end))[5]);
  assertEquals([source.name, source.zone], [
    "made by a formula",
    "Germany (made)",
  ]);
  const other = await hourly.made({ seed: 4, meanGPerKwh: 200 }).between(
    start,
    end,
  );
  assert(other[5]?.gPerKwh !== hours[5]?.gPerKwh);
});

Deno.test("times of a source must be Dates in order", async () => {
  const source = hourly.made();
  const now = at("2026-01-01T00:00Z");
  await assertRejects(
    () => source.between("2026" as never, now),
    TypeError,
    "start must be a Date",
  );
  await assertRejects(
    () => source.between(now, now),
    RangeError,
    "end must be after start",
  );
  await assertRejects(
    () => source.forecast(now, new Date(NaN)),
    RangeError,
    "valid Date",
  );
});
