import { assert } from "@std/assert";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "../../../src/jobs/engines/temporary_folder.ts";

Deno.test("temporaryFolder() removes what killed processes left, and nothing that is in use or of others", async () => {
  const used = await temporaryFolder();
  const left = await Deno.makeTempDir({ prefix: "carboncell-jobs-" });
  const other = await Deno.makeTempDir({ prefix: "carboncell-jobs-" });
  // The system has let go of the lock of a process that was killed.
  await Deno.writeTextFile(join(left, "in-use"), "");
  await Deno.writeTextFile(join(left, "spilled"), "…");
  const next = await temporaryFolder();
  try {
    assert(!existsSync(left));
    assert(existsSync(used.path));
    assert(existsSync(other));
    next.remove();
    next.remove();
    assert(!existsSync(next.path));
  } finally {
    next.remove();
    used.remove();
    await Deno.remove(other);
  }
});
