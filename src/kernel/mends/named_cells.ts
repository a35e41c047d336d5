/**
 * Mends, together with `error_places.ts`: the kernel's tracebacks name no cell, though a cell may
 * name itself (`sourceURL`).
 * @module
 */

/** Lets tracebacks name the cells. Apart from that, they stay as they are. */
export function nameCells(): void {
  const { toString } = Error.prototype;
  Object.assign(Error, {
    prepareStackTrace: (error: Error, frames: readonly object[]) =>
      [headOf(error), ...frames.map((frame) => `    at ${frame}`)].join("\n"),
  });

  function headOf(error: Error): string {
    try {
      return toString.call(error);
    } catch {
      return "Error"; // its name or message throws
    }
  }
}
