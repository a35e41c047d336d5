/**
 * Lets eight processes write 10,000 runs each into one ledger, in one transaction a run:
 * `deno run -A --import-map=tests/import_map.json tests/bench/ledger_writers.ts [writers] [each]`.
 * @module
 */

import { writtenAtOnce } from "../ledger/database/concurrency.ts";
import { say } from "./say.ts";

const [writers = "8", each = "10000"] = Deno.args;
const folder = await Deno.makeTempDir();
const path = `${folder}/ledger.db`;
const written = await writtenAtOnce(path, Number(writers), Number(each));
const { size } = await Deno.stat(path);
await Deno.remove(folder, { recursive: true });
const rows = written.rows.reduce((sum, n) => sum + n, 0);
const wanted = Number(writers) * Number(each);
say(
  `${rows} of ${wanted} runs from ${writers} processes in ${
    written.durationS.toFixed(1)
  } s: ${Math.round(rows / written.durationS)} a second, ${
    (size / 2 ** 20).toFixed(0)
  } MiB`,
);
say(`exit codes ${written.codes.join(" ")}, integrity ${written.integrity}`);
if (rows !== wanted || written.codes.some((code) => code !== 0)) Deno.exit(1);
