import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertRejects,
} from "@std/assert";
import { estimate, jobLog, type JobLogOptions, report } from "../../mod.ts";
import { openLedger } from "../../mod.ts";
import { parquetReadObjects } from "hyparquet";
import { parquetWriteBuffer } from "npm:hyparquet-writer@0.17.0";
import type { HourlySource } from "../../src/hourly/hourly_source.ts";
import { energies, PLAIN, priced, sacct } from "./price_texts.ts";

const FRANCE = { country: "FR", pue: 1.2 } as const;

Deno.test("jobLog() of a job gives the energy, the emissions and the range of estimate()", async () => {
  const cases = [
    [
      "gpu=4",
      { hardware: "A100 SXM4 80GB" },
      { hardware: "A100 SXM4 80GB", count: 4 },
    ],
    [
      "gpu=2,mem=0",
      { hardware: "H100 SXM5 80GB", utilization: 0.6 },
      { hardware: "H100 SXM5 80GB", count: 2, utilization: 0.6 },
    ],
    [
      "cpu=16",
      { cpu: "AMD EPYC 7763" },
      { cpu: "AMD EPYC 7763", count: 16 / 64 },
    ],
  ] as const;
  for (const [tres, partition, job] of cases) {
    const text = sacct([{
      ElapsedRaw: "43200",
      NCPUS: "0",
      AllocTRES: `${tres.replace("gpu", "gres/gpu")},node=1`,
    }]);
    const expected = estimate({ ...job, hours: 12, ...FRANCE });
    const options = { ...FRANCE, partitions: { p: partition } };
    await priced({ "log.txt": text }, options, ({ total }) => {
      assertAlmostEquals(total.energyKwh, expected.energyKwh, 1e-9);
      assertAlmostEquals(total.emissionsKg, expected.emissionsKg, 1e-9);
      expected.emissionsRangeKg.forEach((end, i) =>
        assertAlmostEquals(total.emissionsRangeKg[i] ?? NaN, end, 1e-9)
      );
    });
  }
});

Deno.test("jobLog() of whole hosts has the embodied emissions and the water of estimate()", async () => {
  const cases = [
    // A server of 8 cards, with processors and memory.
    [
      { AllocTRES: "cpu=64,gres/gpu=8,node=1" },
      { hardware: "A100 SXM4 80GB", cpu: "AMD EPYC 7763" },
      { hardware: "A100 SXM4 80GB", count: 8, cpu: "AMD EPYC 7763" },
    ],
    // Hosts of two processors, whose figure holds 16 GB.
    [
      { AllocTRES: "cpu=256,node=2" },
      { cpu: "AMD EPYC 7763" },
      { cpu: "AMD EPYC 7763", count: 4 },
    ],
    [
      { AllocTRES: "cpu=128,mem=100000M,node=1" },
      { cpu: "AMD EPYC 7763" },
      { cpu: "AMD EPYC 7763", count: 2, memoryGb: 104.8576 },
    ],
    [
      { AllocTRES: "cpu=4,gres/gpu=8,node=1" },
      { hardware: "RTX 4090" },
      { hardware: "RTX 4090", count: 8 },
    ],
    // Energy that was measured takes the same hardware.
    [
      {
        AllocTRES: "cpu=128,node=1",
        ConsumedEnergyRaw: "9000000",
      },
      { cpu: "AMD EPYC 7763", nodeCpus: 128 },
      { cpu: "AMD EPYC 7763", count: 2 },
      2.5,
    ],
  ] as const;
  for (const [cells, partition, job, knownKwh] of cases) {
    const text = sacct([{ ElapsedRaw: "43200", NCPUS: "0", ...cells }]);
    const made = estimate({ ...job, hours: 12, embodied: true, ...FRANCE });
    const { waterL, waterRangeL } = knownKwh === undefined
      ? made
      : estimate({ energyKwh: knownKwh, ...FRANCE });
    const options = { ...FRANCE, partitions: { p: partition } };
    await priced({ "log.txt": text }, options, ({ total, sources }) => {
      assertAlmostEquals(total.embodiedKg ?? NaN, made.embodiedKg ?? 0, 1e-9);
      assertAlmostEquals(total.waterL, waterL, 1e-9);
      [0, 1].forEach((i) => {
        const [ends, wanted] = [total.embodiedRangeKg, made.embodiedRangeKg];
        assertAlmostEquals(ends?.[i] ?? NaN, wanted?.[i] ?? NaN, 1e-9);
        assertAlmostEquals(
          total.waterRangeL[i]!,
          waterRangeL?.[i] ?? NaN,
          1e-9,
        );
      });
      for (const role of ["embodied", "wueSite", "wueGrid"]) {
        assert(sources.some((figure) => figure.role === role), role);
      }
    });
  }
});

