import { assert, assertEquals, assertRejects } from "@std/assert";
import { energies, PLAIN, priced, sacct } from "../price_texts.ts";

Deno.test("jobLog() reads decimal commas between semicolons, and times in s, ms, µs or ns since 1970", async () => {
  const s = Date.UTC(2026, 2, 2, 8) / 1000;
  const starts = [s, s * 1e3, s * 1e6, s * 1e9];
  const rows = starts.map((start, i) =>
    `${i};u${i};p;${start};${i === 1 ? "1,5" : "1"};10`
  );
  const csv = `id;user;partition;start;hours;cpus\n${rows.join("\n")}\n`;
  await priced({ "log.csv": csv }, PLAIN, async (log) => {
    assertEquals(log.notPriced, []);
    assertEquals(await energies(log), {
      u0: 10,
      u1: 15,
      u2: 10,
      u3: 10,
    });
    assertEquals((await log.by("day")).map(({ day }) => day), ["2026-03-02"]);
  });
});

Deno.test("jobLog() takes numbers below 0, infinite ones and none as not known, so that no sum is spoiled", async () => {
  const row = (user: string, hours: string, cpus: string, rest: string) =>
    `${user},p,2026-03-02T08:00Z,${hours},${cpus},${rest}`;
  const csv = [
    "user,partition,start,hours,cpus,gpus,memoryGb,energyKwh",
    row("nan", "1", "nan", ",,"),
    row("inf", "1", "inf", ",,"),
    row("huge", "1", "1e308", ",,"),
    row("ever", "inf", "10", ",,"),
    row("back", "-1", "10", ",,"),
    row("memory", "1", "10", ",-1000,"),
    row("gpus", "1", "10", "nan,,"),
    row("energy", "1", "10", ",,1e308"),
    "",
  ].join("\n");
  await priced({ "log.csv": csv }, PLAIN, async (log) => {
    assertEquals(await energies(log), { energy: 10, gpus: 10, memory: 10 });
    assertEquals(log.notPriced.length, 5);
    for (const value of [log.total.waterL, log.total.embodiedKg ?? NaN]) {
      assert(Number.isFinite(value), String(value));
    }
  });
});

Deno.test("jobLog() says what is wrong with a file, and passes over an empty one beside others", async () => {
  const read = (name: string, content: string | Uint8Array) => () =>
    priced({ [name]: content }, PLAIN, () => {});
  const wide = new Uint8Array(
    new Uint16Array([...`\uFEFF${sacct([{}])}`].map((c) => c.charCodeAt(0)))
      .buffer,
  );
  const cases = [
    [read("a.csv", "id,hours,cpus\n1,1,1\n"), "a column with when it began"],
    [read("a.txt", wide), "it is not UTF-8"],
    [read("a.txt", ""), "its first line is empty"],
    [read("a.parquet", "PAR1 garbage PAR1"), "it is no Parquet file"],
  ] as const;
  for (const [ask, text] of cases) {
    await assertRejects(ask, TypeError, text);
  }
  await priced(
    { "a.txt": "", "b.txt": sacct([{}]) },
    PLAIN,
    ({ total }) => assertEquals(total.jobs, 1),
  );
});
