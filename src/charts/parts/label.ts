import { clipped } from "../../format.ts";

/** Longest label of a bar: the bars have to keep their room. */
const LABEL_CHARS = 36;

/** A label in one line, cut to what fits; the whole of it stands in the table. */
export function shortened(label: string): string {
  return clipped(label.replace(/\s+/g, " "), LABEL_CHARS);
}
