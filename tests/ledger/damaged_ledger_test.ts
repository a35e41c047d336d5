import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertStringIncludes,
} from "@std/assert";
import { DatabaseSync } from "node:sqlite";
import { keep } from "../../src/ledger/keep.ts";
import { SqliteLedger } from "../../src/ledger/sqlite_ledger.ts";
import type { WholeRun } from "../../src/ledger/stored/stored_run.ts";
import { samplesOf } from "../notebook/a_run.ts";
import { plain } from "./seen.ts";
import { storedRun, type TempFolder, tempFolder } from "./temp_ledger.ts";

const DAMAGES = 200;
const PAGE = 4096;

/** Of the place of the runs. */
const { pue: PUE } = storedRun();

/** A generator of whole numbers below a bound, the same at each execution (mulberry32). */
function seeded(seed: number): (below: number) => number {
  return (below) => {
    seed = seed + 0x6D2B79F5 | 0;
    let t = Math.imul(seed ^ seed >>> 15, 1 | seed);
    t = t + Math.imul(t ^ t >>> 7, 61 | t) ^ t;
    return ((t ^ t >>> 14) >>> 0) % below;
  };
}

interface Sample extends TempFolder {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly runs: ReadonlyMap<string, WholeRun>;
}

/** The file of a ledger with a dozen runs, of which some have many samples. */
async function sample(): Promise<Sample> {
  const folder = tempFolder();
  const file = `${folder.path}/whole.db`;
  const runs = Array.from(
    { length: 12 },
    (_, i) =>
      storedRun({
        id: `run-${i}`,
        name: `experiment ${i}`,
        startedAt: new Date(Date.UTC(2026, 10, 1 + i)),
        samples: samplesOf(i % 3 === 0 ? 300 : 2, 60, 0.1, 0.04),
        metrics: [{ timeS: 1, energyKwh: 0, emissionsKg: 0, loss: i }],
      }, ["a"]),
  );
  for (const run of runs) await keep(file, run);
  // A run that was deleted must not come back.
  await keep(file, storedRun({ id: "deleted" }));
  const ledger = await SqliteLedger.open(file);
  await ledger.delete("deleted");
  await ledger.close();
  const database = new DatabaseSync(file);
  database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  database.close();
  return {
    path: folder.path,
    bytes: Deno.readFileSync(file),
    runs: new Map(runs.map((run) => [run.id, run])),
    [Symbol.dispose]: () => folder[Symbol.dispose](),
  };
}

/**
 * Opens a damaged file and checks what it gives: only runs as they were written, and a name in the
 * notes for each one that is missing.
 * @returns Number of runs that are missing
 */
