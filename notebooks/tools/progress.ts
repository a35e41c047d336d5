import { write } from "./say.ts";

/** The progress of a slow step. */
export interface Progress {
  /** The step, such as `"Installing Jupyter"`. */
  readonly step: string;
  /** The current part of the step, or an empty text. */
  readonly detail: string;
  /** Time since the step began. */
  readonly elapsedS: number;
}

/** Is called when a step begins, when its detail changes, every second, and when it ends. */
export type OnProgress = (progress: Progress) => void;

const BEAT_MS = 1000;
const DONE = "done";
const FAILED = "failed";

/** Does `work` as one step and reports its progress until it ends. */
export async function reported<T>(
  step: string,
  onProgress: OnProgress,
  work: (setDetail: (detail: string) => void) => Promise<T>,
): Promise<T> {
  const startMs = performance.now();
  let detail = "";
  const report = () =>
    onProgress({
      step,
      detail,
      elapsedS: (performance.now() - startMs) / 1000,
    });
  report();
  // report every second, because a silent program looks as if it had stopped
  const beat = setInterval(report, BEAT_MS);
  try {
    const result = await work((text) => {
      detail = text;
      report();
    });
    detail = DONE;
    return result;
  } catch (error) {
    detail = FAILED;
    throw error;
  } finally {
    clearInterval(beat);
    report();
  }
}

const TERMINAL_WIDTH = 78;
const PLAIN_EVERY_S = 4;

/**
 * Shows progress. On a terminal each step has one line that is overwritten. Elsewhere (a log
 * file, CI) it prints a plain line every few seconds.
 */
export function progressPrinter(
  stream: {
    writeSync(bytes: Uint8Array): number;
    isTerminal(): boolean;
  } = Deno.stdout,
): OnProgress {
  return stream.isTerminal()
    ? (progress) => {
      const end = hasEnded(progress) ? "\n" : "";
      // \r moves to the start of the line, ESC[K clears it
      const text = line(progress).slice(0, TERMINAL_WIDTH);
      write(stream, `\r\x1b[K${text}${end}`);
    }
    : plainPrinter((text) => write(stream, `${text}\n`));
}

function plainPrinter(sayLine: (text: string) => void): OnProgress {
  let step = "";
  let saidS = 0;
  return (progress) => {
    const isNew = progress.step !== step || progress.elapsedS < saidS;
    if (
      !isNew && !hasEnded(progress) && progress.elapsedS - saidS < PLAIN_EVERY_S
    ) return;
    step = progress.step;
    saidS = progress.elapsedS;
    sayLine(line(progress));
  };
}

function hasEnded({ detail }: Progress): boolean {
  return detail === DONE || detail === FAILED;
}

function line({ step, detail, elapsedS }: Progress): string {
  return `${step} … ${Math.floor(elapsedS)} s${detail && `: ${detail}`}`;
}
