import {
  assertEquals,
  assertRejects,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import { configure } from "../../src/notebook/session/configure.ts";
import { LedgerSink } from "../../src/ledger/ledger_sink.ts";
import {
  defaultPlace,
  ledgerPath,
  shortPath,
} from "../../src/ledger/location.ts";
import { SqliteLedger } from "../../src/ledger/sqlite_ledger.ts";
import { tempFolder } from "./temp_ledger.ts";

function placeOn(os: string, env: Readonly<Record<string, string>>): string {
  return defaultPlace({ os, env: (name) => env[name] });
}

Deno.test("CARBONCELL_LEDGER says where the ledger is, on every platform", () => {
  for (const os of ["linux", "darwin", "windows"]) {
    assertEquals(placeOn(os, { CARBONCELL_LEDGER: "runs.db" }), "runs.db");
  }
});

Deno.test("the ledger is in the platform's folder for program data", () => {
  const home = { HOME: "/home/ada" };
  assertEquals(
    placeOn("linux", home),
    "/home/ada/.local/share/carboncell/ledger.db",
  );
  assertEquals(
    placeOn("linux", { ...home, XDG_DATA_HOME: "/data" }),
    "/data/carboncell/ledger.db",
  );
  assertEquals(
    placeOn("darwin", { HOME: "/Users/ada" }),
    "/Users/ada/Library/Application Support/carboncell/ledger.db",
  );
  assertEquals(
    placeOn("windows", { LOCALAPPDATA: "C:\\Users\\ada\\AppData\\Local" }),
    "C:\\Users\\ada\\AppData\\Local\\carboncell\\ledger.db",
  );
});

Deno.test("a relative data folder is ignored, as the specification says", () => {
  assertEquals(
    placeOn("linux", { HOME: "/home/ada", XDG_DATA_HOME: "data" }),
    "/home/ada/.local/share/carboncell/ledger.db",
  );
});

Deno.test("without a home there is no place for the ledger, and the error says what to set", () => {
  assertThrows(
    () => placeOn("linux", { CARBONCELL_LEDGER: "" }),
    Error,
    "as HOME is not set",
  );
});

Deno.test("the path of a ledger is made absolute, so that it stays the same if the folder changes", () => {
  assertEquals(ledgerPath("runs.db"), `${Deno.cwd()}/runs.db`);
  assertEquals(ledgerPath(new URL("file:///data/a%20b.db")), "/data/a b.db");
});

Deno.test("a value that is not a path is refused", () => {
  for (const wrong of [3, "", {}]) {
    assertThrows(
      () => ledgerPath(wrong as string),
      TypeError,
      "must be the path of a file",
    );
  }
});

Deno.test("a path starts from the current folder or the user's home, so that an export does not name the user", () => {
  const folders = { current: "/home/ada/thesis", home: "/home/ada" };
  const told = (path: string) => shortPath(path, folders);
  assertEquals(told("/home/ada/thesis/runs.db"), "runs.db");
  assertEquals(told("/home/ada/.local/ledger.db"), "~/.local/ledger.db");
  assertEquals(told("/home/adam/ledger.db"), "/home/adam/ledger.db");
  assertEquals(told("/srv/ledger.db"), "/srv/ledger.db");
  const unknown = { current: undefined, home: undefined };
  assertEquals(shortPath("/srv/ledger.db", unknown), "/srv/ledger.db");
});

Deno.test("a place where no ledger can be is said at once, by configure(), by openLedger() and by a run", async () => {
  using folder = tempFolder();
  const at = (name: string) => `${folder.path}/${name}`;
  await Deno.writeTextFile(at("file"), "");
  await Deno.symlink("/nowhere/at all.db", at("dangling"));
  await Deno.symlink(at("loop"), at("loop"));
  await Deno.symlink("/nowhere", at("no folder"));
  const places: Readonly<Record<string, string>> = {
    "/dev/null": "it is a device",
    "/dev/full": "it is a device",
    [folder.path]: "it is a folder",
    [`${folder.path}/`]: "it is a folder",
    [at("dangling")]: "it is a link to",
    [at("loop")]: "its links lead in a circle",
    [at("no folder/ledger.db")]: "is a link to nothing",
    [at("file/ledger.db")]: "is no folder",
    [at("file/a/b/ledger.db")]: "is no folder",
    [at("x".repeat(300))]: "too long",
    [at("a\0b")]: "a character that no path can have",
  };
  for (const [place, fault] of Object.entries(places)) {
    assertThrows(() => configure({ ledger: place }), RangeError, fault);
    await assertRejects(() => SqliteLedger.open(place), Error, fault);
    const { keeping } = new LedgerSink(place);
    assertEquals(keeping.path, undefined);
    assertStringIncludes(keeping.why ?? "", fault);
  }
  assertThrows(() => configure({ ledger: "  " }), RangeError, "only spaces");
  await Deno.writeTextFile(at("ledger.db.open"), "");
  assertStringIncludes(
    new LedgerSink(at("ledger.db")).keeping.why ?? "",
    "is a file, and must be a folder",
  );
});

Deno.test("CARBONCELL_LEDGER is named where no ledger can be at its place", () => {
  const before = Deno.env.get("CARBONCELL_LEDGER");
  try {
    for (const place of ["/dev/null", "   "]) {
      Deno.env.set("CARBONCELL_LEDGER", place);
      const { why = "" } = new LedgerSink().keeping;
      assertStringIncludes(why, "CARBONCELL_LEDGER");
    }
  } finally {
    if (before !== undefined) Deno.env.set("CARBONCELL_LEDGER", before);
    else Deno.env.delete("CARBONCELL_LEDGER");
  }
});

Deno.test("a link to a ledger that can be made is followed", async () => {
  using folder = tempFolder();
  await Deno.symlink("real.db", `${folder.path}/link.db`);
  await (await SqliteLedger.open(`${folder.path}/link.db`)).close();
  assertEquals((await Deno.stat(`${folder.path}/real.db`)).isFile, true);
});

Deno.test("a folder in which no user may write is said at once", async () => {
  const { getuid } = (await import("node:process")).default;
  using folder = tempFolder();
  await Deno.chmod(folder.path, 0o555);
  const { why } = new LedgerSink(`${folder.path}/ledger.db`).keeping;
  await Deno.chmod(folder.path, 0o755);
  // The system lets the superuser write everywhere.
  if (getuid?.() !== 0) assertStringIncludes(why ?? "", "you may not write in");
});
