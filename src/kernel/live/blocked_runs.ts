import type { DrawnRun } from "../../jupyter/kernel_helper.ts";
import { contentOf, type Json, type WireMessage } from "../../jupyter/wire.ts";
import type { ShownRuns } from "../inner/outputs.ts";
import type { drawBlocked } from "./draw_blocked.ts";

/** Time between two drawings, in ms: a chart moves at least every 2 s. */
const EVERY_MS = 1500;
/** Until the first drawing it looks so much earlier, in ms. */
const EARLIER_MS = 700;
/** Time between two looks, in ms. */
const LOOK_MS = 250;
/** The kernel draws what it has announced by then, unless a cell blocks it, in ms. */
const DRAWN_MS = 700;
/** An output of a run is no larger, in bytes. */
const MOST_BYTES = 200_000;

/** What is known of a run that is shown. */
interface Shown {
  readonly run: DrawnRun;
  /** The header of the request that shows it. */
  request: Json;
  /** How often the kernel has shown it. */
  times: number;
  /** Since when the kernel draws it; `undefined` while it does not. */
  drawsSinceMs: number | undefined;
  /** When it was last shown, or looked at. */
  seenMs: number;
  /** Its time when it was last drawn here, in s. */
  timeS: number;
  isDrawing: boolean;
}

/**
 * Shows runs while a cell blocks the kernel, which cannot draw then. What the sampling thread has
 * counted is in the files of each run's journal.
 */
export class BlockedRuns implements ShownRuns, Disposable {
  readonly #update: (request: Json, content: Json) => void;
  readonly #draw: typeof drawBlocked;
  readonly #runs = new Map<string, Shown>();
  #timer: ReturnType<typeof setInterval> | undefined;

  /**
   * @param update Replaces an output
   * @param draw Draws a run. @default what is loaded when it is first needed
   */
  constructor(
    update: (request: Json, content: Json) => void,
    draw: typeof drawBlocked = async (...given) =>
      await (await import("./draw_blocked.ts")).drawBlocked(...given),
  ) {
    this.#update = update;
    this.#draw = draw;
  }

  announced(run: DrawnRun, request: Json): void {
    const nowMs = performance.now();
    const known = this.#runs.get(run.displayId);
    if (known !== undefined) {
      known.request = request;
      known.drawsSinceMs ??= nowMs;
      return;
    }
    // The first output is there already.
    this.#runs.set(run.displayId, {
      run,
      request,
      times: 0,
      drawsSinceMs: undefined,
      // The first drawing takes longer, as it loads what draws.
      seenMs: nowMs - EARLIER_MS,
      timeS: 0,
      isDrawing: false,
    });
    this.#timer ??= setInterval(() => this.#look(), LOOK_MS);
  }

  heard(update: WireMessage): void {
    const size = update.signed.at(-1)?.length ?? 0;
    if (this.#runs.size === 0 || size > MOST_BYTES) return;
    const { transient } = contentOf<
      { transient?: { display_id?: string } }
    >(update);
    const shown = this.#runs.get(transient?.display_id ?? "");
    if (shown === undefined) return;
    shown.times += 1;
    shown.drawsSinceMs = undefined;
    shown.seenMs = performance.now();
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#runs.clear();
  }

  #look(): void {
    if (this.#runs.size === 0) return this[Symbol.dispose]();
    const nowMs = performance.now();
    for (const shown of this.#runs.values()) {
      if (shown.isDrawing || nowMs - shown.seenMs < EVERY_MS) continue;
      shown.isDrawing = true;
      void this.#show(shown, nowMs).catch(() => {
        this.#runs.delete(shown.run.displayId); // it can never be drawn
      }).finally(() => shown.isDrawing = false);
    }
  }

  async #show(shown: Shown, nowMs: number): Promise<void> {
    const { run, times, timeS, drawsSinceMs = Infinity } = shown;
    const drawn = await this.#draw(run, {
      isBlocked: nowMs - drawsSinceMs > DRAWN_MS,
      sinceS: timeS,
    });
    if (drawn === "ended") this.#runs.delete(run.displayId);
    // The kernel may have shown it meanwhile: what it shows is newer, or final.
    if (drawn === "ended" || shown.times !== times) return;
    shown.seenMs = timeS > 0 ? nowMs : nowMs - EARLIER_MS;
    if (drawn === "nothing new") return;
    shown.timeS = drawn.timeS;
    this.#update(shown.request, {
      data: drawn.data,
      metadata: {},
      transient: { display_id: run.displayId },
    });
  }
}
