import { clipped, firstOf } from "../../format.ts";

/** Longest label of a bar: the bars need room. */
const LABEL_CHARS = 36;

/** A label in one line, cut to what fits. The table has the whole label. */
export function shortened(label: string): string {
  return clipped(label.replace(/\s+/g, " "), LABEL_CHARS);
}

/** More texts cannot be listened to. */
const SPOKEN = 12;

/** A list in the description of a chart: its first texts, and how many more there are. */
export function spoken(texts: readonly string[]): string {
  return firstOf(texts, SPOKEN).join("; ");
}
