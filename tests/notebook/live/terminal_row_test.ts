import { assert, assertEquals } from "@std/assert";
import * as fc from "fast-check";
import { terminalView } from "../../../src/notebook/live/live_terminal.ts";
import { TerminalRow } from "../../../src/notebook/live/terminal_row.ts";
import type { RunView } from "../../../src/cards/run_view.ts";
import { aLiveRun, aRun } from "../a_run.ts";
import { Screen, withoutEmptyEnd } from "./screen.ts";

const COLUMNS = 70;
const ROWS = 8;
const FINAL = "fine-tune: 45.4 g CO2e (29 to 72 g), 110 Wh, 20 min";

const LIVE =
  "fine-tune: 45.4 g CO2e, 110 Wh, 300 W, 20 min, 50 % of the budget, 60 % done, ";

/** A view on a screen, and its clock. */
class Watched {
  readonly screen = new Screen(COLUMNS, ROWS);
  readonly row = new TerminalRow(this.screen);
  nowMs = 0;

  view(): RunView {
    return terminalView(this.row, () => this.nowMs);
  }

  get foot(): string | undefined {
    return this.screen.shown.at(-1);
  }
}

Deno.test("a run in a terminal has a line at its foot, which ends as a line above", async () => {
  const watched = new Watched();
  const view = watched.view();
  watched.screen.write("before\n");
  view.sampled(() => aLiveRun());
  assertEquals(
    watched.foot,
    "fine-tune: 45.4 g CO2e, 110 Wh, 300 W, 20 min, 50 % of the budget, …",
  );
  watched.screen.write("from the cell\n");
  await view.ended(aRun());
  watched.screen.write("after\n");
  assertEquals(watched.screen.all, ["before", "from the cell", FINAL, "after"]);
  assertEquals(watched.screen.bottom, ROWS - 1);
});

Deno.test("in a narrow terminal the line is cut between words, and what stays is whole", async () => {
  for (const columns of [24, 40, 69]) {
    const screen = new Screen(columns, ROWS);
    const view = terminalView(new TerminalRow(screen), () => 0);
    screen.write("before\n");
    view.sampled(() => aLiveRun());
    const words = screen.shown.at(-1)?.split(" ") ?? [];
    assertEquals(words.pop(), "…");
    assert(LIVE.startsWith(`${words.join(" ")} `), words.join(" "));
    await view.ended(aRun());
    screen.write("after\n");
    const [before, ...lines] = screen.all;
    assertEquals([before, lines.pop()], ["before", "after"]);
    assertEquals(lines.join(" "), FINAL);
    assert(lines.every((line) => line.length < columns));
  }
});

Deno.test("the line changes at most once a second", () => {
  const watched = new Watched();
  const view = watched.view();
  let snapshots = 0;
  for (; watched.nowMs < 10_000; watched.nowMs += 20) {
    view.sampled(() => (snapshots += 1, aLiveRun()));
  }
  assertEquals(snapshots, 10);
});

/** What programs write: lines, long lines, lines in parts, bars that rewrite themselves. */
const writing = fc.oneof(
  fc.string({ unit: fc.constantFrom(..."ab c"), maxLength: 2 * COLUMNS })
    .map((text) => `${text}\n`),
  fc.string({ unit: fc.constantFrom(..."xyz"), minLength: 1, maxLength: 20 }),
  fc.nat(COLUMNS).map((done) => `\r${"#".repeat(done)}\x1b[K`),
  fc.nat(COLUMNS).map((done) => `\x1b[K${"=".repeat(done)}\r`),
);

Deno.test("a program's output stays whole next to the line at the bottom", () => {
  fc.assert(fc.property(
    fc.array(writing),
    fc.array(writing),
    fc.array(writing),
    (before, during, after) => {
      const watched = new Watched();
      const alone = new Screen(COLUMNS, ROWS);
      const write = (text: string) => {
        watched.screen.write(text);
        alone.write(text);
      };
      const view = watched.view();
      before.forEach(write);
      view.sampled(() => aLiveRun());
      for (const text of during) {
        write(text);
        watched.nowMs += 1000;
        view.sampled(() => aLiveRun());
        assert(watched.foot?.startsWith("fine-tune: 45.4 g"));
      }
      view.ended(aRun());
      after.forEach(write);
      const lines = watched.screen.all;
      assert(lines.includes(FINAL));
      lines.splice(lines.indexOf(FINAL), 1);
      assertEquals(withoutEmptyEnd(lines), alone.all);
    },
  ));
});

Deno.test("of runs within each other the inner one is shown, and then the outer one again", async () => {
  const watched = new Watched();
  const [outer, inner] = [watched.view(), watched.view()];
  outer.sampled(() => aLiveRun({ name: "outer" }));
  watched.nowMs += 1000;
  inner.sampled(() => aLiveRun({ name: "inner" }));
  outer.sampled(() => aLiveRun({ name: "outer" }));
  assert(watched.foot?.startsWith("inner:"));
  await inner.ended(aRun({ name: "inner" }));
  outer.sampled(() => aLiveRun({ name: "outer" }));
  assert(watched.foot?.startsWith("outer:"));
  await outer.ended(aRun({ name: "outer" }));
  assertEquals(watched.screen.all.map((line) => line.split(":")[0]), [
    "inner",
    "outer",
  ]);
});

Deno.test("a run that was never sampled leaves its line all the same", async () => {
  const watched = new Watched();
  await watched.view().ended(aRun({ status: "failed" }));
  assertEquals(watched.screen.all, [
    "fine-tune, failed: 45.4 g CO2e (29 to 72 g), 110 Wh, 20 min",
  ]);
});

Deno.test("a name cannot command the terminal, nor make the line longer than the row", async () => {
  const watched = new Watched();
  const view = watched.view();
  for (
    const name of [
      "\x1b[2J\x07\r\n\x9b5A",
      "日本語".repeat(100),
      "long ".repeat(99),
    ]
  ) {
    watched.nowMs += 1000;
    // The screen knows no other sequences than those of the row, and throws.
    view.sampled(() => aLiveRun({ name }));
    assertEquals(watched.screen.shown.slice(0, -1).join(""), "");
  }
  await view.ended(aRun({ name: "\x1b[2J" }));
});

Deno.test("a terminal that has gone harms no run", async () => {
  const row = new TerminalRow({
    size: () => ({ columns: COLUMNS, rows: ROWS }),
    write: () => {
      throw new Error("Input/output error");
    },
  });
  const view = terminalView(row, () => 0);
  view.sampled(() => aLiveRun());
  await view.ended(aRun());
  globalThis.dispatchEvent(new Event("unload"));
});

Deno.test("a terminal whose height has changed has its line at the new foot", () => {
  const watched = new Watched();
  let rows = ROWS;
  const row = new TerminalRow({
    write: watched.screen.write,
    size: () => ({ columns: COLUMNS, rows }),
  });
  row.show("first");
  rows = ROWS - 2;
  row.show("second");
  assertEquals(watched.screen.all, [...Array(ROWS - 3).fill(""), "second"]);
  row.end("last");
  assertEquals(watched.screen.bottom, ROWS - 1);
});

Deno.test("a process that ends without its runs gives the row back", () => {
  const watched = new Watched();
  watched.row.show("a run");
  assertEquals(watched.screen.bottom, ROWS - 2);
  globalThis.dispatchEvent(new Event("unload"));
  assertEquals(watched.screen.bottom, ROWS - 1);
  assertEquals(watched.screen.all, []);
});
