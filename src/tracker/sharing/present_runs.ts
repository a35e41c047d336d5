import type { CoveredRun } from "./coverage.ts";

/** A run of this process, as its other runs see it. */
export interface PresentRun {
  readonly id: string;
  /**
   * What it has covered.
   * @param endS When it ends, in s since its start. @default at its last sample
   */
  covered(endS?: number): CoveredRun;
}

/** A run, and what it covered if it has ended. */
interface Present {
  readonly run: PresentRun;
  ended: CoveredRun | undefined;
}

/** The runs in progress in this process, and those that ended while one of them was. */
let present: Present[] = [];

/** Adds a run that begins. */
export function entered(run: PresentRun): void {
  present.push({ run, ended: undefined });
}

/** Says that a run has ended: it stays as long as another run that overlaps it. */
export function left(run: PresentRun): void {
  const own = present.find((other) => other.run === run);
  if (own !== undefined) own.ended = run.covered();
  const open = present.filter(({ ended }) => ended === undefined);
  const firstS = Math.min(
    ...open.map(({ run }) => run.covered().coverage.startS),
  );
  present = present.filter(({ ended }) =>
    ended === undefined ||
    ended.coverage.startS + ended.coverage.endS >= firstS
  );
}

/** The other runs of this process that may overlap a run; one in progress has no end yet. */
export function othersThan(run: PresentRun): CoveredRun[] {
  return present.flatMap(({ run: other, ended }) => {
    if (other === run) return [];
    if (ended !== undefined) return [ended];
    return [other.covered(Infinity)];
  });
}
