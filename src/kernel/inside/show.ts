import type { Bundle } from "../../jupyter/mime.ts";

/** What a notebook displays: a text, and other forms of it. */
type Forms = Pick<Bundle, "text/plain"> & Partial<Bundle>;

/** The part of the kernel's own functions that is used here. */
interface Jupyter {
  display(value: unknown, options?: { raw: boolean }): Promise<void>;
}

/** Shows a text in several forms under the cell that runs. */
export function show(forms: Forms): Promise<void> {
  return jupyter().display(forms, { raw: true });
}

/** Shows a value that knows how to show itself. */
export function showValue(value: object): Promise<void> {
  return jupyter().display(value);
}

function jupyter(): Jupyter {
  return (Deno as unknown as { jupyter: Jupyter }).jupyter;
}
