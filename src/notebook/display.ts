import { keepOutputs } from "./live/keep_outputs.ts";
import type { Bundle } from "../jupyter/mime.ts";

/** The name under which a notebook asks a value how to show it. */
const JUPYTER_DISPLAY = Symbol.for("Jupyter.display");

/** What draws, loaded when something is first shown: most estimates never are. */
type Drawing = typeof import("../cards/bundle.ts");

/** How results of a kind show themselves: made once for all of them, as they may be many. */
export interface Display<T extends object> {
  /** What the notebook calls. */
  value(this: T): Promise<Bundle>;
}

/**
 * The display of a kind of result.
 * @param bundleOf Draws one
 */
export function displayOf<T extends object>(
  bundleOf: (drawing: Drawing, value: T) => Promise<Bundle>,
): Display<T> {
  return {
    async value(this: T) {
      return await bundleOf(await import("../cards/bundle.ts"), this);
    },
  };
}

/**
 * A value that shows itself in a notebook. Its fields stay what they are: the display is not
 * among them, and nothing is drawn before it is shown.
 * @param value Frozen from here on
 * @param display Of its kind
 */
export function displayed<T extends object>(
  value: T,
  display: Display<T>,
): T {
  keepOutputs();
  Object.defineProperty(value, JUPYTER_DISPLAY, display);
  // What is shared with other results was frozen where it was made.
  return Object.freeze(value);
}
