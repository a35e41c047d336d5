import type { KernelAddress } from "./cell_messages.ts";

/**
 * The object that this project puts into the plain Deno kernel. It keeps outputs from being lost,
 * and knows the runs. This file holds everything that its two sides share.
 */
export interface KernelHelper {
  /** Where the kernel publishes. */
  readonly address: KernelAddress;
  /** Publishes a message that only listeners inside the kernel hear. */
  publishTest(): void;
  /**
   * Calls back when the user interrupts.
   * @returns Stops listening
   */
  onInterrupt(listener: () => void): () => void;
  /**
   * Calls back with each error that nothing catches.
   * @returns Stops listening
   */
  onLateError(listener: (error: unknown) => void): () => void;
  /**
   * Calls back when the cell that is running now has ended, also when it threw.
   * @returns Stops listening
   */
  onCellEnd(listener: () => void): () => void;
  /** A run has begun. */
  runBegan(run: BegunRun): void;
  /** A run is about to be drawn. While a cell blocks the kernel, the process in front draws it. */
  drawsRun(run: DrawnRun): void;
  /** A run has ended and is shown; the user gets this object. */
  runEnded(run: { readonly id: string }): void;
}

/** A run in progress, with what it has used so far. */
export interface BegunRun {
  /** Unique. */
  readonly id: string;
  /** What the user calls it. */
  readonly name: string;
  /** In kWh. */
  readonly energyKwh: number;
  /** In kgCO2e. */
  readonly emissionsKg: number;
}

/** A run that is shown while it is running. */
export interface DrawnRun {
  /** Unique. */
  readonly id: string;
  /** The id of its output. */
  readonly displayId: string;
  /** The folder of its journal. */
  readonly folder: string;
}

const NAME = "carboncell.helper";

/** The helper, as code in a cell. */
export const HELPER_CODE: string = `globalThis[Symbol.for("${NAME}")]`;

/** Marks the header of a request that the helper makes itself: it is not a cell. */
export const OWN_REQUEST = "carboncell";

/**
 * The signal that tells the helper to interrupt the cell. It is not the interrupt signal, because
 * that one ends a process that does not listen. By default this one does nothing.
 */
export const INTERRUPT = "SIGURG";

/** The signal that asks the helper whether code blocks its thread. By default it does nothing. */
export const ASK = "SIGCONT";

/** The signal that says that everything was sent. By default it does nothing. */
export const SENT = "SIGWINCH";

/** Types of the helper's own messages. Front ends never get them. */
export const OWN_TYPES = {
  /** Everything that the cell published was sent before this. */
  end: "carboncell_end",
  /** The guard listens to signals; those before are lost. */
  guarded: "carboncell_guarded",
  /** The helper has heard an interrupt, and ends what the cell awaits. */
  heard: "carboncell_heard",
  /** A run is about to be drawn. */
  draws: "carboncell_draws",
  /** Shows listeners inside the kernel that they are connected. */
  test: "carboncell_test",
  /** Asks for a signal once everything before this was sent. */
  isSent: "carboncell_is_sent",
} as const;

const KEY = Symbol.for(NAME);

/** The helper; `undefined` in the plain kernel and outside a kernel. */
export function kernelHelper(): KernelHelper | undefined {
  return (globalThis as { [name: symbol]: KernelHelper | undefined })[KEY];
}

/** Puts the helper where cells and `kernelHelper` find it. */
export function provideHelper(helper: KernelHelper): void {
  Object.defineProperty(globalThis, KEY, { value: helper });
}
