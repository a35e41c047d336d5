import type { RunView } from "../../cards/run_view.ts";
import {
  type BroadcastDisplay,
  kernelBroadcast,
} from "../../jupyter/broadcast.ts";
import { keepOutputs, settled, shownRuns } from "./keep_outputs.ts";
import { outputView } from "./live_output.ts";
import { terminalView } from "./live_terminal.ts";
import { openingBundle } from "../../cards/opening.ts";
import { errorTerminal } from "./terminal.ts";
import { TerminalRow } from "./terminal_row.ts";

/**
 * Shows a run while it is running. In a notebook that is an output, which becomes the run's card at
 * the end; in a terminal it is a line at the foot. `undefined` where it would not be seen.
 */
export function liveView(): RunView | undefined {
  const broadcast = kernelBroadcast();
  return broadcast === undefined ? inTerminal() : inNotebook(broadcast);
}

function inNotebook(broadcast: BroadcastDisplay): RunView {
  keepOutputs();
  return outputView({
    broadcast,
    settled,
    nowMs: () => performance.now(),
    opening: openingBundle,
    draw: async (run) => (await import("../../cards/cards.ts")).liveBundle(run),
    drawFinal: async (run) =>
      (await import("../../cards/cards.ts")).runBundle(run),
    currentCell: () => shownRuns.cell,
    cardIsShown: (id, cell) => shownRuns.cardIsShown(id, cell),
  });
}

/** All runs share one row at the foot of the terminal. */
let row: TerminalRow | undefined;

function inTerminal(): RunView | undefined {
  const terminal = errorTerminal();
  if (terminal === undefined) return undefined;
  row ??= new TerminalRow(terminal);
  return terminalView(row, () => performance.now());
}
