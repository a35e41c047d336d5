import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { DatabaseSync } from "node:sqlite";
import {
  APPLICATION_ID,
  checkSchema,
  migrate,
  MIGRATIONS,
} from "../../../src/ledger/database/migrations.ts";
import { SqliteLedger } from "../../../src/ledger/sqlite_ledger.ts";
import { storedRun, tempFolder, tempLedger } from "../temp_ledger.ts";
import { keep } from "../../../src/ledger/keep.ts";

const NEXT = [
  ...MIGRATIONS,
  "ALTER TABLE run ADD COLUMN weather TEXT NOT NULL DEFAULT 'dry'",
];

Deno.test("a ledger of an older version is brought to the newest, and keeps its runs", async () => {
  using folder = tempFolder();
  const path = `${folder.path}/ledger.db`;
  await keep(path, storedRun({ id: "old" }));
  const database = new DatabaseSync(path);
  assert(!checkSchema(database, path, NEXT));
  migrate(database, NEXT);
  assert(checkSchema(database, path, NEXT));
  assertEquals(
    { ...database.prepare("SELECT id, weather FROM run").get() },
    { id: "old", weather: "dry" },
  );
  migrate(database, NEXT); // has nothing left to do
  database.close();
});

Deno.test("a migration that fails changes nothing", async () => {
  using folder = tempFolder();
  const path = `${folder.path}/ledger.db`;
  await keep(path, storedRun());
  const database = new DatabaseSync(path);
  const broken = [...NEXT, "ALTER TABLE nowhere ADD COLUMN x"];
  assertThrows(() => migrate(database, broken), Error, "nowhere");
  assert(checkSchema(database, path));
  assertThrows(() => database.exec("SELECT weather FROM run"));
  database.close();
});

Deno.test("a ledger of a newer version is refused with a clear error, and not a byte of the file changes", async () => {
  using folder = tempFolder();
  const path = `${folder.path}/ledger.db`;
  await keep(path, storedRun());
  const database = new DatabaseSync(path);
  database.exec("PRAGMA user_version = 99");
  database.close();
  const before = await Deno.readFile(path);
  await assertRejects(
    () => SqliteLedger.open(path),
    RangeError,
    "as a newer version of carboncell wrote it: its schema is 99, the newest known here is 3; update carboncell",
  );
  await assertRejects(() => keep(path, storedRun()), RangeError, "newer");
  assertEquals(await Deno.readFile(path), before);
});

Deno.test("the database of another program is refused and stays as it is", async () => {
  using folder = tempFolder();
  const path = `${folder.path}/other.db`;
  const database = new DatabaseSync(path);
  database.exec("CREATE TABLE person (name TEXT)");
  database.close();
  const before = await Deno.readFile(path);
  await assertRejects(
    () => SqliteLedger.open(path),
    TypeError,
    "as it is another program's database",
  );
  assertEquals(await Deno.readFile(path), before);
});

Deno.test("a file that is not a database is refused and stays as it is", async () => {
  using folder = tempFolder();
  const path = `${folder.path}/notes.txt`;
  const text = "These are my notes. ".repeat(100);
  await Deno.writeTextFile(path, text);
  await assertRejects(
    () => SqliteLedger.open(path),
    Error,
    "it is not a database",
  );
  assertEquals(await Deno.readTextFile(path), text);
});

Deno.test("a ledger says what it is, in the file itself", async () => {
  await using temp = await tempLedger();
  await temp.ledger.close();
  const bytes = await Deno.readFile(temp.path);
  // Where SQLite's format has the application's id: byte 68, big-endian.
  assertEquals(new DataView(bytes.buffer).getUint32(68), APPLICATION_ID);
});
