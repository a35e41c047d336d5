import { assert, assertMatch } from "@std/assert";
import fc from "fast-check";
import { isCodecarbon } from "../../../src/ledger/import/codecarbon.ts";
import { headingsOf } from "../../../src/ledger/import/csv_records.ts";
import { fixturePath, importText } from "./fixture.ts";

/** With the three of them ten thousand files and more. */
const FILES_OF_EACH = 3400;

type Change = (text: string) => string;

const junk = fc.oneof(
  fc.constantFrom(
    '"',
    ",",
    "\n",
    "\r",
    "\t",
    "-",
    "nan",
    "1e999",
    "\u0000",
    "\uFEFF",
    "\ud800",
    "😀",
    "<script>",
    "';--",
    "__proto__",
    " - ",
    "Actual consumption:",
  ),
  fc.string({ maxLength: 5 }),
);

/** A place in a text, as a share of its length. */
const place = fc.noBias(fc.integer({ min: 0, max: 999 }))
  .map((thousandth) => thousandth / 1000);
const indexIn = (list: { readonly length: number }, at: number) =>
  Math.floor(list.length * at);

function withPart(text: string, mark: string, at: number, to: Change): string {
  const parts = text.split(mark);
  const index = indexIn(parts, at);
  return parts.flatMap((part, i) => i === index ? to(part).split(mark) : [part])
    .join(mark);
}

/** Damage to a file: changed characters, and cells and lines that are lost, doubled or cut. */
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ at: place, junk }).map(({ at, junk }): Change => (text) =>
    text.slice(0, indexIn(text, at)) + junk + text.slice(indexIn(text, at))
  ),
  fc.record({ at: place, count: fc.integer({ min: 1, max: 30 }) })
    .map(({ at, count }): Change => (text) =>
      text.slice(0, indexIn(text, at)) + text.slice(indexIn(text, at) + count)
    ),
  fc.record({ at: place, mark: fc.constantFrom(",", "\n", "\t"), junk })
    .map(({ at, mark, junk }): Change => (text) =>
      withPart(text, mark, at, () => junk)
    ),
  fc.record({ at: place, mark: fc.constantFrom(",", "\n") })
    .map(({ at, mark }): Change => (text) => {
      const parts = text.split(mark);
      return parts.toSpliced(indexIn(parts, at), 1).join(mark);
    }),
  fc.record({ at: place, mark: fc.constantFrom(",", "\n") })
    .map(({ at, mark }): Change => (text) =>
      withPart(text, mark, at, (part) => `${part}${mark}${part}`)
    ),
  place.map((at): Change => (text) => text.slice(0, indexIn(text, at))),
);

const changes = fc.array(change, { minLength: 1, maxLength: 3 });

/**
 * Checks for an error with a line, or as many runs as the file has.
 * @param runsIn The number of runs in a text, or the least and the greatest
 */
function checkImport(
  text: string,
  runsIn: (text: string) => number | readonly [number, number],
): void {
  let read: ReturnType<typeof importText>;
  try {
    read = importText(text);
  } catch (error) {
    assert(
      error instanceof TypeError || error instanceof RangeError ||
        error instanceof SyntaxError,
      `${error}`,
    );
    assertMatch(
      (error as Error).message,
      /^Cannot import "file" as line [1-9]\d* /,
    );
    return;
  }
  const { runs, remarks } = read;
  const parts = remarks.filter(({ what }) =>
    /part of the run|is left out/.test(what)
  );
  const [fewest, most] = [runsIn(text)].flat() as [number, number?];
  // A row with quotes may reach over several lines, and is left out as one.
  const least = most !== undefined && parts.length > 0 ? 0 : fewest;
  const told = runs.length + parts.length;
  assert(
    least <= told && told <= (most ?? fewest),
    `${told} of ${runsIn(text)}`,
  );
  for (const run of runs) {
    const { energyKwh, emissionsKg = 0, durationS, startedAt } = run;
    for (const figure of [energyKwh, emissionsKg, durationS]) {
      assert(figure >= 0 && figure < Infinity);
    }
    assert(!Number.isNaN(startedAt.getTime()));
    assertMatch(run.id, /^(?:codecarbon|carbontracker|zeus):[\w.:-]+$/);
    assert(run.name !== "");
  }
}

const lines = (text: string) => text.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/);

Deno.test("a damaged file of CodeCarbon is refused with a line, or every row is imported or named", () => {
  const files = ["codecarbon_3.3.0_shifted.csv", "codecarbon_3.3.2.csv"]
    .map((name) => Deno.readTextFileSync(fixturePath(name)));
  fc.assert(
    fc.property(fc.constantFrom(...files), changes, (file, all) => {
      const text = all.reduce((text, change) => change(text), file);
      // A quoted cell can contain line ends, so these rows are counted by the dates at their start.
      const isQuoted = lines(text).some((line) => line.includes('"'));
      checkImport(text, (text) => {
        const rest = lines(text).filter((line, i) =>
          i > 0 && line.trim() !== ""
        );
        const rows = rest.filter((line) => !isCodecarbon(headingsOf(line)));
        const dated = text.match(/^\d{4}-.*?,/gm)?.length ?? 0;
        if (isQuoted) return [Math.min(rows.length, dated), rest.length];
        // Headings that are there twice are named only if they are wrong.
        return rows.length === rest.length
          ? rows.length
          : [rows.length, rest.length];
      });
    }),
    { numRuns: FILES_OF_EACH },
  );
});

Deno.test("a damaged log of carbontracker is refused with a line, or every run is imported or named", () => {
  const file = Deno.readTextFileSync(
    fixturePath(
      "my_run_21681.785197_2026-11-23T093120Z_carbontracker_output.log",
    ),
  );
  fc.assert(
    fc.property(changes, (all) => {
      const text = all.reduce((text, change) => change(text), file);
      checkImport(
        text,
        (text) =>
          lines(text).filter((line) =>
            /\bActual consumption(?: for \d+ epoch\(s\))?:\s*$/.test(line)
          ).length,
      );
    }),
    { numRuns: FILES_OF_EACH },
  );
});

Deno.test("a damaged log of Zeus is refused with a line, or every window is imported or named", () => {
  const file = Deno.readTextFileSync(fixturePath("zeus.csv"));
  fc.assert(
    fc.property(changes, (all) => {
      const text = all.reduce((text, change) => change(text), file);
      checkImport(
        text,
        (text) => lines(text).slice(1).filter((line) => line !== "").length,
      );
    }),
    { numRuns: FILES_OF_EACH },
  );
});

Deno.test("bytes that are not text are refused, with their line", async () => {
  const { readImport } = await import(
    "../../../src/ledger/import/read_import.ts"
  );
  const path = await Deno.makeTempFile();
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: 1 }), async (bytes) => {
      await Deno.writeFile(path, bytes);
      const error = await readImport(path).then(() => undefined, (e) => e);
      assertMatch(error.message, /^Cannot import ".*" as line [1-9]\d* /);
    }),
    { numRuns: 300 },
  );
  await Deno.remove(path);
});
