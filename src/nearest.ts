import { editDistance } from "./edit_distance.ts";

/** The form in which names are compared: letters without accents and digits only, lower case. */
export function comparable(name: string): string {
  const plain = ASCII.test(name) ? name : name.normalize("NFKD");
  return plain.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
}

// Almost every name, and taking them apart would cost an index as much again.
const ASCII = /^[ -~]*$/;

/** Nobody mistypes a name of this length; comparing it with thousands would take a second. */
const LONGEST = 80;

/**
 * The names most like a given one.
 *
 * A name that begins with what was typed, or holds all of its words, is nearer than one
 * with as many wrong letters: people leave words out more often than they
 * mistype them.
 *
 * @param given What was typed
 * @param names The known names and aliases, each with the name to suggest
 * @param count How many at the most
 * @returns The names to suggest, nearest first, none of them twice
 */
export function nearest(
  given: string,
  names: Iterable<readonly [alias: string, name: string]>,
  count = 3,
): readonly string[] {
  const wanted = comparable(given);
  if (wanted === "" || given.length > LONGEST) return [];
  const words = wordsOf(given);
  const best = new Map<string, number>();
  for (const [alias, name] of names) {
    const distance = distanceTo(wanted, words, alias);
    if (distance <= Math.max(2, wanted.length * 0.6)) {
      best.set(name, Math.min(distance, best.get(name) ?? Infinity));
    }
  }
  return [...best].sort((a, b) => a[1] - b[1]).slice(0, count)
    .map(([name]) => name);
}

function distanceTo(
  wanted: string,
  words: readonly string[],
  alias: string,
): number {
  const known = comparable(alias);
  if (wanted !== "" && known.startsWith(wanted)) {
    return 0.5 + known.length / 1000;
  }
  const edits = editDistance(wanted, known);
  const held = words.filter((word) => known.includes(word)).length;
  return words.length > 1 && held === words.length ? edits / 4 : edits;
}

function wordsOf(given: string): readonly string[] {
  return given.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(Boolean);
}
