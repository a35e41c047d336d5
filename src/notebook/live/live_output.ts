import type { RunRecord } from "../../tracker/run.ts";
import type { RunView } from "../../cards/run_view.ts";
import type { BroadcastDisplay } from "../../jupyter/broadcast.ts";
import type { CellMark } from "./shown_runs.ts";
import type { Bundle } from "../../jupyter/mime.ts";

/** What a view of a run in a notebook needs. */
export interface OutputWorld {
  /** Sends an output to the notebook. */
  readonly broadcast: BroadcastDisplay;
  /** Waits until the last output is sent. */
  readonly settled: () => Promise<void>;
  /** Monotonic time, in ms. */
  readonly nowMs: () => number;
  /** Draws the first output, without loading anything. */
  readonly opening: (run: RunRecord) => Bundle;
  /** Called before each drawing, for what draws while a cell blocks this thread. */
  readonly draws: (id: string, displayId: string) => void;
  /** Draws the outputs after that. */
  readonly draw: (run: RunRecord) => Promise<Bundle>;
  /** Draws the last output, which stays. */
  readonly drawFinal: (run: RunRecord) => Promise<Bundle>;
  /** The running cell. */
  readonly currentCell: () => CellMark;
  /** Called when the final card is shown, with the cell of its output. */
  readonly cardIsShown: (id: string, cell: CellMark) => void;
}

/** Time between two drawings at least, in ms: people read no faster. */
const LEAST_WAIT_MS = 1000;
/** The share of the time that drawing may take: half a percent of a core. */
const SHARE = 0.005;
/** Drawing may take this in addition, in ms, as code that has not run often is slow. */
const WARM_UP_MS = 300;
/** A drawing counts for no more than this, in ms, as the machine may sleep meanwhile. */
const MOST_COST_MS = 150;

function displayIdOf({ id }: RunRecord): string {
  return `carboncell-${id}`;
}

/** A drawing that an interrupt has stopped never ends; it is waited for so long, in ms. */
const UNDER_WAY_MS = 3000;

/**
 * A view of a run in a notebook: one output, which is replaced in place. It draws only when it gets
 * a sample, and has no timer.
 */
export function outputView(world: OutputWorld): RunView {
  const { broadcast, nowMs } = world;
  let place:
    | {
      readonly id: string;
      readonly displayId: string;
      readonly cell: CellMark;
    }
    | undefined;
  let openedMs = 0;
  let nextMs = -Infinity;
  let spentMs = 0;
  let isLoaded = false;
  let hasFailed = false;
  let underWay: Promise<void> | undefined;

  /** Replaces the output of this run; the first call makes it. */
  async function send(run: RunRecord, data: Bundle): Promise<void> {
    const type = place === undefined ? "display_data" : "update_display_data";
    place ??= {
      id: run.id,
      displayId: displayIdOf(run),
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
    if (place === undefined) {
      openedMs = startedMs;
      const run = snapshot();
      const opened = send(run, world.opening(run));
      world.draws(run.id, displayIdOf(run));
      return await opened;
    }
    world.draws(place.id, place.displayId);
    // After a cell that has blocked this thread, many samples come at once: all are drawn.
    await Promise.resolve();
    const run = snapshot();
    const sent = send(run, await world.draw(run));
    // The first drawing loads a module, so its time says nothing about the next one.
    if (isLoaded) spentMs += Math.min(MOST_COST_MS, nowMs() - startedMs);
    isLoaded = true;
    const affordableMs = openedMs + (spentMs - WARM_UP_MS) / SHARE;
    nextMs = Math.max(nextMs, affordableMs);
    await sent;
  }

  return {
    sampled(snapshot) {
      if (hasFailed || nowMs() < nextMs) return;
      if (underWay !== undefined) {
        // A cell that reports its steps without a pause keeps the drawing from its end.
        nextMs = nowMs() + LEAST_WAIT_MS;
        if (place !== undefined) world.draws(place.id, place.displayId);
        return;
      }
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
        if (underWay !== undefined) await atMost(UNDER_WAY_MS, underWay);
        // The final card must not overtake an earlier output, which would then stay.
        const [data] = await Promise.all([
          world.drawFinal(run),
          world.settled(),
        ]);
        await send(run, data);
        await world.settled();
        if (place !== undefined) world.cardIsShown(run.id, place.cell);
      } catch {
        // A run that cannot be shown is still a good run.
      }
    },
  };
}

/** Waits for something, but no longer than so many ms. */
async function atMost(ms: number, event: Promise<void>): Promise<void> {
  const { promise: over, resolve } = Promise.withResolvers<void>();
  const timeout = setTimeout(resolve, ms);
  await Promise.race([event, over]).finally(() => clearTimeout(timeout));
}
