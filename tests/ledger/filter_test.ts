import { assertEquals, assertRejects } from "@std/assert";
import { keep } from "../../src/ledger/keep.ts";
import type { GroupBy } from "../../src/ledger/database/totals.ts";
import type { RunFilter } from "../../src/ledger/ledger.ts";
import { SqliteLedger } from "../../src/ledger/sqlite_ledger.ts";
import { storedRun, tempFolder, tempLedger } from "./temp_ledger.ts";

import { names } from "./seen.ts";

Deno.test("runs are found by name, status, tag and start, and come in the order of their start", async () => {
  await using temp = await tempLedger();
  const at = (day: number) => new Date(Date.UTC(2026, 10, day));
  const runs = [
    storedRun({ name: "c", startedAt: at(3), status: "failed" }, ["night"]),
    storedRun({ name: "a", startedAt: at(1) }, ["day", "big"]),
    storedRun({ name: "b", startedAt: at(2), status: "aborted" }, ["day"]),
  ];
  for (const run of runs) await keep(temp.path, run);
  const found = (filter?: RunFilter) => names(temp.ledger, filter);
  assertEquals(await found(), ["a", "b", "c"]);
  assertEquals(await found({ name: "b" }), ["b"]);
  assertEquals(await found({ status: "failed" }), ["c"]);
  assertEquals(await found({ tag: "day" }), ["a", "b"]);
  assertEquals(await found({ tag: "da" }), []);
  assertEquals(await found({ since: at(2) }), ["b", "c"]);
  assertEquals(await found({ since: "2026-11-03" }), ["c"]);
  assertEquals(await found({ since: at(2), tag: "day" }), ["b"]);
});

Deno.test("a month's questions: until, week, month, project, notebook and country", async () => {
  await using temp = await tempLedger();
  const at = (text: string) => new Date(text);
  const norway = { name: "Norway", country: "NO" };
  const runs = [
    storedRun({ name: "a", startedAt: at("2026-10-31T23:30:00Z") }, ["x"]),
    storedRun({ name: "b", startedAt: at("2026-11-01T00:00:00Z") }, ["x", "y"]),
    storedRun({
      name: "c",
      startedAt: at("2026-11-29T12:00:00Z"),
      project: "thesis",
    }),
    storedRun({
      name: "d",
      startedAt: at("2026-11-30T23:59:59Z"),
      place: norway,
      notebook: "~/a.ipynb",
    }),
  ];
  for (const run of runs) await keep(temp.path, run);
  const found = async (filter: RunFilter) =>
    (await names(temp.ledger, filter)).join("");
  const cases: [RunFilter, string][] = [
    [{ until: "2026-11-29" }, "abc"],
    [{ until: "2026-11-29T12:00Z" }, "ab"],
    [{ until: at("2026-11-29T12:00:01Z") }, "abc"],
    [{ since: "2026-11-01", until: "2026-11-30" }, "bcd"],
    [{ since: "2026-11-01 01:00:00+01:00" }, "bcd"],
    [{ month: "2026-11" }, "bcd"],
    [{ week: "2026-W44" }, "ab"], // 26 October to 1 November
    [{ week: "2026-W48" }, "c"],
    [{ project: "thesis" }, "c"],
    [{ notebook: "~/a.ipynb" }, "d"],
    [{ country: "Norway" }, "d"],
    [{ country: "NO" }, "d"],
    [{ month: "2026-11", tag: "x" }, "b"],
  ];
  for (const [filter, wanted] of cases) {
    assertEquals(await found(filter), wanted, JSON.stringify(filter));
  }
  const groups = async (by: GroupBy, filter: RunFilter = {}) =>
    (await temp.ledger.total({ by, ...filter }))
      .map(({ key, runs }) => `${key} ${runs}`).sort();
  assertEquals(await groups("month"), ["2026-10 1", "2026-11 3"]);
  assertEquals(await groups("week"), [
    "2026-W44 2",
    "2026-W48 1",
    "2026-W49 1",
  ]);
  assertEquals(await groups("tag"), ["unknown 2", "x 2", "y 1"]);
  assertEquals(await groups("project"), ["thesis 1", "unknown 3"]);
  assertEquals(await groups("notebook"), ["unknown 3", "~/a.ipynb 1"]);
  assertEquals(await groups("country"), ["NO 1", "US 3"]);
  assertEquals(await groups("status"), ["finished 4"]);
  assertEquals(await groups("day", { month: "2026-10" }), ["2026-10-31 1"]);
  const [all] = await temp.ledger.total({ tag: "x" });
  assertEquals([all?.key, all?.runs], ["all", 2]);
});

