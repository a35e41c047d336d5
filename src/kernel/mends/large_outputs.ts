/**
 * Mends: the kernel writes what cells show and its own messages to one connection at the same time.
 * A message of some megabytes is torn by the message that the cell has ended.
 * Seen in: Deno 2.9.6. Upstream: no issue found.
 * Can go when: "a large output is torn" in `plain_kernel_test.ts` fails.
 * @module
 */
import type { SentAnswers } from "./sent_answers.ts";

/** A larger message may not fit into the socket's buffer at once, in characters. */
const LARGE = 500_000;
/** Sends a message to all front ends. */
type SendMessage = (
  type: string,
  content: object,
  options?: { readonly metadata?: object; readonly buffers?: unknown[] },
) => unknown;

/** The kernel's own functions that show something. */
interface Jupyter {
  broadcast: SendMessage;
  display: (value: object, options?: DisplayOptions) => Promise<void>;
  readonly format: (value: unknown) => Promise<object>;
}

/** Options of the kernel's `display`. */
interface DisplayOptions {
  readonly raw?: boolean;
  readonly update?: boolean;
  readonly display_id?: string;
}

/** The kernel's internal function that publishes a cell's result; it may be missing. */
interface Internals {
  broadcastResult?: (count: number, result: unknown) => Promise<void>;
}

/** What has to be done for results. The value of code that is not a cell is this object. */
export interface ShownResults {
  /** Waits for what a value shows, for as long as that is reasonable. */
  shown(shows: Promise<object>): Promise<object>;
  /** The result of the cell with this number is published, or it has none. */
  endShown(cell: number): void;
}

/**
 * Makes a cell that shows something large wait until all was sent.
 * @param results Is told about results
 * @param sent Says what was sent
 */
export function waitForLarge(results: ShownResults, sent: SentAnswers): void {
  const runtime = Deno as unknown as
    & { jupyter: Jupyter; internal: symbol }
    & { readonly [internal: symbol]: { jupyter?: Internals } | undefined };
  const { jupyter } = runtime;
  const send = jupyter.broadcast;
  let isLarge = false;
  const allSent = async () => {
    isLarge = false;
    await sent.all();
  };
  jupyter.broadcast = async (type, content, options) => {
    isLarge ||= sizeOf(content) + sizeOf(options?.buffers) > LARGE;
    await send(type, content, options);
    if (isLarge) await allSent();
  };
  jupyter.display = async (value, options = {}) => {
    const { raw = false, update = false, display_id } = options;
    await jupyter.broadcast(update ? "update_display_data" : "display_data", {
      data: raw ? value : await jupyter.format(value),
      metadata: {},
      transient: display_id ? { display_id } : {},
    });
  };
  const internals = runtime[runtime.internal]?.jupyter;
  const publish = internals?.broadcastResult;
  if (internals === undefined || publish === undefined) return;
  internals.broadcastResult = async (count, result) => {
    if (result === results) return;
    await publish.call(internals, count, await formatted(result));
    if (isLarge) await allSent();
    results.endShown(count);
  };

  /** A value that shows the result in its own forms. It also notes whether they are large. */
  async function formatted(result: unknown): Promise<unknown> {
    if (typeof result !== "object" || result === null) return result;
    try {
      const data = await results.shown(jupyter.format(result));
      isLarge ||= sizeOf(data) > LARGE;
      return shownBy(() => data);
    } catch (error) {
      return shownBy(() => {
        throw error; // the kernel expects it there
      });
    }
  }
}

function shownBy(display: () => unknown): object {
  return { [Symbol.for("Jupyter.display")]: display };
}

/** How many characters and bytes a value contains. */
function sizeOf(value: unknown): number {
  if (typeof value === "string") return value.length;
  if (ArrayBuffer.isView(value)) return value.byteLength;
  if (typeof value !== "object" || value === null) return 0;
  return Object.values(value).reduce<number>(
    (sum, each) => sum + sizeOf(each),
    0,
  );
}
