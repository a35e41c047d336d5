import { keepOutputs } from "../live/keep_outputs.ts";
import { moduleNow } from "../../late.ts";
import type { Bundle } from "../../jupyter/mime.ts";
import type { ResultDocument } from "../../document/document.ts";

/** The method that a notebook calls to show a value. */
const JUPYTER_DISPLAY = Symbol.for("Jupyter.display");

/** The method that `console.log` calls, in Deno too. One more would make each estimate slower. */
const INSPECT = Symbol.for("nodejs.util.inspect.custom");

/** The module that draws. It is loaded when something is first shown, as most results never are. */
type Drawing = typeof import("../../cards/cards.ts");

/** How results of one kind show themselves: methods by name, which all of them share. */
export type Display<T extends object> = readonly (readonly [
  name: PropertyKey,
  method: { readonly value: (this: T) => unknown },
])[];

/**
 * The display of one kind of result in a notebook.
 * @param bundleOf Draws one result
 */
export function displayOf<T extends object>(
  bundleOf: (drawing: Drawing, value: T) => Promise<Bundle>,
): Display<T> {
  return [[JUPYTER_DISPLAY, {
    async value(this: T) {
      return await bundleOf(await import("../../cards/cards.ts"), this);
    },
  }]];
}

/**
 * The display of one kind of result by a card, whose text a console shows.
 * @param cardOf The card of one result
 * @param bundleOf Draws one result for a notebook. @default its card
 */
export function cardDisplay<T extends object>(
  cardOf: (drawing: Drawing, value: T) => ResultDocument,
  bundleOf: (drawing: Drawing, value: T) => Promise<Bundle> = (
    drawing,
    value,
  ) => drawing.cardBundle(cardOf(drawing, value)),
): Display<T> {
  const text = {
    value(this: T) {
      const drawing = drawingNow();
      return drawing === undefined
        ? Deno.inspect({ ...this })
        : drawing.documentText(cardOf(drawing, this));
    },
  };
  return [...displayOf(bundleOf), [INSPECT, text], ["toString", text]];
}

/** The module that draws, at once: a console does not wait. */
function drawingNow(): Drawing | undefined {
  try {
    return moduleNow(new URL("../../cards/cards.ts", import.meta.url));
  } catch {
    return undefined;
  }
}

/**
 * A value that shows itself in a notebook and in a console. Its fields do not change, as the
 * display is not one of them. Nothing is drawn before the value is shown.
 * @param value Frozen from here on
 * @param display The display of its kind
 */
export function displayed<T extends object>(
  value: T,
  display: Display<T>,
): T {
  keepOutputs();
  return withDisplay(value, display);
}

/**
 * The same of a value that is made when the module is loaded, which changes nothing in the kernel.
 * @param value Frozen from here on
 * @param display The display of its kind
 */
export function withDisplay<T extends object>(
  value: T,
  display: Display<T>,
): T {
  for (const [name, method] of display) {
    Object.defineProperty(value, name, method);
  }
  // Objects that results share were frozen where they were made.
  return Object.freeze(value);
}
