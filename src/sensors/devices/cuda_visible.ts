/** The cards that CUDA sees. */
export interface VisibleDevices {
  /** Their indices, in CUDA's order, none twice. */
  readonly indices: readonly number[];
  /** The entries that name no card, one sentence each. */
  readonly notes: readonly string[];
  /** The entries that name a slice of a card (MIG), as it is shown. */
  readonly slices: readonly string[];
  /** Whether the list counts cards by number. */
  readonly byIndex: boolean;
}

/**
 * The cards that `CUDA_VISIBLE_DEVICES` leaves, as CUDA reads it: the first entry that names no
 * card ends the list.
 *
 * @param list The variable; `undefined` if it is not set
 * @param uuids UUID of each card, by index
 * @see https://docs.nvidia.com/cuda/cuda-c-programming-guide/index.html#cuda-environment-variables
 */
export function visibleDevices(
  list: string | undefined,
  uuids: readonly string[],
): VisibleDevices {
  if (list === undefined) {
    return {
      indices: uuids.map((_, i) => i),
      notes: [],
      slices: [],
      byIndex: false,
    };
  }
  const indices: number[] = [];
  const notes: string[] = [];
  const slices: string[] = [];
  let byIndex = false;
  for (const entry of list.split(",").map((part) => part.trim())) {
    if (entry.startsWith("MIG-")) {
      slices.push(`slice ${entry}`);
      continue;
    }
    const index = indexOf(entry, uuids);
    if (index === undefined) {
      if (list.trim() !== "") {
        notes.push(
          `${
            JSON.stringify(entry)
          } names no card and ends the list, as in CUDA`,
        );
      }
      break;
    }
    byIndex ||= /^\d/.test(entry);
    if (!indices.includes(index)) indices.push(index);
  }
  return { indices, notes, slices, byIndex };
}

function indexOf(entry: string, uuids: readonly string[]): number | undefined {
  if (/^\d+$/.test(entry)) {
    const index = Number(entry);
    return index < uuids.length ? index : undefined;
  }
  if (!entry.startsWith("GPU-")) return undefined;
  const fitting = uuids.flatMap((uuid, i) =>
    uuid.toLowerCase().startsWith(entry.toLowerCase()) ? [i] : []
  );
  return fitting.length === 1 ? fitting[0] : undefined;
}
