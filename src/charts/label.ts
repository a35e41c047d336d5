/** Longest label of a bar: the bars have to keep their room. */
const LABEL_CHARS = 36;

/** A label cut to what fits; the whole of it stands in the table. */
export function shortened(label: string): string {
  return label.length > LABEL_CHARS
    ? `${label.slice(0, LABEL_CHARS - 1)}…`
    : label;
}
