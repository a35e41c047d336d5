import {
  assert,
  assertEquals,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import { configure, openLedger, startRun, track } from "../../mod.ts";
import { tempFolder } from "../ledger/temp_ledger.ts";
import { STEADY } from "../tracker/steady.ts";

const QUIET = { live: false, country: "FR" } as const;

/** A test of its own notebook, with a folder for its ledgers. */
function notebook(name: string, test: (folder: string) => Promise<void>) {
  Deno.test(name, async () => {
    using folder = tempFolder();
    try {
      await test(folder.path);
    } finally {
      configure({});
    }
  });
}

function textOf(run: object): Promise<string> {
  const display = Reflect.get(run, Symbol.for("Jupyter.display"));
  return display.call(run).then((bundle: Record<string, string>) =>
    bundle["text/plain"]
  );
}

notebook(
  "a tracked run is in the ledger that was configured, which openLedger() then opens",
  async (folder) => {
    const path = `${folder}/runs.db`;
    configure({ ...QUIET, ledger: path });
    const run = await track("fine-tune", (run) => run.log({ loss: 0.5 }), {
      replay: STEADY,
      tags: ["night", "small"],
    });
    assertEquals(run.keeping, { path, why: undefined });
    assertStringIncludes(await textOf(run), path);
    await using ledger = await openLedger();
    assertEquals(ledger.path, path);
    const [kept, ...others] = await ledger.runs({ tag: "small" });
    assertEquals(others, []);
    assertEquals(kept?.id, run.id);
    assertEquals(kept?.tags, ["night", "small"]);
    assertEquals(kept?.energyKwh, run.energyKwh);
    assertEquals(kept?.metrics, run.metrics);
  },
);

notebook(
  "a run over several cells is in the ledger while it is running, and once when it has ended",
  async (folder) => {
    configure({ ...QUIET, ledger: `${folder}/runs.db` });
    const run = await startRun("exploration", { replay: STEADY });
    await using ledger = await openLedger();
    assertEquals((await ledger.runs()).map((r) => r.status), ["running"]);
    const ended = await run.stop();
    const kept = await ledger.runs();
    assertEquals(kept.map((r) => r.status), ["finished"]);
    assertEquals(kept[0]?.energyKwh, ended.energyKwh);
  },
);

notebook(
  "a run that failed is kept with its reason",
  async (folder) => {
    configure({ ...QUIET, ledger: `${folder}/runs.db` });
    await track("wrong", () => {
      throw new Error("no such file");
    }, { replay: STEADY }).catch(() => {});
    await using ledger = await openLedger();
    const [failed] = await ledger.runs({ status: "failed" });
    assertEquals([failed?.name, failed?.reason], ["wrong", "no such file"]);
  },
);

notebook(
  "configure({ ledger: false }) saves no run, and its card does not mention it",
  async (folder) => {
    configure({ ...QUIET, ledger: false });
    const run = await track("unkept", () => {}, { replay: STEADY });
    assertEquals(run.keeping, undefined);
    assert(!(await textOf(run)).includes("Saved to"));
    assertEquals([...Deno.readDirSync(folder)], []);
  },
);

notebook(
  "if nothing can be written, the run continues and its card says why it is not saved",
  async (folder) => {
    const file = `${folder}/file`;
    configure({ ...QUIET, ledger: `${file}/runs.db` });
    await Deno.writeTextFile(file, "no folder, from now on");
    const run = await track("homeless", () => 42, { replay: STEADY });
    assertEquals([run.status, run.value], ["finished", 42]);
    assertEquals(run.keeping?.path, undefined);
    const text = await textOf(run);
    assertStringIncludes(text, "Not saved: Cannot open the ledger");
  },
);

notebook(
  "a ledger or tags that fit nothing are errors that say what does",
  async () => {
    assertThrows(
      () => configure({ ledger: true as never }),
      TypeError,
      "or false for none",
    );
    assertThrows(
      () => configure({ ledger: "" }),
      TypeError,
      "the path of a file",
    );
    const error = await track("x", () => {}, { tags: ["a", ""] }).catch((e) =>
      e
    );
    assert(error instanceof TypeError);
    assertStringIncludes(
      error.message,
      "tags.1 must be text that is not empty",
    );
  },
);

notebook(
  "runs that end at once leave no files next to the ledger",
  async (folder) => {
    configure({ ...QUIET, ledger: `${folder}/runs.db` });
    for (let i = 0; i < 20; i += 1) {
      await track(`short ${i}`, () => {}, { replay: STEADY });
    }
    const left = [...Deno.readDirSync(folder)].map(({ name }) => name);
    assertEquals(left, ["runs.db"]);
    await using ledger = await openLedger();
    assertEquals((await ledger.runs()).length, 20);
  },
);
