import { clipped } from "../../format.ts";

/** Longest label of a bar: the bars need room. */
const LABEL_CHARS = 36;

/** A label in one line, cut to what fits. The table has the whole label. */
export function shortened(label: string): string {
  return clipped(label.replace(/\s+/g, " "), LABEL_CHARS);
}
