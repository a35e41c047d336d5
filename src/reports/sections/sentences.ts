import type { Citations } from "../facts/citations.ts";
import type { Inline, Paragraph } from "../../document/document.ts";

/** Sentences with the space between them. */
export function paragraphOf(sentences: readonly Paragraph[]): Paragraph {
  return sentences.flatMap((sentence, i) =>
    i === 0 ? sentence : [" ", ...sentence]
  );
}

/** A figure that may have been published. */
type Published = Parameters<Citations["numberOf"]>[0];

/** A citation of the publications of figures; nothing for figures that were not published. */
export function citing(
  citations: Citations,
  ...figures: readonly (Published | undefined)[]
): readonly Inline[] {
  const numbers = figures.flatMap((figure) =>
    figure === undefined ? [] : citations.numberOf(figure) ?? []
  );
  return numbers.length === 0 ? [] : [{ cite: [...new Set(numbers)] }];
}

/**
 * Words as a list, such as `a, b and c`.
 * @param words The words
 * @param most How many are named at most
 * @param others What the others are called
 */
export function listed(
  words: readonly string[],
  most: number,
  others: string,
): string {
  const named = words.slice(0, most);
  const left = words.length - named.length;
  if (left > 0) named.push(`${left} more ${others}`);
  const last = named.pop() ?? "";
  return named.length === 0 ? last : `${named.join(", ")} and ${last}`;
}

/** What a sentence about measuring leaves out: runs of tools that do not say what they measured. */
export function exceptText(runs: number): string {
  if (runs === 0) return "";
  const which = runs === 1 ? "one run" : `${runs} runs`;
  return `, except for ${which} of other tools, which do not say`;
}
