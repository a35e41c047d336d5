/** A source of carbon intensity that gave none, with the reason. */
export class SourceError extends Error {
  override readonly name = "SourceError";
  /** Whether the source may answer later; if not, the user has to change something. */
  readonly mayPass: boolean;
  /** The status of the answer, if there was one that is no success. */
  readonly status: number | undefined;

  /**
   * An error that names the source.
   * @param source Its name
   * @param why The end of the sentence; holds no token
   * @param mayPass Whether the source may answer later
   * @param status The status of its answer
   */
  constructor(source: string, why: string, mayPass: boolean, status?: number) {
    super(`Cannot read the carbon intensity of ${source} as ${why}`);
    this.mayPass = mayPass;
    this.status = status;
  }
}
