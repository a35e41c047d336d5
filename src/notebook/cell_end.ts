const listeners = new Set<() => void>();

/**
 * Tells whenever a cell of the notebook has ended: until the next one begins, nothing of the kernel's event
 * loop runs. Not of cells that throw, as the kernel says nothing of them.
 * @returns Stops telling
 */
export function onCellEnd(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** Tells all that listen. */
export function cellEnded(): void {
  for (const listener of listeners) listener();
}