Deno.test("jobLog() gives jobs that share a host its embodied emissions between them", async () => {
  const line = (cpus: number) => ({
    AllocTRES: `cpu=${cpus},mem=${cpus}G,node=1`,
  });
  const options = { ...FRANCE, partitions: { p: { cpu: "AMD EPYC 7763" } } };
  const [whole, shared] = await Promise.all(
    [sacct([line(128)]), sacct(Array(16).fill(line(8)))].map((text) =>
      priced({ "log.txt": text }, options, ({ total }) => total)
    ),
  );
  assertAlmostEquals(shared!.embodiedKg!, whole!.embodiedKg!, 1e-12);
});

Deno.test("jobLog() says why totals have no embodied emissions, and gives those that are known", async () => {
  const text = sacct([{ User: "ada" }, {
    User: "bo",
    Partition: "other",
    ConsumedEnergyRaw: "36000",
  }, { User: "bo", Start: "None" }]);
  const partitions = { p: PLAIN.partitions!["*"]!, other: { nodeCpus: 10 } };
  await priced({ "log.txt": text }, { ...PLAIN, partitions }, async (log) => {
    assertEquals(log.total.embodiedKg, undefined);
    assert(
      log.notes.some((note) => /not known of 1 job,.*no embodied/.test(note)),
      log.notes.join(),
    );
    const rows = await log.by("user");
    const known = Object.fromEntries(
      rows.map(({ user, embodiedKg }) => [user, embodiedKg !== undefined]),
    );
    assertEquals(known, { ada: true, bo: false });
    assert((await rows.csv()).includes("embodied_kg"));
    assert(
      rows.reduce((sum, { waterL }) => sum + waterL, 0) - log.total.waterL <
        1e-12,
    );
  });
});

Deno.test("jobLog() of many jobs with one hardware is as uncertain as one job", async () => {
  const options = {
    ...FRANCE,
    partitions: { "*": { hardware: "A100 SXM4 80GB" } },
  };
  const line = { AllocTRES: "gres/gpu=1,node=1", NCPUS: "0" };
  const widths = await Promise.all([1, 50].map((count) =>
    priced(
      { "log.txt": sacct(Array(count).fill(line)) },
      options,
      ({ total: { emissionsRangeKg: [low, high] } }) => high / low,
    )
  ));
  assertAlmostEquals(widths[1] ?? NaN, widths[0] ?? NaN, 1e-9);
});

Deno.test("jobLog().by() gives rows that add up to the total, by every key", async () => {
  const text = sacct(Array.from({ length: 40 }, (_, i) => ({
    User: `u${i % 3}`,
    Account: `a${i % 2}`,
    Partition: `p${i % 4}`,
    State: i % 5 === 0 ? "FAILED" : "COMPLETED",
    Start: `2026-0${1 + i % 9}-1${i % 7}T23:30:00`,
    AllocTRES: i % 2 === 0 ? "cpu=3,mem=8G,node=1" : "cpu=3,gres/gpu=1,node=1",
  })));
  await priced(
    { "log.txt": text },
    { ...PLAIN, timeZone: "Europe/Paris" },
    async (log) => {
      const keys = [
        "user",
        "account",
        "partition",
        "day",
        "month",
        "hardware",
        "state",
      ] as const;
      for (
        const rows of [
          ...await Promise.all(keys.map((key) => log.by(key))),
          await log.by(...keys),
        ]
      ) {
        const sum = (of: "jobs" | "energyKwh" | "emissionsKg" | "waterL") =>
          rows.reduce((all, row) => all + row[of], 0);
        assertAlmostEquals(sum("waterL"), log.total.waterL, 1e-9);
        assertAlmostEquals(
          rows.reduce((all, { embodiedKg = NaN }) => all + embodiedKg, 0),
          log.total.embodiedKg ?? 0,
          1e-12,
        );
        assertEquals(sum("jobs"), log.total.jobs);
        assertAlmostEquals(sum("energyKwh"), log.total.energyKwh, 1e-9);
        assertAlmostEquals(sum("emissionsKg"), log.total.emissionsKg, 1e-9);
      }
      const days = await log.by("day");
      assertEquals(days[0]?.day.slice(0, 7), "2026-01");
      assertEquals(
        (await log.by("hardware")).map(({ hardware }) => hardware).sort(),
        ["card", "processor"],
      );
      const error = await assertRejects(
        () => log.by("usr" as "user"),
        RangeError,
      );
      assert(/"usr".*did you mean "user"/.test(error.message), error.message);
    },
  );
});

const MS_PER_HOUR = 3_600_000;

/** 100 g/kWh in even hours of UTC, 300 in odd ones, and no value from 20:00 on. */
const ODD_AND_EVEN: HourlySource = {
  name: "odd and even",
  zone: "FR",
  basis: "lifecycle",
  licence: "none",
  resolutionMinutes: 60,
  yearlyAverage: { gPerKwh: 50, year: 2025, source: "the test" },
  between(start, end) {
    const hours = [];
    for (let at = start.getTime(); at < end.getTime(); at += MS_PER_HOUR) {
      const hour = new Date(at).getUTCHours();
      const gPerKwh = hour >= 20 ? undefined : hour % 2 === 0 ? 100 : 300;
      hours.push({
        start: new Date(at),
        end: new Date(at + MS_PER_HOUR),
        gPerKwh,
      });
    }
    return Promise.resolve(hours);
  },
  forecast: () => Promise.resolve([]),
};

