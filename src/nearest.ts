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
 * Finds the known names that are most like a given one; none rather than a far one.
 *
 * People leave words out, or add some and change their order, more often than they mistype them.
 * So a name that begins with the given text, or that has its words, is nearer than one with a few
 * wrong letters. A name of other digits is another thing, unless it has nearly the same letters.
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
  const words = wordsOf(given);
  const best = new Map<string, number>();
  for (const known of names) {
    const [alias, name] = typeof known === "string" ? [known, known] : known;
    const distance = distanceTo(wanted, words, alias);
    if (distance < (best.get(name) ?? Infinity)) best.set(name, distance);
  }
  return [...best].sort((a, b) => a[1] - b[1]).slice(0, count)
    .map(([name]) => name);
}

/** Words of a name; `EuropeWest` has two. */
function wordsOf(name: string): string[] {
  return name.replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2")
    .split(/[^\p{L}\p{N}]+/u).map(comparable).filter(Boolean);
}

function distanceTo(
  wanted: string,
  words: readonly string[],
  alias: string,
): number {
  const known = comparable(alias);
  const edits = editDistance(wanted, known);
  // A name with the same numbers, then one that begins so
  const own = wordsOf(alias);
  const numbers = words.filter((word) => /\d/.test(word));
  const sameNumbers = numbers.filter((word) => own.includes(word));
  const held = words.filter((word) => own.some((o) => o.startsWith(word)));
  if (held.length === words.length) {
    const same = sameNumbers.length === numbers.length;
    return (same ? 0.5 : 1) + known.length / 1000;
  }
  if (known.startsWith(wanted)) return 1 + known.length / 1000;
  // Most of what was typed, such as a name with a word too many
  const heldLetters = held.join("").length;
  const numbered = numbers.length === 0 || sameNumbers.length > 0;
  if (numbered && heldLetters >= 4 && heldLetters >= 0.6 * wanted.length) {
    return 2 + words.length - held.length + edits / 100;
  }
  // Letters or words in each other's place are one mistake.
  const mistakes = sorted(wanted) === sorted(known) ? 1 : edits;
  return mistakes <= typos(wanted, known) ? 3 + mistakes : Infinity;
}

/** How many letters of a name may be wrong; more if it begins alike. */
function typos(wanted: string, known: string): number {
  const { length } = wanted;
  if (length < 3) return 0;
  if (length < 9) return length < 6 ? 1 : 2;
  return wanted.slice(0, BEGINNING) === known.slice(0, BEGINNING) ? 3 : 2;
}

const BEGINNING = 5;

function sorted(letters: string): string {
  return [...letters].sort().join("");
}
