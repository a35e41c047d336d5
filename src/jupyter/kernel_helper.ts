/**
 * The kernel helper of this project, where it stands in front of the kernel: it lets no output get lost, and
 * is told of runs.
 */
export interface KernelHelper {
  /** Publishes something that only listeners within the kernel hear. */
  publishTest(): void;
  /**
   * Calls back when the user interrupts.
   * @returns Stops listening
   */
  onInterrupt(listener: () => void): () => void;
  /** A run has begun. */
  runBegan(id: string): void;
  /** A run has ended and is shown; this is what the user is given of it. */
  runEnded(run: { readonly id: string }): void;
}

/** The name of the symbol under which it is found. */
export const HELPER_NAME = "carboncell.kernel";

/** Stands in the header of what the helper itself has the kernel execute: that is no cell. */
export const OWN_REQUEST = "carboncell";

/** The helper; `undefined` in the plain kernel, and outside one. */
export function kernelHelper(): KernelHelper | undefined {
  return (globalThis as { [name: symbol]: KernelHelper | undefined })[
    Symbol.for(HELPER_NAME)
  ];
}