Deno.test("days, weeks and months are those of the configured time zone", async () => {
  using folder = tempFolder();
  const path = `${folder.path}/ledger.db`;
  // Half past eleven of 31 October in London is half past midnight of 1 November in Paris.
  await keep(path, storedRun({ startedAt: new Date("2026-10-31T23:30:00Z") }));
  const keys = async (timeZone: string) => {
    await using ledger = await SqliteLedger.open(path, () => timeZone);
    const key = async (by: GroupBy) => (await ledger.total({ by }))[0]?.key;
    return [
      await key("day"),
      await key("week"),
      await key("month"),
      (await ledger.runs({ month: "2026-11" })).length,
      (await ledger.runs({ until: "2026-10-31" })).length,
      (await ledger.runs({ since: "2026-11-01T00:15" })).length,
    ];
  };
  assertEquals(await keys("UTC"), [
    "2026-10-31",
    "2026-W44",
    "2026-10",
    0,
    1,
    0,
  ]);
  assertEquals(await keys("Europe/Paris"), [
    "2026-11-01",
    "2026-W44",
    "2026-11",
    1,
    0,
    1,
  ]);
  assertEquals((await keys("Pacific/Kiritimati"))[0], "2026-11-01");
});

Deno.test("a wrong filter is refused, with what is wanted", async () => {
  await using temp = await tempLedger();
  const wrong: [unknown, typeof TypeError | typeof RangeError, string][] = [
    [{ nam: "x" }, TypeError, 'did you mean "name"?'],
    [{ since: "yesterday" }, RangeError, "since must be a Date or an ISO date"],
    [{ since: 5 }, TypeError, "since must be a Date or an ISO date"],
    [{ since: "11/12/2026" }, RangeError, 'such as "2026-11-01": current'],
    [{ since: "7" }, RangeError, 'current value is "7"'],
    [{ since: "2026" }, RangeError, "since must be"],
    [{ since: "2026-02-30" }, RangeError, "since must be"],
    [{ since: "2026-11-01T25:00" }, RangeError, "since must be"],
    [{ since: new Date(NaN) }, RangeError, "since must be"],
    [{ since: "" }, RangeError, "since must be"],
    [{ until: "tomorrow" }, RangeError, "until must be"],
    [{ until: null }, TypeError, "until must be"],
    [{ month: "November" }, RangeError, 'a month such as "2026-11"'],
    [{ month: "2026-13" }, RangeError, "month must be"],
    [{ week: "2026-W54" }, RangeError, 'an ISO week such as "2026-W48"'],
    [{ week: "2026-W00" }, RangeError, "week must be"],
    [{ week: "48" }, RangeError, "week must be"],
    [{ country: "Norwey" }, RangeError, "Norway"],
    [{ status: "done" }, RangeError, '"finished"'],
    [{ tag: 1 }, TypeError, "tag must be a tag, as text"],
    ["x", TypeError, "an object of filters"],
  ];
  for (const [filter, Class, words] of wrong) {
    const look = () => temp.ledger.runs(filter as RunFilter);
    await assertRejects(look, Class, words);
  }
  await assertRejects(
    () => temp.ledger.total({ by: "year" as GroupBy }),
    RangeError,
    'by must be "day", "week", "month", "name", "region", "component", "model", "tag", "project", ' +
      '"notebook", "country" or "status": current value is "year"',
  );
});
