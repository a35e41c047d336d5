import { siteOfRun } from "../estimate/place/run_site.ts";
import type { Site } from "../estimate/place/site.ts";
import { type LedgerSink, ledgerSink } from "../ledger/journal/sink.ts";
import { HOST_CLOCK } from "../tracker/sampling/clock.ts";
import { HostSampler } from "../tracker/sampling/host_sampler.ts";
import { intensityNow } from "../tracker/course/intensity.ts";
import { onInterrupt } from "../tracker/interrupt.ts";
import { OpenRun } from "../tracker/open_run.ts";
import type { OpenedMeter } from "../tracker/sampling/opened_meter.ts";
import type { TrackOptions } from "../tracker/options.ts";
import type { Run } from "../tracker/run.ts";
import { configuredDefaults } from "./configure.ts";
import { displayed, displayOf } from "./display.ts";
import { keepOutputs, markShown } from "./live/keep_outputs.ts";
import { kernelHelper } from "../jupyter/kernel_helper.ts";
import { liveView } from "./live/live.ts";

const DISPLAY = displayOf<Run>((drawing, run) => drawing.runBundle(run));

/** Where there is no helper, the process itself is interrupted. */
const PROCESS = { onInterrupt };

/** What a run measures: a function within its cell, or several cells. */
export type Stretch = "function" | "cells";

/** Samples that are taken unless asked for otherwise, in ms apart. */
const INTERVAL_MS = 1000;

/** Samples that nobody waits for are booked by then, in ms. */
const AT_LEISURE_MS = 30_000;

/**
 * Begins a run with all that belongs to this notebook.
 * @param name What the user called it
 * @param options Checked
 * @param opened The sensors, already read for the first time; closed with the run
 * @param stretch Whether it goes on over several cells
 */
export function beginRun(
  name: string,
  options: TrackOptions,
  opened: OpenedMeter,
  stretch: Stretch,
): OpenRun {
  try {
    const { intervalMs = INTERVAL_MS, live = true } = options;
    keepOutputs();
    const view = live ? liveView() : undefined;
    const keeper = keeperOf(options);
    const isWatched = view !== undefined || options.budgetKg !== undefined;
    const run = new OpenRun({
      name,
      options,
      site: siteOf(options),
      sampler: new HostSampler(opened, {
        intervalMs,
        handOnMs: isWatched ? intervalMs : Math.max(intervalMs, AT_LEISURE_MS),
        // By it a cell that blocks shows, of which nobody has heard yet.
        asksOwnCpu: stretch === "cells",
        tape: () => keeper?.tape,
      }),
      clock: HOST_CLOCK,
      startS: opened.startS,
      onInterrupt: (listener) =>
        (kernelHelper() ?? PROCESS).onInterrupt(listener),
      keeper,
      sinks: view === undefined ? [] : [view],
      present: (run) => {
        markShown(run);
        displayed(run, DISPLAY);
        kernelHelper()?.runEnded(run);
      },
    });
    kernelHelper()?.runBegan(run.id);
    return run;
  } catch (error) {
    opened.meter[Symbol.dispose]();
    throw error;
  }
}

/** The ledger that was configured, or the user's own. */
function keeperOf({ tags = [] }: TrackOptions): LedgerSink | undefined {
  const { ledger } = configuredDefaults();
  return ledger === false ? undefined : ledgerSink(ledger, { tags });
}

/** Of an intensity that changes, the one of now: it shows at once whether the function works. */
function siteOf({ carbonIntensity, ...rest }: TrackOptions): Site {
  if (carbonIntensity === undefined) return siteOfRun(rest);
  return siteOfRun({
    ...rest,
    carbonIntensity: typeof carbonIntensity === "function"
      ? intensityNow(carbonIntensity, new Date())
      : carbonIntensity,
  });
}
