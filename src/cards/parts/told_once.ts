import {
  assumptionText,
  type ResultDocument,
} from "../../document/document.ts";

const KEY = Symbol.for("carboncell.told");

/**
 * The assumptions that cards of this session have told. They are in the global scope, as magics and
 * cells may use two copies of this module.
 */
function told(): Set<string> {
  const scope = globalThis as { [KEY]?: Set<string> };
  return scope[KEY] ??= new Set();
}

/**
 * A card that only names the number of those assumptions that an earlier card of the session has
 * told in full. They can still be unfolded.
 * @param card The card, with all its assumptions
 */
export function toldOnce(card: ResultDocument): ResultDocument {
  const { assumptions = [] } = card;
  const isTold = assumptions.map((it) => told().has(assumptionText(it)));
  assumptions.forEach((it) => told().add(assumptionText(it)));
  return {
    ...card,
    assumptions: assumptions.filter((_, i) => !isTold[i]),
    repeated: assumptions.filter((_, i) => isTold[i]),
  };
}
