import { inTime } from "../../machine/asking.ts";
import { LedgerSink } from "../../ledger/ledger_sink.ts";
import { UTC } from "../../ledger/moments.ts";
import { HOST_CLOCK } from "../../tracker/sampling/clock.ts";
import { HostSampler } from "../../tracker/sampling/host_sampler.ts";
import { onInterrupt } from "../../tracker/interrupt.ts";
import { onLateError } from "../../tracker/late_errors.ts";
import { OpenRun } from "../../tracker/open_run.ts";
import type { OpenedMeter } from "../../tracker/sampling/source.ts";
import { hostMachine } from "../../machine/machine.ts";
import { hostIdentity } from "../../sensors/host_identity.ts";
import type { RunHours } from "../../hourly/run_hours.ts";
import type { TrackOptions } from "../../tracker/options.ts";
import type { RunSetup } from "../../tracker/setup.ts";
import type { Run } from "../../tracker/run.ts";
import { configuredDefaults } from "../session/configure.ts";
import { frozen } from "../../frozen.ts";
import { cardDisplay, displayed } from "../session/display.ts";
import { keepOutputs, shownRuns } from "../live/keep_outputs.ts";
import { kernelHelper } from "../../jupyter/kernel_helper.ts";
import { notebookPath } from "../session/notebook_path.ts";
import { endLine, liveView } from "../live/live.ts";
import { siteOf } from "../session/site_of.ts";

const DISPLAY = cardDisplay<Run>(
  (drawing, run) => drawing.runCard(run),
  (drawing, run) => drawing.runBundle(run),
);

/** Without the helper, interrupts and errors that nothing catches reach the process itself. */
const PROCESS = { onInterrupt, onLateError };

/** This machine, process and thread, once they were asked for. */
let host: RunSetup["host"] | undefined;

/** What a run measures: a function inside one cell, or several cells. */
export type RunExtent = "function" | "cells";

/** What exists of a run whose sensors are being opened. */
export type BegunRun = Pick<RunSetup, "id" | "earlyCalls">;

/** Time between two samples by default, in ms. */
const INTERVAL_MS = 1000;

/** Without a view or a budget, samples are added to the run at least so often, in ms. */
const AT_LEISURE_MS = 30_000;

/**
 * Begins a run with everything that belongs to this notebook.
 * @param name The user's name for it
 * @param options Checked
 * @param opened The sensors, which are read for the first time already; they close with the run
 * @param extent What the run measures
 * @param begun What exists of the run already
 * @param hours Gives its carbon intensity by the hour
 */
export function beginRun(
  name: string,
  options: TrackOptions,
  opened: OpenedMeter,
  extent: RunExtent,
  { id, earlyCalls }: BegunRun,
  hours?: RunHours,
): OpenRun {
  try {
    const { intervalMs = INTERVAL_MS, live = true } = options;
    keepOutputs();
    const keeper = keeperOf(options);
    const view = live ? liveView(() => keeper?.journalFolder) : undefined;
    const isWatched = view !== undefined || options.budgetKg !== undefined;
    const run = new OpenRun({
      id,
      name,
      options,
      hours,
      notebook: notebookPath(),
      project: configuredDefaults().project,
      site: siteOf(options),
      sampler: new HostSampler(opened, {
        intervalMs,
        deliverMs: isWatched ? intervalMs : Math.max(intervalMs, AT_LEISURE_MS),
        // It shows a cell that blocks, before the message that the cell has begun is read.
        asksOwnCpu: extent === "cells",
        unsentFile: () => keeper?.unsentFile,
      }),
      clock: HOST_CLOCK,
      host: host ??= {
        ...hostIdentity(hostMachine()),
        clock: crypto.randomUUID(),
      },
      startS: opened.startS,
      earlyCalls,
      onInterrupt: (listener) =>
        (kernelHelper() ?? PROCESS).onInterrupt(listener),
      onLateError: (listener) =>
        (kernelHelper() ?? PROCESS).onLateError(listener),
      keeper,
      sinks: live ? [view ?? endLine] : [],
      present: (run) => {
        shownRuns.mark(run);
        // What the user's function returned stays the user's own.
        const { value: _, ...measured } = run;
        frozen(measured);
        displayed(run, DISPLAY);
        kernelHelper()?.runEnded(run);
      },
    });
    kernelHelper()?.runBegan(run);
    return run;
  } catch (error) {
    void inTime(opened.reader.close());
    throw error;
  }
}

/** Keeps the run in the configured ledger, or in the user's own. */
function keeperOf({ tags = [] }: TrackOptions): LedgerSink | undefined {
  const { ledger, budget, project, timeZone = UTC } = configuredDefaults();
  return ledger === false ? undefined : new LedgerSink(ledger, {
    tags,
    ...(budget && { budget: { ...budget, project, timeZone } }),
  });
}
