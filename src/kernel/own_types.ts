/**
 * The signal that tells the kernel that a cell was stopped. By another one than interrupts: what listens to those may
 * have been stopped too. By default it does nothing.
 */
export const STOPPED = "SIGURG";

/** Types of messages that the part of this program within the kernel sends: front ends get none of them. */
export const OWN_TYPES = {
  /** All that the cell has published has gone out before. */
  end: "carboncell_end",
  /** An interrupt was heard. */
  heard: "carboncell_heard",
  /** For those who listen within the kernel, so that they know that they do. */
  test: "carboncell_test",
  /** All that was published has gone out before; asks for a file to be made. */
  large: "carboncell_large",
} as const;
