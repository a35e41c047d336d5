/**
 * Does work on items, several at a time.
 * @param lanes The number of items at a time
 * @param items The items
 * @param work Is called with each item
 * @returns The results, in the order of the items
 */
export async function inLanes<Item, Result>(
  lanes: number,
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const waiting = items.entries();
  await Promise.all(Array.from({ length: lanes }, async () => {
    for (const [i, item] of waiting) results[i] = await work(item);
  }));
  return results;
}
