import type { Equivalent } from "../../estimate/equivalents.ts";
import { mass } from "../../format.ts";
import { type Digits, numberText } from "../../rounding.ts";
import type { Section } from "../../document/document.ts";
import type { ReportModel } from "../facts/report_model.ts";
import { citing } from "./sentences.ts";

/** The lifetime of a car, fuel included, by Strubell, Ganesh and McCallum 2019. */
const CAR_LIFETIME = "strubell-car-lifetime";
/** What the press made of their paper: training a model emits as much as five cars in their lives. */
const FIVE_CARS = 5;

/** The emissions in everyday things, each with its source. */
export function equivalentsSection(
  { equivalents, total, citations }: ReportModel,
): Section | undefined {
  if (total === undefined || equivalents.length === 0) return undefined;
  return {
    id: "equivalents",
    title: "In everyday things",
    paragraphs: [
      ...equivalents.map((equivalent) => [
        `${amountText(equivalent, total.digits)}, at ${
          mass(equivalent.kgPerUnit)
        } CO2e each`,
        ...citing(citations, equivalent),
        ".",
      ]),
      ...fiveCars(equivalents, total.digits).map((text) => [text]),
    ],
  };
}

/** An amount with what it is an amount of. */
export function amountText(
  { amount, label }: Equivalent,
  digits: Digits,
): string {
  return `${numberText(amount, digits)} ${label}`;
}

/** The famous five cars, where the emissions are as large as that. */
function fiveCars(
  equivalents: readonly Equivalent[],
  digits: Digits,
): string[] {
  const cars = equivalents.find(({ id }) => id === CAR_LIFETIME)?.amount ?? 0;
  if (Math.round(cars) < FIVE_CARS) return [];
  return [
    `This is on the scale of the "five cars" of 2019: it is ${
      numberText(cars, digits)
    } of them, their whole lives long.`,
  ];
}
