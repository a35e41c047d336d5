import type { Citations } from "../facts/citations.ts";
import type { Inline, Paragraph } from "../../document/document.ts";

/** Sentences with the space between them. */
export function paragraphOf(sentences: readonly Paragraph[]): Paragraph {
  return sentences.flatMap((sentence, i) =>
    i === 0 ? sentence : [" ", ...sentence]
  );
}

/** What may have been published somewhere. */
type Published = Parameters<Citations["numberOf"]>[0];

/** What stands behind the words before it; nothing where nobody published the figure. */
export function citing(
  citations: Citations,
  ...figures: readonly (Published | undefined)[]
): readonly Inline[] {
  const numbers = figures.flatMap((figure) =>
    figure === undefined ? [] : citations.numberOf(figure) ?? []
  );
  return numbers.length === 0 ? [] : [{ cite: [...new Set(numbers)] }];
}

/** Words as a list, such as `a, b and c`, of which so many are named at the most. */
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
