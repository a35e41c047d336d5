import { keepOutputs } from "./live/keep_outputs.ts";
import type { Bundle } from "../jupyter/mime.ts";

/** The method that a notebook calls to show a value. */
const JUPYTER_DISPLAY = Symbol.for("Jupyter.display");

/** The module that draws. It is loaded when something is first shown, as most results never are. */
type Drawing = typeof import("../cards/cards.ts");

/** How results of one kind show themselves. All of them share one, as they may be many. */
export interface Display<T extends object> {
  /** The notebook calls this. */
  value(this: T): Promise<Bundle>;
}

/**
 * The display of one kind of result.
 * @param bundleOf Draws one result
 */
export function displayOf<T extends object>(
  bundleOf: (drawing: Drawing, value: T) => Promise<Bundle>,
): Display<T> {
  return {
    async value(this: T) {
      return await bundleOf(await import("../cards/cards.ts"), this);
    },
  };
}

/**
 * A value that shows itself in a notebook. Its fields do not change, as the display is not one of
 * them. Nothing is drawn before the value is shown.
 * @param value Frozen from here on
 * @param display The display of its kind
 */
export function displayed<T extends object>(
  value: T,
  display: Display<T>,
): T {
  keepOutputs();
  Object.defineProperty(value, JUPYTER_DISPLAY, display);
  // Objects that results share were frozen where they were made.
  return Object.freeze(value);
}
