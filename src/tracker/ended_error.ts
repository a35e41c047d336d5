/**
 * The error of a report to a run that has ended.
 * @param name Of the run
 * @param doing What was tried
 */
export function endedError(name: string, doing: string): Error {
  return new Error(
    `Cannot ${doing} as the run has ended: current run is "${name}"`,
  );
}
