import { joined, type Slot, type Stretch } from "./best_start.ts";

/**
 * The stretches of least emissions of a job that may pause without a cost: the *pause and resume*
 * of Dodge et al. Those are the slots with the least intensity, the last of them in part.
 * @param slots In the order of time
 * @param lengthMs How long the job runs in all, > 0
 * @returns `undefined` if the slots are shorter than the job
 * @see Dodge et al. 2022, section 5.2: https://arxiv.org/abs/2206.05229
 */
export function cheapestSlots(
  slots: readonly Slot[],
  lengthMs: number,
): Stretch[] | undefined {
  const order = slots.map((_, i) => i).sort((a, b) =>
    slots[a]!.grams - slots[b]!.grams || a - b
  );
  const used = new Map<number, number>();
  let leftMs = lengthMs;
  for (const i of order) {
    if (leftMs <= 0) break;
    const { startMs, endMs } = slots[i]!;
    const usedMs = Math.min(leftMs, endMs - startMs);
    used.set(i, usedMs);
    leftMs -= usedMs;
  }
  if (leftMs > 0) return undefined;
  const stretches = slots.flatMap(({ startMs, endMs }, i) => {
    const usedMs = used.get(i);
    if (usedMs === undefined) return [];
    // A part is beside the stretch that follows, unless it can continue the one before.
    const goesOn = used.has(i - 1) && slots[i - 1]!.endMs === startMs;
    const isFollowed = used.has(i + 1) && slots[i + 1]!.startMs === endMs;
    return !goesOn && isFollowed
      ? [{ startMs: endMs - usedMs, endMs }]
      : [{ startMs, endMs: startMs + usedMs }];
  });
  return joined(stretches);
}
