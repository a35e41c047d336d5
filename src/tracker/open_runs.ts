/** A run that goes on, as others see it. */
export interface OpenRunLike {
  /** Told when one of those that had begun earlier has ended. */
  earlierEnded(): void;
}

/** Those that go on in this process, in the order of their beginning. */
const open: OpenRunLike[] = [];

/** Enters a run. */
export function entered(run: OpenRunLike): void {
  open.push(run);
}

/** Whether a run that began earlier goes on, which counts the same energy too. */
export function hasEarlier(run: OpenRunLike): boolean {
  return open.indexOf(run) > 0;
}

/** Leaves a run out, and tells those that began later. */
export function left(run: OpenRunLike): void {
  const index = open.indexOf(run);
  if (index < 0) return;
  open.splice(index, 1);
  for (const later of open.slice(index)) later.earlierEnded();
}