Deno.test("jobLog() prices each part of a job by its hour, and an hour without a value by the year", async () => {
  // 10 W: 8:30 to 10:15 UTC is half an hour at 100, one at 300 and a quarter at 100 g/kWh.
  const text = sacct([
    { Start: "2026-03-02T08:30:00Z", End: "", ElapsedRaw: "6300" },
    { Start: "2026-03-02T20:00:00Z", End: "", ElapsedRaw: "3600" },
  ]);
  const { carbonIntensity: _, ...options } = PLAIN;
  await priced({ "log.txt": text }, {
    ...options,
    country: "FR",
    intensity: ODD_AND_EVEN,
  }, async (log) => {
    const users = Object.fromEntries(
      (await log.by("user")).map((row) => [row.user, row.emissionsKg * 1000]),
    );
    assertAlmostEquals(
      users["u1"] ?? NaN,
      0.01 * (0.5 * 100 + 300 + 0.25 * 100),
      1e-9,
    );
    assertAlmostEquals(users["u2"] ?? NaN, 0.01 * 50, 1e-9);
    assert(
      log.notes.some((note) => /no value for .* hours.*50 g\/kWh/.test(note)),
      log.notes.join(),
    );
    // The second one moves to no better hour: those after it have no hours. The first moves to
    // 9:30.
    const { movedKg, movableKg, savedKg } = await log.saving({
      withinHours: 2,
    });
    assertAlmostEquals(movableKg, log.total.emissionsKg, 1e-12);
    assertAlmostEquals(movedKg + savedKg, movableKg, 1e-12);
  });
});

Deno.test("charts.saving() has the cleanest place of the same basis, also of several places, and says why there is none", async () => {
  const text = "start,hours,cpus,partition,place\n" +
    "2026-03-02T08:00Z,2,10,p,FR\n2026-03-02T08:00Z,2,10,p,DE\n";
  const { carbonIntensity: _, ...options } = PLAIN;
  const titleOf = (intensity: JobLogOptions["intensity"], file = text) =>
    priced(
      { "log.csv": file },
      { ...options, country: "FR", ...(intensity && { intensity }) },
      async (log) => {
        const { title, description } = await log.charts.saving();
        return `${title}: ${description}`;
      },
    );
  const several = await titleOf(undefined);
  assert(
    /other places.*no hours are compared.* in [A-Z]/.test(several),
    several,
  );
  assert(!several.includes("best hours"), several);
  const one = text.replaceAll("DE", "FR");
  const hours = await titleOf({ FR: ODD_AND_EVEN }, one);
  assert(/other hours and places.* in [A-Z]/.test(hours), hours);
  const unknown = await titleOf(
    { FR: { ...ODD_AND_EVEN, basis: "unknown" } },
    one,
  );
  assert(
    /no place is compared, as it is not known what/.test(unknown),
    unknown,
  );
});

Deno.test("jobLog() knows which of two equal hours of autumn a job began in, by its end", async () => {
  // Clocks of Paris go from 3:00 back to 2:00 at 1:00 UTC on 25 October 2026.
  const at = (start: string, end: string, elapsed: number) => ({
    Start: `2026-10-25T${start}`,
    End: `2026-10-25T${end}`,
    ElapsedRaw: String(elapsed),
  });
  const text = sacct([
    at("02:50:00", "02:10:00", 1200), // from 0:50 UTC
    at("02:50:00", "03:10:00", 1200), // from 1:50 UTC
    at("01:30:00", "02:30:00", 3600), // from 23:30 UTC
    at("02:10:00", "02:30:00", 1200), // from 0:10 or 1:10 UTC: the first
  ]);
  const { carbonIntensity: _, ...options } = PLAIN;
  // Even hours of UTC have 100 g/kWh, odd ones 300, and 23:30 the year's 50.
  const expected = [
    1 / 6 * 100 + 1 / 6 * 300,
    1 / 6 * 300 + 1 / 6 * 100,
    0.5 * 50 + 0.5 * 100,
    1 / 3 * 100,
  ];
  await priced({ "log.txt": text }, {
    ...options,
    country: "FR",
    intensity: ODD_AND_EVEN,
    timeZone: "Europe/Paris",
  }, async (log) => {
    const users = Object.fromEntries(
      (await log.by("user")).map((row) => [row.user, row.emissionsKg * 1000]),
    );
    expected.forEach((grams, i) =>
      assertAlmostEquals(
        users[`u${i + 1}`] ?? NaN,
        0.01 * grams,
        1e-9,
        `u${i + 1}`,
      )
    );
    assertEquals((await log.by("day")).map(({ day }) => day), ["2026-10-25"]);
  });
});

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
