/**
 * Calls back when the user interrupts the cell or the program. Without a listener an interrupt ends
 * the whole kernel, with every run and every variable.
 * @param listener Called once for each interrupt
 * @returns Stops listening
 */
export function onInterrupt(listener: () => void): () => void {
  return onSignal("SIGINT", listener);
}

/**
 * Calls back when this process gets a signal.
 * @param signal Which
 * @param listener Called once for each
 * @returns Stops listening
 */
export function onSignal(
  signal: Deno.Signal,
  listener: () => void,
): () => void {
  try {
    Deno.addSignalListener(signal, listener);
  } catch {
    // A system without signals: an interrupt ends the process there, as without a run.
    return () => {};
  }
  return () => Deno.removeSignalListener(signal, listener);
}
