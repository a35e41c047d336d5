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

/** The kernel's function that sends outputs; `undefined` outside a kernel. */
export function kernelBroadcast(): BroadcastDisplay | undefined {
  try {
    const { jupyter } = Deno as unknown as {
      jupyter?: { broadcast?: BroadcastDisplay };
    };
    return typeof jupyter?.broadcast === "function"
      ? (type, content) =>
        (jupyter.broadcast as BroadcastDisplay)(type, content)
      : undefined;
  } catch {
    // Outside a kernel, reading the property throws.
    return undefined;
  }
}
