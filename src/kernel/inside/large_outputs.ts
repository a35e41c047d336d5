import { join } from "node:path";
import { OWN_TYPES } from "../own_types.ts";

/** The kernel may write something else in the middle of a message that is larger than its sockets take at once, in characters. */
const LARGE = 500_000;
/** Between two looks, in ms. */
const LOOK_MS = 5;

/** Sends a message to all front ends. */
type Broadcast = (
  type: string,
  content: object,
  options?: { readonly metadata?: object; readonly buffers?: unknown[] },
) => unknown;

/** The kernel's own functions by which a cell shows something. */
interface Jupyter {
  broadcast: Broadcast;
  display: (value: object, options?: DisplayOptions) => Promise<void>;
  readonly format: (value: unknown) => Promise<object>;
}

/** As the kernel takes them. */
interface DisplayOptions {
  readonly raw?: boolean;
  readonly update?: boolean;
  readonly display_id?: string;
}

/** The kernel's hook that publishes a cell's result: internal, so it may be missing. */
interface Internals {
  broadcastResult?: (count: number, result: unknown) => Promise<void>;
}

/**
 * Makes whoever shows something large wait until it has gone out.
 *
 * The kernel writes what cells show and what it says itself to the same connection, and takes no care that one is
 * written before the other begins: a message of some megabytes gets torn by the news that the cell has ended.
 * @param connectionDir Where the process in front of the kernel answers, by a file
 */
export function waitForLarge(connectionDir: string): void {
  const runtime = Deno as unknown as
    & { jupyter: Jupyter; internal: symbol }
    & { readonly [internal: symbol]: { jupyter?: Internals } | undefined };
  const { jupyter } = runtime;
  const send = jupyter.broadcast;
  let isLarge = false;
  let times = 0;
  const goneOut = async () => {
    isLarge = false;
    const file = `gone-${times++}`;
    send(OWN_TYPES.large, { file });
    while (!await removed(join(connectionDir, file))) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
  };
  jupyter.broadcast = async (type, content, options) => {
    isLarge ||= sizeOf(content) + sizeOf(options?.buffers) > LARGE;
    await send(type, content, options);
    if (isLarge) await goneOut();
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
    await publish.call(internals, count, await formatted(result));
    if (isLarge) await goneOut();
  };

  /** What shows a result as it would show itself, told whether it is large. */
  async function formatted(result: unknown): Promise<unknown> {
    if (typeof result !== "object" || result === null) return result;
    try {
      const data = await jupyter.format(result);
      isLarge ||= sizeOf(data) > LARGE;
      return shownBy(() => data);
    } catch (error) {
      return shownBy(() => {
        throw error; // where the kernel expects it
      });
    }
  }
}

function shownBy(display: () => unknown): object {
  return { [Symbol.for("Jupyter.display")]: display };
}

/** How many characters and bytes a value holds. */
function sizeOf(value: unknown): number {
  if (typeof value === "string") return value.length;
  if (ArrayBuffer.isView(value)) return value.byteLength;
  if (typeof value !== "object" || value === null) return 0;
  return Object.values(value).reduce<number>(
    (sum, each) => sum + sizeOf(each),
    0,
  );
}

/** Whether a file was there, and is no more. */
async function removed(path: string): Promise<boolean> {
  try {
    await Deno.remove(path);
    return true;
  } catch {
    return false;
  }
}
