import type { Bundle } from "./mime.ts";

/** What a kernel's display message holds. */
export interface DisplayContent {
  /** The output in several forms. */
  readonly data: Bundle;
  /** Always empty. */
  readonly metadata: Readonly<Record<string, never>>;
  /** The id by which a later message replaces the output. */
  readonly transient: { readonly display_id: string };
}

/** Sends a new output, or one that replaces it, to every front end of the notebook. */
export type BroadcastDisplay = (
  type: "display_data" | "update_display_data",
  content: DisplayContent,
) => Promise<void>;

/** What a kernel's message of printed text holds. */
interface StreamContent {
  readonly name: "stdout" | "stderr";
  readonly text: string;
}

type Broadcast = (
  type: string,
  content: DisplayContent | StreamContent,
) => Promise<void>;

/** The kernel's function that sends messages; `undefined` outside a kernel. */
function broadcast(): Broadcast | undefined {
  try {
    const { jupyter } = Deno as unknown as {
      jupyter?: { broadcast?: Broadcast };
    };
    return typeof jupyter?.broadcast === "function"
      ? (type, content) => (jupyter.broadcast as Broadcast)(type, content)
      : undefined;
  } catch {
    // Outside a kernel, reading the property throws.
    return undefined;
  }
}

/** The kernel's function that sends outputs; `undefined` outside a kernel. */
export function kernelBroadcast(): BroadcastDisplay | undefined {
  return broadcast();
}

/** Prints a text under the cell; `undefined` outside a kernel. */
export function kernelPrint():
  | ((name: "stdout" | "stderr", text: string) => Promise<void>)
  | undefined {
  const send = broadcast();
  return send && ((name, text) => send("stream", { name, text }));
}
