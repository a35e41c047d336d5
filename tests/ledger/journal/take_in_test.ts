import { assertEquals, assertStringIncludes } from "@std/assert";
import { LedgerSink } from "../../../src/ledger/ledger_sink.ts";
import { SqliteLedger } from "../../../src/ledger/sqlite_ledger.ts";
import { fakeRun } from "../../tracker/fake_run.ts";
import { type TempFolder, tempFolder } from "../temp_ledger.ts";

const PLACE = { provider: "gcp", region: "us-central1" };

interface Killed extends TempFolder {
  /** The path of the ledger. */
  readonly ledger: string;
  /** The ids of its runs. */
  readonly ids: readonly string[];
}

/** Runs whose processes were killed: copies of their journals have no lock. */
async function killed(count: number): Promise<Killed> {
  const folder = tempFolder();
  const [from, to] = ["living", "killed"].map((n) => `${folder.path}/${n}.db`);
  await Deno.mkdir(`${to}.open`);
  const ids: string[] = [];
  for (let i = 0; i < count; i += 1) {
    const { run, pass } = fakeRun({
      keeper: new LedgerSink(from),
      options: PLACE,
    });
    pass(1, [100]);
    run.log({ loss: i });
    pass(9, [100]);
    for (const ending of ["run", "course", "tape"]) {
      const name = `${run.id}.${ending}`;
      await Deno.copyFile(`${from}.open/${name}`, `${to}.open/${name}`);
    }
    ids.push(run.id);
    await run.stop();
  }
  return {
    path: folder.path,
    ledger: to as string,
    ids,
    [Symbol.dispose]: () => folder[Symbol.dispose](),
  };
}

type Edit = (text: string) => string;

/** Changes in a journal's record, and what the ledger says of each. */
const UNFIT: readonly (readonly [edit: Edit, why: string])[] = [
  [() => "", "it does not say which run it is of"],
  [() => "no JSON\n", "it does not say which run it is of"],
  [() => "{}\n", "it does not say which run it is of"],
  [() => '{"kind":"header"}\n', "it is damaged"],
  [
    (text) => text.replace('"carboncell":"', '"carboncell":"9'),
    "wrote it, and this is",
  ],
  [(text) => text.replace('"basis":', '"bases":'), "it is damaged"],
  [(text) => text.replace(/"id":"[^"]*"/, '"id":"other"'), '"other"'],
  [
    (text) => text.replace(/"startedAt":"[^"]*"/, '"startedAt":"x"'),
    "startedAt",
  ],
  [(text) => text.replace('"sensors":[', '"sensors":[null,'), "it is damaged"],
  [(text) => withFigure(text, "pue", "0"), "pue must be a number >= 1"],
  [(text) => withFigure(text, "intensity", "-5"), "emissionsKg must be"],
  [(text) => withFigure(text, "intensity", "1e999"), "it is damaged"],
  [(text) => withFigure(text, "wueSite", "-1e9"), "waterL must be"],
];

/** The record with another value of a figure. */
function withFigure(text: string, role: string, value: string): string {
  const pattern = new RegExp(`("role":"${role}"[^}]*?"value":)[-\\d.e]+`);
  return text.replace(pattern, (_, before) => `${before}${value}`);
}

Deno.test("a journal that cannot be read keeps no other one out, and is named with the reason", async () => {
  for (const [edit, why] of UNFIT) {
    using folder = await killed(3);
    const [, bad] = folder.ids;
    const path = `${folder.ledger}.open/${bad}.run`;
    await Deno.writeTextFile(path, edit(await Deno.readTextFile(path)));
    await using ledger = await SqliteLedger.open(folder.ledger);
    const runs = await ledger.runs();
    assertEquals(
      runs.map(({ id, status }) => [id, status]).toSorted(),
      folder.ids.filter((id) => id !== bad)
        .map((id) => [id, "interrupted"]).toSorted(),
    );
    assertEquals(ledger.notes.length, 1, `${edit}`);
    assertStringIncludes(ledger.notes[0] ?? "", `${bad}`);
    assertStringIncludes(ledger.notes[0] ?? "", why);
    await ledger.runs();
    assertEquals(ledger.notes.length, 1, "it is named again");
  }
});

Deno.test("a journal whose course is damaged or missing is set aside, and one of which half a line was written is not", async () => {
  using folder = await killed(5);
  const [nan, negative, missing, half, sound] = folder.ids;
  const path = (id: string | undefined, ending: string) =>
    `${folder.ledger}.open/${id}.${ending}`;
  for (const [id, value] of [[nan, NaN], [negative, -1]] as const) {
    const bytes = await Deno.readFile(path(id, "course"));
    new DataView(bytes.buffer).setFloat64(8, value, true);
    await Deno.writeFile(path(id, "course"), bytes);
  }
  await Deno.remove(path(missing, "course"));
  await Deno.writeTextFile(path(half, "run"), '{"kind":"met', { append: true });
  await using ledger = await SqliteLedger.open(folder.ledger);
  const ids = (await ledger.runs()).map(({ id }) => id);
  assertEquals(ids.toSorted(), [half, sound].toSorted());
  const notes = ledger.notes.join("\n");
  for (const id of [nan, negative]) {
    assertStringIncludes(
      notes,
      `${id}.unfit" of a run is left out: the figures of its course are damaged`,
    );
  }
  assertStringIncludes(notes, "one of its files is missing");
  for (const id of [nan, negative, missing]) {
    await Deno.remove(path(id, "unfit"));
  }
  await ledger.runs();
  assertEquals(ledger.notes, [], "the files are deleted, as the notes say");
});
