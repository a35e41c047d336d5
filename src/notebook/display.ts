import { keepOutputs } from "./keep_outputs.ts";

/** One output in several forms, by MIME type; a front end shows the richest it can. */
export interface Bundle {
  /** For terminals. */
  readonly "text/plain": string;
  /** For notebooks. */
  readonly "text/html": string;
  /** For documents in Markdown. */
  readonly "text/markdown"?: string;
  /** For PDF and other paper, in base 64. */
  readonly "image/png"?: string;
}

/** The name under which a notebook asks a value how to show it. */
const JUPYTER_DISPLAY = Symbol.for("Jupyter.display");

/**
 * A value that shows itself in a notebook. Its fields stay what they are: the display is not
 * among them, and nothing is drawn before it is shown.
 * @param value Frozen from here on
 * @param bundleOf Draws it
 */
export function displayed<T extends object>(
  value: T,
  bundleOf: (value: T) => Promise<Bundle>,
): T {
  keepOutputs();
  Object.defineProperty(value, JUPYTER_DISPLAY, {
    value: () => bundleOf(value),
  });
  return Object.freeze(value);
}
