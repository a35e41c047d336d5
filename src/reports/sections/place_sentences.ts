import { figureOf, type SourcedFigure } from "../../catalog/sourced_figure.ts";
import { duration, exact, number } from "../../format.ts";
import { S_PER_HOUR } from "../../units.ts";
import type { Citations } from "../facts/citations.ts";
import { hardwareForPaper } from "../facts/devices.ts";
import { countryOf, placeInWords, providerName } from "../facts/places.ts";
import type { Tense } from "../facts/report_options.ts";
import { nameText } from "../../cards/parts/run_texts.ts";
import type { Inline, Paragraph } from "../../document/document.ts";
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
 * What was computed where, for how long, on what and with what electricity: a sentence a place.
 * @param subjects Only runs, or only estimates
 * @param citations The publications of the report
 * @param tense Whether it was done, or is planned
 */
export function placeSentences(
  subjects: readonly Subject[],
  citations: Citations,
  tense: Tense,
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
    ...places.slice(0, MOST_PLACES).map((there) =>
      placeSentence(there, citations, tense)
    ),
    ...(left > 0 ? [[`The table has ${left} more places.`]] : []),
  ];
}

function placeSentence(
  there: There,
  citations: Citations,
  tense: Tense,
): Paragraph {
  const [subject] = there;
  const hardware = [
    ...new Set(there.flatMap((item) => hardwareForPaper(item) ?? [])),
  ];
  const details = detailsOf(subject, citations);
  return [
    `Experiments ${tense === "past" ? "ran" : "will run"}${timeText(there)}${
      hardware.length === 0
        ? ""
        : ` on ${listed(hardware, MOST_KINDS, "kinds of hardware")}`
    } in ${whereText(subject)}`,
    ...(details.length === 0 ? [] : [" (", ...details, ")"]),
    `${there.length > 1 ? `, in ${there.length} ${subject.kind}s` : ""}.`,
  ];
}

function whereText({ place }: Subject): string {
  const { provider, region = "", name } = place;
  if (provider !== undefined) {
    const of = providerName(provider);
    return `${of}${of.endsWith("s") ? "'" : "'s"} ${nameText(region)} region`;
  }
  const isCountry = countryOf(place)?.name === name;
  const article = isCountry && WITH_ARTICLE.has(place.country) ? "the " : "";
  return `${article}${placeInWords(place)}`;
}

/** Hours as they were given, and a measured time in the units that say most. */
function timeText(there: There): string {
  const known = there.flatMap(({ hours }) => hours ?? []);
  if (known.length === 0) return "";
  const hours = known.reduce((sum, hours) => sum + hours, 0);
  if (there[0].kind === "run") return ` for ${duration(hours * S_PER_HOUR)}`;
  return hours === 1 ? " for 1 hour" : ` for ${exact(hours)} hours`;
}

/** The place by name, and the figures of its electricity. Another tool may give no figure. */
function detailsOf(
  { place, carbonIntensity, pue, sources }: Subject,
  citations: Citations,
): readonly Inline[] {
  const details: Paragraph[] = [];
  if (place.provider !== undefined) {
    const { name, country } = place;
    details.push([placeInWords({ name, ...(country && { country }) })]);
  }
  if (carbonIntensity !== undefined) {
    const figure = figureOf(sources, "intensity");
    details.push([
      [`${number(carbonIntensity)} gCO2e/kWh`, ...basisWords(place, figure)]
        .join(", "),
      ...citing(citations, figure),
    ]);
  }
  if (pue !== undefined) {
    const figure = figureOf(sources, "pue");
    const assumed = figure?.assumed ? ", assumed" : "";
    details.push([`PUE ${exact(pue)}${assumed}`, ...citing(citations, figure)]);
  }
  return details.flatMap((detail, i) => i === 0 ? detail : ["; ", ...detail]);
}

function basisWords(
  { basis }: Subject["place"],
  figure: SourcedFigure | undefined,
): (string | number)[] {
  return [
    figure?.given ? "own figure" : basis,
    figure?.year,
    figure?.assumed ? "assumed" : undefined,
  ].filter((word) => word !== undefined);
}
