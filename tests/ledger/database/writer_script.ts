/**
 * Puts many runs into a ledger, each by itself: for the tests.
 * Arguments: the path of the ledger, the name of the writer, and how many.
 * @module
 */

import { openDatabase } from "../../../src/ledger/database/database.ts";
import { onceFree } from "../../../src/ledger/database/failures.ts";
import { prepared, RunStore } from "../../../src/ledger/database/store.ts";
import { storedRun } from "../temp_ledger.ts";

const [path = "", writer = "", count = ""] = Deno.args;
const run = storedRun({ name: writer, samples: [] });
const { database } = await openDatabase(path);
const store = new RunStore(database);
for (let i = 0; i < Number(count); i += 1) {
  const ready = prepared({ ...run, id: `${writer} ${i}` });
  const put = () => store.put(ready, "anything");
  await onceFree(path, () => store.transaction(put));
}
database.close();
