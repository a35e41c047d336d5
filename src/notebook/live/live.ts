import type { RunView } from "../../cards/run_view.ts";
import {
  type BroadcastDisplay,
  kernelBroadcast,
} from "../../jupyter/broadcast.ts";
import { kernelHelper } from "../../jupyter/kernel_helper.ts";
import { finalLine } from "../../cards/run_line.ts";
import type { Sink } from "../../tracker/sink.ts";
import { keepOutputs, settled, shownRuns } from "./keep_outputs.ts";
import { outputView } from "./live_output.ts";
import { terminalView } from "./live_terminal.ts";
import { openingBundle } from "../../cards/parts/opening.ts";
import { errorTerminal } from "./terminal.ts";
import { TerminalRow } from "./terminal_row.ts";

/**
 * Shows a run while it is running. In a notebook that is an output, which becomes the run's card at
 * the end; in a terminal it is a line at the foot.
 * @param journal The folder of the run's journal, once that is written
 * @returns `undefined` where it would not be seen
 */
export function liveView(
  journal: () => string | undefined,
): RunView | undefined {
  const broadcast = kernelBroadcast();
  return broadcast === undefined
    ? inTerminal()
    : inNotebook(broadcast, journal);
}

function inNotebook(
  broadcast: BroadcastDisplay,
  journal: () => string | undefined,
): RunView {
  keepOutputs();
  const helper = kernelHelper();
  return outputView({
    broadcast,
    settled,
    nowMs: () => performance.now(),
    opening: (run) =>
      openingBundle(run, helper !== undefined && journal() !== undefined),
    draws: (id, displayId) => {
      const folder = journal();
      if (folder !== undefined) helper?.drawsRun({ id, displayId, folder });
    },
    draw: async (run) => (await import("../../cards/cards.ts")).liveBundle(run),
    drawFinal: async (run) =>
      (await import("../../cards/cards.ts")).runBundle(run),
    currentCell: () => shownRuns.cell,
    cardIsShown: (id, cell) => shownRuns.cardIsShown(id, cell),
  });
}

/** Says in a line on the standard error how a run has ended, where nothing else shows it. */
export const endLine: Sink = {
  sampled() {},
  async ended(run) {
    await Deno.stderr.write(new TextEncoder().encode(`${finalLine(run)}\n`));
  },
};

/** All runs share one row at the foot of the terminal. */
let row: TerminalRow | undefined;

function inTerminal(): RunView | undefined {
  const terminal = errorTerminal();
  if (terminal === undefined) return undefined;
  row ??= new TerminalRow(terminal);
  return terminalView(row, () => performance.now());
}
