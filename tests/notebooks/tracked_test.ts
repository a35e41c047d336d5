import { assert, assertEquals, assertMatch } from "@std/assert";
import { join } from "node:path";
import {
  bundlesOf,
  type CodeCell,
  codeCells,
  readNotebook,
  textOf,
} from "../../notebooks/tools/notebook.ts";
import { runCommand } from "../../notebooks/tools/command.ts";
import { NOTEBOOKS } from "../../notebooks/tools/paths.ts";
import { committedNotebooks } from "./notebook.ts";

// These tests check the stored outputs of the notebooks. stored_outputs_test.ts checks that an
// execution now gives the same outputs, except for figures that vary.

Deno.test("live_training.ipynb shows that starting from weights emits less, and how much", async () => {
  const text = await shownBy("live_training.ipynb", /^compare\(/);
  const percent = /^([\d.]+) % from the letters compared with from scratch/m
    .exec(text);
  assert(Number(percent?.[1]) < 100, text);
});

Deno.test("live_training.ipynb puts the better and cheaper run alone on the frontier", async () => {
  const text = await shownBy("live_training.ipynb", /^charts\.efficiency\(/);
  assertMatch(text, /On the frontier: from the letters with [^:]+\. Beaten/);
});

Deno.test("live_training.ipynb ends in claims that hold on every machine", async () => {
  assertEquals(await claimsOf("live_training.ipynb"), {
    statuses: ["finished", "finished", "finished"],
    "starting from the letters emits less": true,
    "and reads digits better": true,
  });
});

Deno.test("track_python.ipynb ends in claims that hold on every machine", async () => {
  assertEquals(await claimsOf("track_python.ipynb"), {
    statuses: ["finished", "aborted"],
    "the accuracy came back": true,
    "the second run ended early": true,
    "its budget is spent": true,
    "what it emitted is kept": true,
  });
});

Deno.test("track_python.ipynb shows why a run was aborted, and what it had emitted by then", async () => {
  const text = await shownBy("track_python.ipynb", /const stopped = /);
  assertMatch(text, /^[\d.]+ \S+ CO₂e /m);
  assertMatch(text, /, aborted after /);
  assertMatch(text, /^ {2}the budget of [\d.]+ \S+ CO₂e is/m);
});

Deno.test("experiment_report.ipynb ends in claims that hold on every machine", async () => {
  assertEquals(await claimsOf("experiment_report.ipynb"), {
    runs: [
      "no hidden layer: finished",
      "narrow, 16 neurons: finished",
      "wide, 256 neurons: finished",
    ],
    "the total is the sum of the runs": true,
    "a hidden layer separates the moons better": true,
    "the wide network emits more": true,
    "no saved file is empty": true,
  });
});

Deno.test("experiment_report.ipynb reports the sum of what the ledger has of its runs", async () => {
  const totals = await shownBy("experiment_report.ipynb", /totals\.map/);
  const milligrams = [...totals.matchAll(/: ([\d.]+) mg CO2e/g)]
    .map(([, digits]) => Number(digits));
  assertEquals(milligrams.length, 3);
  const sumKg = milligrams.reduce((sum, mg) => sum + mg) * 1e-6;
  const page = await shownBy("experiment_report.ipynb", /page = report\(/);
  const reportedKg = quantity(page, /^([\d.]+) (\S+) CO₂e/m);
  // the card shows two digits
  assert(Math.abs(reportedKg / sumKg - 1) < 0.05, `${reportedKg} ${sumKg}`);
});

for (const name of ["live_training.ipynb", "track_python.ipynb"]) {
  Deno.test(`the runs of ${name} emit their energy × the carbon intensity`, async () => {
    const cards = (await cellsOf(name)).flatMap(bundlesOf)
      .map((bundle) => textOf(bundle["text/plain"] ?? ""))
      .filter((text) => /^.*, (finished in|aborted after) /.test(text));
    assert(cards.length >= 2);
    // all runs of a notebook are in one place, which the first card says
    const kgPerKwh = quantity(
      cards.join("\n"),
      /grid carbon intensity of .* ([\d.]+) (g)CO₂e\/kWh/,
    );
    for (const card of cards) {
      const kWh = quantity(card, /^ {2}Energy +([\d.]+) (\S*)Wh/m);
      const kg = quantity(card, /^([\d.]+) (\S+) CO₂e/m);
      // the card shows three digits of each
      assert(Math.abs(kWh * kgPerKwh / kg - 1) < 0.015, card);
    }
  });
}

Deno.test("train.py reports each epoch in a line of JSON, with a share as its accuracy", async () => {
  const epochs = 3;
  const { code, stdout } = await runCommand("python3", [
    join(NOTEBOOKS, "train.py"),
    String(epochs),
  ]);
  assertEquals(code, 0);
  const reports = stdout.trim().split("\n").map((line) => JSON.parse(line));
  assertEquals(reports.map(({ epoch }) => epoch), [1, 2, 3]);
  for (const report of reports) {
    assertEquals(report.epochs, epochs);
    assert(report.loss > 0 && report.accuracy >= 0 && report.accuracy <= 1);
  }
});

Deno.test("the notebooks name the exact version of each package that they import by themselves", async () => {
  for (const name of committedNotebooks()) {
    const sources = (await cellsOf(name)).map(({ source }) => textOf(source));
    for (
      const specifier of sources.join("\n").match(/"(npm|jsr):[^"]+"/g) ?? []
    ) {
      assertMatch(specifier, /@\d+\.\d+\.\d+"$/);
    }
  }
});

async function cellsOf(name: string): Promise<CodeCell[]> {
  return codeCells(await readNotebook(join(NOTEBOOKS, name)));
}

/** Gives the shown text of the only cell whose source matches. */
async function shownBy(name: string, source: RegExp): Promise<string> {
  const cells = (await cellsOf(name))
    .filter((cell) => source.test(textOf(cell.source)));
  assertEquals(cells.length, 1);
  return cells.flatMap(bundlesOf)
    .map((bundle) => textOf(bundle["text/plain"] ?? "")).join("\n");
}

/** Gives the object of the last cell, whose figures must not vary. */
async function claimsOf(name: string): Promise<unknown> {
  const last = (await cellsOf(name)).at(-1)!;
  assertEquals(last.metadata.tags ?? [], []);
  const text = bundlesOf(last)
    .map((bundle) => textOf(bundle["text/plain"] ?? "")).join("");
  // Deno prints keys without quotes if possible
  return JSON.parse(text.replace(/^( *)(\w+):/gm, '$1"$2":'));
}

const SIZES: Readonly<Record<string, number>> = {
  m: 1e-6,
  "": 1e-3,
  k: 1,
  mg: 1e-6,
  g: 1e-3,
  kg: 1,
};

/** Converts a number with its unit to kilowatt-hours or kilograms. */
function quantity(text: string, pattern: RegExp): number {
  const [, digits, unit] = pattern.exec(text) ?? [];
  return Number(digits) * (SIZES[unit ?? "none"] ?? NaN);
}
