import { kernelPrint } from "../jupyter/broadcast.ts";

/**
 * Prints texts as the output of this program: under the cell in a notebook, where the standard
 * output of a kernel is not seen.
 * @param name Where they go
 * @returns Prints a text at once
 */
export function printerOf(
  name: "stdout" | "stderr",
): (text: string) => Promise<void> {
  const print = kernelPrint();
  if (print !== undefined) {
    return async (text) => {
      if (text !== "") await print(name, text);
    };
  }
  const encoder = new TextEncoder();
  return async (text) => {
    let left = encoder.encode(text);
    // It may not be read any more; the program continues.
    try {
      while (left.length > 0) {
        left = left.subarray(await Deno[name].write(left));
      }
    } catch { /* as with a closed pipe */ }
  };
}
