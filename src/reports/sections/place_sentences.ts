import { figureOf, type SourcedFigure } from "../../catalog/sourced_figure.ts";
import { duration, exact, number } from "../../format.ts";
import { S_PER_HOUR } from "../../units.ts";
import type { Citations } from "../facts/citations.ts";
import { workText } from "../facts/devices.ts";
import { countryOf, placeInWords } from "../facts/places.ts";
import type { Paragraph } from "../../document/document.ts";
import { citing, listed } from "./sentences.ts";
import type { Subject } from "../facts/item_facts.ts";

/** Places that are described. The table has all of them. */
const MOST_PLACES = 4;
/** Kinds of hardware that are named. */
const MOST_KINDS = 3;

/** Codes of countries whose names take an article in a sentence. */
const WITH_ARTICLE: ReadonlySet<string | undefined> = new Set(
  ["AE", "BS", "CD", "CF", "DO", "GB", "GM", "NL", "PH", "US"],
);

/** What was computed in one place, with the same electricity in the same kind of building. */
type There = readonly [Subject, ...Subject[]];

/**
 * What was computed where, for how long and with what electricity: up to two sentences a place.
 * @param subjects Only runs, or only estimates
 */
export function placeSentences(
  subjects: readonly Subject[],
  citations: Citations,
): readonly Paragraph[] {
  const places = [
    ...Map.groupBy(
      subjects,
      ({ place, carbonIntensity, pue }) =>
        JSON.stringify([place.name, place.region, carbonIntensity, pue]),
    ).values(),
  ] as unknown as There[];
  const left = places.length - MOST_PLACES;
  return [
    ...places.slice(0, MOST_PLACES).flatMap((there) => [
      whatSentence(there),
      ...powerSentence(there, citations),
    ]),
    ...(left > 0 ? [[`The table has ${left} more places.`]] : []),
  ];
}

function whatSentence(there: There): Paragraph {
  const [{ kind, place }] = there;
  const hardware = [...new Set(there.map(workText))];
  const did = kind === "run" ? "took place in" : "is estimated for";
  const isCountry = countryOf(place)?.name === place.name;
  const article = isCountry && WITH_ARTICLE.has(place.country) ? "the " : "";
  return [
    `Computing ${did} ${article}${placeInWords(place)}, on ${
      listed(hardware, MOST_KINDS, "kinds of hardware")
    }${timeText(there)}${
      there.length > 1 ? ` in ${there.length} ${kind}s` : ""
    }.`,
  ];
}

/** Hours as they were given, and a measured time in the units that say most. */
function timeText(there: There): string {
  const known = there.flatMap(({ hours }) => hours ?? []);
  if (known.length === 0) return "";
  const hours = known.reduce((sum, hours) => sum + hours, 0);
  return there[0].kind === "run"
    ? `, for ${duration(hours * S_PER_HOUR)}`
    : `, for ${exact(hours)} hours`;
}

/** Another tool may give neither figure. */
function powerSentence(
  [subject]: There,
  citations: Citations,
): readonly Paragraph[] {
  const { carbonIntensity, pue, sources } = subject;
  const clauses: Paragraph[] = [];
  if (carbonIntensity !== undefined) {
    const figure = figureOf(sources, "intensity");
    clauses.push([
      `the electricity there has a carbon intensity of ${
        number(carbonIntensity)
      } gCO2e/kWh${basisText(subject, figure)}`,
      ...citing(citations, figure),
    ]);
  }
  if (pue !== undefined) {
    const figure = figureOf(sources, "pue");
    clauses.push([
      `the power usage effectiveness (PUE) is ${exact(pue)}${
        figure?.assumed ? " (assumed)" : ""
      }`,
      ...citing(citations, figure),
    ]);
  }
  if (clauses.length === 0) return [];
  const [first, ...rest] = clauses.flatMap((clause, i) =>
    i === 0 ? clause : [" and ", ...clause]
  ) as [string, ...Paragraph];
  return [[first.charAt(0).toUpperCase() + first.slice(1), ...rest, "."]];
}

function basisText(
  { place }: Subject,
  figure: SourcedFigure | undefined,
): string {
  const words = [
    figure?.given ? "given by the user" : place.basis,
    figure?.year,
    figure?.assumed ? "assumed" : undefined,
  ].filter((word) => word !== undefined);
  return words.length === 0 ? "" : ` (${words.join(", ")})`;
}
