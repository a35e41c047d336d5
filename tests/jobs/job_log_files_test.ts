import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertRejects,
} from "@std/assert";
import { jobLog, openLedger, report } from "../../mod.ts";
import { parquetReadObjects } from "hyparquet";
import { parquetWriteBuffer } from "npm:hyparquet-writer@0.17.0";
import { energies, PLAIN, priced, sacct } from "./price_texts.ts";

Deno.test("jobLog() reads CSV and Parquet with columns that the user names", async () => {
  const options = {
    ...PLAIN,
    timeZone: "Europe/Paris",
    columns: {
      user: "who",
      partition: "queue",
      start: "began",
      hours: "h",
      cpus: "cores",
    },
  };
  const rows = [["ada", "p", "2026-03-02 08:00", 2, 10], [
    "bo",
    "p",
    "2026-07-01T00:30:00+02:00",
    1,
    5,
  ]];
  const csv = `who;queue;began;h;cores\n${
    rows.map((row) => row.join(";")).join("\n")
  }\nodd;p;;;\n`;
  const parquet = new Uint8Array(parquetWriteBuffer({
    columnData: [
      { name: "who", data: ["ada", "bo", "odd"], type: "STRING" },
      { name: "queue", data: ["p", "p", "p"], type: "STRING" },
      {
        name: "began",
        data: [
          // A time without a zone is local, here in summer two hours ahead.
          new Date("2026-03-02T08:00Z"),
          new Date("2026-07-01T00:30Z"),
          null,
        ],
        type: "TIMESTAMP",
        nullable: true,
      },
      { name: "h", data: [2, 1, null], type: "DOUBLE", nullable: true },
      { name: "cores", data: [10, 5, null], type: "DOUBLE", nullable: true },
    ],
  }));
  for (const files of [{ "a.csv": csv }, { "a.parquet": parquet }]) {
    await priced<void>(
      files as Record<string, string | Uint8Array>,
      options,
      async (log) => {
        assertEquals(await energies(log), { ada: 20, bo: 5 });
        assertEquals((await log.by("day")).map(({ day }) => day), [
          "2026-03-02",
          "2026-07-01",
        ]);
        assertEquals(log.notPriced.map(({ reason }) => reason), [
          "it never started",
        ]);
      },
    );
  }
  await assertRejects(
    () =>
      priced({ "a.csv": csv }, {
        ...options,
        columns: { ...options.columns, user: "whom" },
      }, () => {}),
    RangeError,
    'Cannot find column "whom"',
  );
});

Deno.test("jobLog() prices CodeCarbon's runs and those of a ledger by their energy", async () => {
  const csv =
    "timestamp,project_name,run_id,duration,emissions,energy_consumed,country_iso_code\n" +
    "2026-03-02T08:00:00+00:00,thesis,r1,3600,0.1,2,FRA\n";
  await priced(
    { "emissions.csv": csv },
    { carbonIntensity: 100, pue: 1 },
    async (log, folder) => {
      assertEquals(log.total.energyKwh, 2);
      assertAlmostEquals(log.total.emissionsKg, 0.2, 1e-12);
      assertEquals(log.total.measuredShare, 0);
      await using ledger = await openLedger(`${folder}/runs.db`);
      await ledger.import(`${folder}/emissions.csv`);
      await using again = await jobLog(ledger, {
        carbonIntensity: 100,
        pue: 1,
      });
      assertAlmostEquals(again.total.emissionsKg, 0.2, 1e-12);
      await ledger.close();
      await using file = await jobLog(`${folder}/runs.db`, {
        carbonIntensity: 100,
        pue: 1,
      });
      assertAlmostEquals(file.total.emissionsKg, 0.2, 1e-12);
      assertEquals((await file.by("account"))[0]?.account, "thesis");
    },
  );
});

Deno.test("rows of a job log can be saved as CSV and Parquet, and the log shows itself", async () => {
  const text = sacct([{ User: "=ada" }, {
    Start: "2026-03-03T08:00:00",
    User: "<u>",
  }, { Start: "None" }]);
  await priced({ "log.txt": text }, PLAIN, async (log) => {
    const rows = await log.by("user");
    const csv = await rows.csv();
    assert(
      csv.startsWith("user,jobs,energy_kwh,emissions_kg,emissions_low_kg"),
      csv,
    );
    const { buffer } = await rows.parquet();
    const [first] = await parquetReadObjects({ file: buffer });
    assertAlmostEquals(first?.["energy_kwh"] as number, 0.01, 1e-12);
    const shown = await (log as unknown as Record<
      symbol,
      () => Promise<Record<string, string>>
    >)[Symbol.for("Jupyter.display")]!();
    const html = shown["text/html"] ?? "";
    assert(
      html.includes("&lt;u&gt;") && !html.includes("<u>"),
      "names are escaped",
    );
    assert(html.includes("it never started"));
    assert(String(log).includes("Job log: 2 jobs"));
    const page = report(log);
    assert((await page.markdown()).includes("Job log: 2 jobs"));
    assert((await page.latex()).includes("\\begin{document}"));
    assert((await page.csv({ form: "tidy" })).includes("emissions_kg"));
  });
});

Deno.test("jobLog() reads on after a line that is no text or has no readable time", async () => {
  const bytes = new TextEncoder().encode(
    "id,user,start,hours,cpus\n1,a#,2026-03-02T08:00Z,1,10\n2,b,03/02/2026,1,10\n" +
      "3,c,2026-03-02T08:00+01:00,1,10\n4,d,,1,10\n",
  ).map((byte) => byte === 35 ? 0xFF : byte); // no byte of UTF-8 in place of #
  await priced({ "log.csv": bytes }, PLAIN, async (log) => {
    assertEquals(await energies(log), { c: 10 });
    const reasons = log.notPriced.map(({ jobId, reason }) => [jobId, reason]);
    const [odd, time, never] = reasons.sort(([, a], [, b]) =>
      (a ?? "") < (b ?? "") ? 1 : -1
    );
    assertEquals(reasons.length, 3);
    assert(/is not text$/.test(odd?.[1] ?? ""), String(odd));
    assert(/cannot be read/.test(time?.[1] ?? ""), String(time));
    assertEquals(never, ["4", "it never started"]);
  });
});
