import type { Bundle } from "../../jupyter/mime.ts";

/** A text that a notebook displays, and other forms of the same output. */
type Forms = Pick<Bundle, "text/plain"> & Partial<Bundle>;

/** The kernel's own functions that are used here. */
interface KernelDisplay {
  display(value: unknown, options?: { raw: boolean }): Promise<void>;
}

/** Shows a text in several forms under the running cell. */
export function show(forms: Forms): Promise<void> {
  return jupyter().display(forms, { raw: true });
}

/** Shows a value that displays itself. */
export function showValue(value: object): Promise<void> {
  return jupyter().display(value);
}

function jupyter(): KernelDisplay {
  return (Deno as unknown as { jupyter: KernelDisplay }).jupyter;
}
