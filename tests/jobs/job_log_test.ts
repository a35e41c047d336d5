import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertRejects,
} from "@std/assert";
import { estimate, type JobLogOptions } from "../../mod.ts";
import type { HourlySource } from "../../src/hourly/hourly_source.ts";
import { PLAIN, priced, sacct } from "./price_texts.ts";

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
