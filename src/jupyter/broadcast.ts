import type { Bundle } from "./mime.ts";

/** What a display message of a kernel holds. */
export interface DisplayContent {
  /** The output in several forms. */
  readonly data: Bundle;
  /** Nothing is said of it. */
  readonly metadata: Readonly<Record<string, never>>;
  /** By which the output is found again. */
  readonly transient: { readonly display_id: string };
}

/** Sends a message to whoever shows the notebook; a new output, or another in place of it. */
export type Broadcast = (
  type: "display_data" | "update_display_data",
  content: DisplayContent,
) => Promise<void>;

/** The kernel's way to send messages; `undefined` outside a kernel. */
export function kernelBroadcast(): Broadcast | undefined {
  try {
    const { jupyter } = Deno as unknown as {
      jupyter?: { broadcast?: Broadcast };
    };
    return typeof jupyter?.broadcast === "function"
      ? (type, content) => (jupyter.broadcast as Broadcast)(type, content)
      : undefined;
  } catch {
    // Outside a kernel the property is there, and throws when it is looked at.
    return undefined;
  }
}
