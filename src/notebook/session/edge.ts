import { kernelBroadcast } from "../../jupyter/broadcast.ts";

/** Where this module's own code is. Frames name a file by its address or its path. */
const OWN = new URL("../../", import.meta.url).href.replace("file://", "");

/**
 * Does what a user has asked for. In a notebook, an error from it has no frames of this module:
 * they would hide those of the user. Our own kernel does the same for every cell.
 * @param action What to do
 */
export function atEdge<T>(action: () => T): T {
  try {
    const value = action();
    return value instanceof Promise ? value.catch(throwTrimmed) as T : value;
  } catch (error) {
    throwTrimmed(error);
  }
}

function throwTrimmed(error: unknown): never {
  if (
    error instanceof Error && kernelBroadcast() !== undefined &&
    !Object.isFrozen(error)
  ) {
    error.stack = error.stack?.split("\n")
      .filter((line) => !(/^\s+at /.test(line) && isOwn(line)))
      .join("\n") ?? "";
  }
  throw error;
}

function isOwn(frame: string): boolean {
  return frame.includes(OWN) || frame.includes(decodeURI(OWN));
}
