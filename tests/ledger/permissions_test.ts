import { assertEquals, assertStringIncludes } from "@std/assert";
import { keep } from "../../src/ledger/keep.ts";
import { fromScript } from "./scripts.ts";
import { storedRun, tempFolder } from "./temp_ledger.ts";

interface Said {
  readonly status: string;
  readonly notes: readonly string[];
  readonly keeping: { readonly path?: string; readonly why?: string };
  readonly opened: unknown;
}

async function permitted(
  args: readonly string[],
  permissions: readonly string[],
): Promise<Said> {
  const child = fromScript("permitted_script.ts", args, permissions);
  const { stdout } = await child.output();
  return JSON.parse(new TextDecoder().decode(stdout)) as Said;
}

Deno.test("without --allow-write a run continues unsaved, and a ledger can be read", async () => {
  using folder = tempFolder();
  const path = `${folder.path}/ledger.db`;
  await keep(path, storedRun());
  const said = await permitted([path], ["--allow-read"]);
  assertEquals([said.status, said.notes], ["finished", []]);
  assertEquals(said.keeping.path, undefined);
  assertStringIncludes(
    said.keeping.why ?? "",
    "Deno was not given --allow-write",
  );
  assertEquals(said.opened, {
    readOnly: true,
    runs: 1,
    deleted:
      `Cannot delete the run as the ledger "${path}" is read-only: Deno was not given --allow-write`,
  });
});

Deno.test("without any permission a run continues unsaved, and says which permission is missing", async () => {
  const said = await permitted(["/nowhere/ledger.db"], []);
  assertEquals([said.status, said.notes], ["finished", []]);
  assertEquals(said.keeping.path, undefined);
  assertStringIncludes(
    said.keeping.why ?? "",
    "Deno was not given --allow-read",
  );
  assertStringIncludes(String(said.opened), "was not given --allow-read");
});

Deno.test("without --allow-env there is no place for the ledger, and it says so", async () => {
  const said = await permitted([], ["--allow-read", "--allow-write"]);
  assertEquals([said.status, said.notes], ["finished", []]);
  assertEquals(said.keeping.path, undefined);
  assertStringIncludes(said.keeping.why ?? "", "CARBONCELL_LEDGER");
  assertStringIncludes(said.keeping.why ?? "", "--allow-env");
});

Deno.test("a ledger needs permissions for its own folder only", async () => {
  using folder = tempFolder();
  const path = `${folder.path}/ledger.db`;
  const said = await permitted([path], [
    `--allow-read=${folder.path}`,
    `--allow-write=${folder.path}`,
  ]);
  assertEquals(said.keeping.path, path);
  assertEquals(said.keeping.why, undefined);
  assertEquals(said.opened, { readOnly: false, runs: 1, deleted: false });
});
