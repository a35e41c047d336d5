import { editDistance } from "./edit_distance.ts";

/** The form in which names are compared: only digits and lower-case letters without accents. */
export function comparable(name: string): string {
  const plain = ASCII.test(name) ? name : name.normalize("NFKD");
  return plain.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
}

// Almost every name is ASCII. Normalizing these too would double the time to build an index.
const ASCII = /^[ -~]*$/;

/** Longer names are not compared: with thousands of names that would take a second. */
const LONGEST = 80;

/**
 * Finds the known names that are most like a given one.
 *
 * People leave words out more often than they mistype them. So a name that begins with the given
 * text, or contains all its words, is nearer than one with as many wrong letters.
 *
 * @param given What was typed
 * @param names The known names; an alias comes with the name to suggest
 * @param count The greatest number of names
 * @returns The names to suggest, nearest first, each once
 */
export function nearest(
  given: string,
  names: Iterable<string | readonly [alias: string, name: string]>,
  count = 3,
): readonly string[] {
  const wanted = comparable(given);
  if (wanted === "" || given.length > LONGEST) return [];
  const words = given.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const best = new Map<string, number>();
  for (const known of names) {
    const [alias, name] = typeof known === "string" ? [known, known] : known;
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
  if (known.startsWith(wanted)) return 0.5 + known.length / 1000;
  const edits = editDistance(wanted, known);
  const held = words.filter((word) => known.includes(word)).length;
  return words.length > 1 && held === words.length ? edits / 4 : edits;
}
