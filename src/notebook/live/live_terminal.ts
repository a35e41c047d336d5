import type { RunRecord } from "../../tracker/run.ts";
import type { RunView } from "../../cards/run_view.ts";
import { finalLine, liveLine } from "../../cards/run_line.ts";
import type { TerminalRow } from "./terminal_row.ts";

/** Time between two lines, in ms: people read no faster. */
const WAIT_MS = 1000;

/** The running runs, the latest at the end. They share one row. */
const open: object[] = [];

/**
 * A view of a run in a terminal: a line at the foot, and at the end a line that stays. If runs
 * overlap, the latest one is shown.
 * @param row The row at the foot
 * @param nowMs Monotonic time, in ms
 */
export function terminalView(row: TerminalRow, nowMs: () => number): RunView {
  const self = {};
  let hasBegun = false;
  let nextMs = -Infinity;
  let hasFailed = false;

  function attempt(write: () => void): void {
    if (hasFailed) return;
    try {
      write();
    } catch {
      hasFailed = true; // the terminal is gone, but the run continues
    }
  }

  return {
    sampled(snapshot: () => RunRecord) {
      if (!hasBegun) open.push(self);
      hasBegun = true;
      if (open.at(-1) !== self || nowMs() < nextMs) return;
      nextMs = nowMs() + WAIT_MS;
      attempt(() => row.show(liveLine(snapshot())));
    },
    ended(run) {
      if (hasBegun) open.splice(open.indexOf(self), 1);
      attempt(() => row.end(finalLine(run)));
      return Promise.resolve();
    },
  };
}