async function checkDamaged(
  { path: folder, runs }: Sample,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<number> {
  const path = `${folder}/damaged.db`;
  for (const ending of ["", "-wal", "-shm"]) {
    await Deno.remove(path + ending).catch(() => {});
  }
  await Deno.writeFile(path, bytes);
  await using ledger = await SqliteLedger.open(path);
  const asked = [...runs.keys()][bytes[bytes.length - 1]! % runs.size]!;
  // A sum, or a run, may be the first that is asked for.
  const [all] = await ledger.total();
  const isThere = await ledger.get(asked) !== undefined;
  const found = await ledger.runs();
  if (all?.runs !== found.length) {
    assert(ledger.notes.length > 0, `${all?.runs}`);
  }
  assertEquals(isThere, found.some(({ id }) => id === asked));
  for (const run of found) {
    const { samples: _, ...written } = runs.get(run.id) as WholeRun;
    const { samples: __ = [], ...read } = run as WholeRun;
    const notes = read.notes.filter((note) => !note.startsWith("its samples"));
    assertEquals(plain({ ...read, notes }), plain(written));
  }
  const missing = [...runs.keys()].filter((id) =>
    found.every((run) => run.id !== id)
  );
  const notes = ledger.notes.join();
  for (const id of missing) {
    assert(
      notes.includes(`"${id}"`) || notes.includes('"damaged-'),
      `${id} is not named: ${notes}`,
    );
  }
  const sums = await ledger.total({ by: "name" });
  assertEquals(sums.length, found.length);
  const [first] = found;
  if (first !== undefined) {
    assertEquals((await ledger.get(first.id))?.id, first.id);
  }
  return missing.length;
}

Deno.test("random bytes in the file of a ledger cost no more runs than bytes, and those are named", async () => {
  using file = await sample();
  const below = seeded(12);
  for (let i = 0; i < DAMAGES; i += 1) {
    const bytes = file.bytes.slice();
    const changed = 1 + below(8);
    const places: number[] = [];
    for (let n = 0; n < changed; n += 1) {
      const at = below(bytes.length);
      places.push(at);
      bytes[at] = below(256);
    }
    const missing = await checkDamaged(file, bytes).catch((error) => {
      throw new Error(`${i}: ${places}`, { cause: error });
    });
    assert(missing <= changed, `${i}: ${missing} runs for ${places}`);
  }
});

Deno.test("damage to header, schema, lists of rows, and the end of the file costs only what is there", async () => {
  using file = await sample();
  const damages: Record<string, (bytes: Uint8Array<ArrayBuffer>) => void> = {
    "no header": (bytes) => void bytes.fill(0, 0, 100),
    "another page size": (bytes) => void bytes.set([32, 0], 16),
    "another program's number": (bytes) => void bytes.fill(7, 68, 72),
    "an impossible version": (bytes) => void bytes.fill(7, 60, 64),
    "an older version": (bytes) => void bytes.fill(0, 60, 64),
    "no schema": (bytes) => void bytes.fill(0, PAGE - 1900, PAGE),
    "another table": (bytes) => void bytes.set([65, 66], PAGE - 900),
    "no tree of any table": (bytes) => {
      for (let at = PAGE; at < bytes.length; at += PAGE) bytes[at] = 0;
    },
    "no lists of rows": (bytes) => {
      for (let at = PAGE; at < bytes.length; at += PAGE) bytes[at + 4] = 0;
    },
  };
  for (const [what, damage] of Object.entries(damages)) {
    const bytes = file.bytes.slice();
    damage(bytes);
    const isKept = what !== "no tree of any table" &&
      what !== "no lists of rows";
    const missing = await checkDamaged(file, bytes);
    assert(!isKept || missing === 0, `${what}: ${missing} are missing`);
  }
  await checkDamaged(file, file.bytes.slice(0, file.bytes.length / 2));
  const zeroed = file.bytes.slice().fill(0, 2 * PAGE, 3 * PAGE);
  assertEquals(await checkDamaged(file, zeroed), 0);
});

Deno.test("a damaged run is deleted by its id: the ledger is whole again, and the damaged file is kept", async () => {
  using folder = tempFolder();
  const path = `${folder.path}/ledger.db`;
  await keep(path, storedRun({ id: "sound" }));
  await keep(path, storedRun({ id: "broken", name: "experiment" }));
  const database = new DatabaseSync(path);
  database.exec(`UPDATE detail SET record = replace(record, 'A100', 'A10O')
    WHERE run = (SELECT key FROM run WHERE id = 'broken')`);
  database.close();
  await using ledger = await SqliteLedger.open(path);
  const ids = async () => (await ledger.runs()).map(({ id }) => id);
  assertEquals(await ids(), ["sound"]);
  assertEquals(ledger.notes, [
    '1 run is damaged and left out: "experiment" ("broken"); ' +
    'delete("broken") removes the damaged runs and keeps a copy of the file',
  ]);
  assertEquals((await ledger.total({ by: "day" }))[0]?.runs, 1);
  // A run that ends meanwhile is not lost.
  await keep(path, storedRun({ id: "later" }));
  assertEquals((await ids()).toSorted(), ["later", "sound"]);
  assert(await ledger.delete("broken"));
  assertEquals((await ids()).toSorted(), ["later", "sound"]);
  assertStringIncludes(ledger.notes.join(), "ledger.db.damaged");
  assertEquals(await ledger.delete("broken"), false);
  await using again = await SqliteLedger.open(path);
  assertEquals((await again.runs()).length, 2);
  assertEquals(again.notes, []);
});

Deno.test("a ledger of which nothing can be read is refused with a sentence", async () => {
  using folder = tempFolder();
  const path = `${folder.path}/ledger.db`;
  for (const bytes of [1, 99, 100, 511, 512, 5000]) {
    await Deno.writeFile(path, new Uint8Array(bytes).fill(83));
    const error = await SqliteLedger.open(path).then(() => {}, (e) => e);
    assertStringIncludes(`${error}`, `Cannot open the ledger "${path}": it is`);
  }
});

Deno.test("what was edited in the database by hand is left out or set right, and no total is negative", async () => {
  const edits: Record<string, readonly [sql: string, sound: number]> = {
    "negative energy": ["UPDATE run SET energy_kwh = -5", 2],
    "infinite emissions": ["UPDATE run SET emissions_kg = 9e999", 2],
    "more shared than used": [
      `INSERT INTO shared VALUES (1, 'b', '12345678[{"id":"b"}]')`,
      2,
    ],
    "another name": ["UPDATE run SET name = 'x' WHERE id = 'a'", 2],
    "half of a run": ["DELETE FROM detail WHERE run = 1", 1],
    "the other half": [
      "PRAGMA foreign_keys = OFF; DELETE FROM run WHERE key = 1",
      2,
    ],
    "a record": [
      "UPDATE detail SET record = replace(record, '1200', '12') WHERE run = 1",
      1,
    ],
    "a record without checksum": [
      `UPDATE detail SET record = json_remove(json_set(record,
        '$.energyKwh', -3), '$.checksums') WHERE run = 1`,
      1,
    ],
    "a PUE of 0": [
      `UPDATE detail SET record = json_remove(json_set(record,
        '$.pue', 0), '$.checksums') WHERE run = 1`,
      1,
    ],
    "no place": [
      `UPDATE detail SET record = json_remove(record, '$.place', '$.checksums')
        WHERE run = 1`,
      1,
    ],
  };
  for (const [what, [sql, sound]] of Object.entries(edits)) {
    using folder = tempFolder();
    const path = `${folder.path}/ledger.db`;
    for (const id of ["a", "b"]) await keep(path, storedRun({ id }));
    const database = new DatabaseSync(path);
    database.exec(sql);
    database.close();
    await using ledger = await SqliteLedger.open(path);
    assertEquals((await ledger.runs()).length, sound, what);
    const [total] = await ledger.total({ by: "day" });
    // 0.1 kWh of computing with the PUE of the place, for each run
    assertAlmostEquals(total?.energyKwh ?? 0, sound * 0.1 * PUE, 1e-12, what);
    assertEquals(ledger.notes.length, 1, what);
  }
});
