/** Where a run is kept. */
export interface Keeping {
  /** The path of the ledger; `undefined` if the run is not kept. */
  readonly path: string | undefined;
  /** Why it is not kept, or not as it should be; `undefined` if all is well. */
  readonly why: string | undefined;
}
