import { equivalentText } from "../../cards/parts/footprint_facts.ts";
import type { Equivalent } from "../../estimate/equivalents.ts";
import { mass } from "../../format.ts";
import { type Digits, numberText } from "../../rounding.ts";
import type { Section } from "../../document/document.ts";
import type { ReportModel } from "../facts/report_model.ts";
import { citing } from "./sentences.ts";

/** Key of the lifetime of a car, fuel included, by Strubell, Ganesh and McCallum 2019. */
const CAR_LIFETIME = "strubell-car-lifetime";
/** The headline of the press on their paper: a model emits as much as five cars. */
const FIVE_CARS = 5;

/** The emissions in everyday things, each with its source. */
export function equivalentsSection(
  { equivalents, total, citations }: ReportModel,
): Section | undefined {
  if (total === undefined || equivalents.length === 0) return undefined;
  const { digits } = total;
  const cars = equivalents.find(({ id }) => id === CAR_LIFETIME)?.amount ?? 0;
  return {
    id: "equivalents",
    title: "In everyday things",
    paragraphs: [
      ...equivalents.map((equivalent) => [
        `${amountText(equivalent, digits)}, at ${
          mass(equivalent.kgPerUnit)
        } CO2e each`,
        ...citing(citations, equivalent),
        ".",
      ]),
      ...(Math.round(cars) < FIVE_CARS ? [] : [[
        `This is on the scale of the "five cars" of 2019: it is ${
          numberText(cars, digits)
        } cars over their whole lives.`,
      ]]),
    ],
  };
}

/** An equivalent in words, such as `1.1 km driven by an average US car`. */
export function amountText(
  { amount, label }: Equivalent,
  digits: Digits,
): string {
  return equivalentText(numberText(amount, digits), label);
}
