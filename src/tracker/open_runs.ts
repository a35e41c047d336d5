/** A run in progress, as other runs see it. */
export interface OpenRunLike {
  /** Called when a run that began earlier has ended. */
  earlierEnded(): void;
}

/** The runs in progress in this process, in the order of their start. */
const open: OpenRunLike[] = [];

/** Adds a run. */
export function entered(run: OpenRunLike): void {
  open.push(run);
}

/** Whether a run that began earlier is in progress: it counts the same energy too. */
export function hasEarlier(run: OpenRunLike): boolean {
  return open.indexOf(run) > 0;
}

/** Removes a run, and informs those that began later. */
export function left(run: OpenRunLike): void {
  const index = open.indexOf(run);
  if (index < 0) return;
  open.splice(index, 1);
  for (const later of open.slice(index)) later.earlierEnded();
}
