/**
 * How many letters have to be added, taken out or replaced to make one word of another.
 *
 * A library would do the same, and cost each first estimate the time in which Deno looks up its
 * version.
 *
 * @param a A word
 * @param b Another word
 * @returns The Levenshtein distance, in UTF-16 code units
 * @see Wagner and Fischer 1974, The String-to-String Correction Problem:
 * https://doi.org/10.1145/321796.321811
 */
export function editDistance(a: string, b: string): number {
  // The distances of the letters of `a` so far to each beginning of `b`.
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 0; i < a.length; i++) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j++) {
      const replaced = row[j]! + (a[i] === b[j] ? 0 : 1);
      next.push(Math.min(replaced, row[j + 1]! + 1, next[j]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}
