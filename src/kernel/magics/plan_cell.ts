/** How a cell is executed. */
export interface CellPlan {
  /** Executed before it, silently. */
  readonly begin?: string;
  /** Executed in its place, in the same lines. */
  readonly code: string;
  /** The cell as the user wrote it. */
  readonly shown: string;
  /** Whether every cell is tracked from then on; absent if nothing changes. */
  readonly tracksAll?: boolean;
}

/** In what a cell is executed. */
export interface CellContext {
  /** Whether every cell is tracked. */
  readonly tracksAll: boolean;
  /** Number of the cell. */
  readonly number: number;
}

export function planCell(code: string, _: CellContext): Promise<CellPlan> {
  return Promise.resolve({ code, shown: code });
}
