import type { RunRecord } from "../../tracker/run.ts";
import type { RunView } from "../../cards/run_view.ts";
import type { BroadcastDisplay } from "../../jupyter/broadcast.ts";
import type { CellMark } from "./shown_runs.ts";
import type { Bundle } from "../../jupyter/mime.ts";

/** What a view of a run in a notebook is made with. */
export interface OutputWorld {
  /** Sends to the notebook. */
  readonly broadcast: BroadcastDisplay;
  /** Waits until what was sent has gone out. */
  readonly settled: () => Promise<void>;
  /** Monotonic time, in ms. */
  readonly nowMs: () => number;
  /** What is shown at once, without loading anything. */
  readonly opening: (run: RunRecord) => Bundle;
  /** What is shown from then on. */
  readonly draw: (run: RunRecord) => Promise<Bundle>;
  /** What stays. */
  readonly drawFinal: (run: RunRecord) => Promise<Bundle>;
  /** The cell that runs now. */
  readonly currentCell: () => CellMark;
  /** Told that the final card stands, and under which cell. */
  readonly cardStands: (id: string, cell: CellMark) => void;
}

/** Nobody reads faster. */
const LEAST_WAIT_MS = 1000;
/** Drawing may take this share of the time: half a percent of a core. */
const SHARE = 0.005;
/** On top of it: code that has not run often is several times as slow. */
const WARM_UP_MS = 300;
/** What a drawing counts at the most: the machine may have slept meanwhile. */
const MOST_COST_MS = 150;

/**
 * A view of a run in a notebook: one output, replaced in place. It draws when it is told of a
 * sample and has no timer of its own.
 */
export function outputView(world: OutputWorld): RunView {
  const { broadcast, nowMs } = world;
  let place:
    | { readonly displayId: string; readonly cell: CellMark }
    | undefined;
  let openedMs = 0;
  let nextMs = -Infinity;
  let spentMs = 0;
  let isLoaded = false;
  let hasFailed = false;
  let underWay: Promise<void> | undefined;

  /** Sends to the output of this run, which is made the first time. */
  async function send(run: RunRecord, data: Bundle): Promise<void> {
    const type = place === undefined ? "display_data" : "update_display_data";
    place ??= {
      displayId: `carboncell-${run.id}`,
      cell: world.currentCell(),
    };
    await broadcast(type, {
      data,
      metadata: {},
      transient: { display_id: place.displayId },
    });
  }

  async function show(snapshot: () => RunRecord): Promise<void> {
    const startedMs = nowMs();
    nextMs = startedMs + LEAST_WAIT_MS;
    const run = snapshot();
    if (place === undefined) {
      openedMs = startedMs;
      return await send(run, world.opening(run));
    }
    const sent = send(run, await world.draw(run));
    // The first drawing loads what draws: that is paid once, and says nothing of the next.
    if (isLoaded) spentMs += Math.min(MOST_COST_MS, nowMs() - startedMs);
    isLoaded = true;
    const affordableMs = openedMs + (spentMs - WARM_UP_MS) / SHARE;
    nextMs = Math.max(nextMs, affordableMs);
    await sent;
  }

  return {
    sampled(snapshot) {
      if (hasFailed || underWay !== undefined || nowMs() < nextMs) return;
      underWay = show(snapshot)
        .catch(() => {
          hasFailed = true;
        })
        .finally(() => {
          underWay = undefined;
        });
    },
    async ended(run) {
      try {
        await underWay;
        // What was sent before must not be overtaken, or it would be what stays.
        const [data] = await Promise.all([
          world.drawFinal(run),
          world.settled(),
        ]);
        await send(run, data);
        await world.settled();
        if (place !== undefined) world.cardStands(run.id, place.cell);
      } catch {
        // A run that cannot be shown has gone well all the same.
      }
    },
  };
}
