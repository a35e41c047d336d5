import { assertEquals, assertThrows } from "@std/assert";
import {
  defaultPlace,
  ledgerPath,
  shortPath,
} from "../../src/ledger/location.ts";

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
