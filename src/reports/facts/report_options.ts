import {
  above,
  either,
  faultsOf,
  inputError,
  list,
  number,
  optional,
  record,
  shown,
  text,
  type Wanted,
  word,
} from "../../input.ts";

/** What a piece of software does, so that its emissions can be given per unit. */
export interface FunctionalUnit {
  /** The name of one unit, such as `epoch`. */
  readonly unit: string;
  /** Number of units in all, > 0. */
  readonly count: number;
}

/** What a report adds to its figures. */
export interface ReportOptions {
  /** Its heading. @default "Carbon report" */
  readonly title?: string;
  /** Who made it. @default no author */
  readonly author?: string | readonly string[];
  /** Gives the emissions per this unit, as ISO/IEC 21031 does. @default no unit */
  readonly per?: FunctionalUnit;
  /** How a model was trained, for the model card. @default not in the card */
  readonly trainingType?: "pre-training" | "fine-tuning";
}

const schema = record(
  {
    title: optional(text()),
    author: optional(either(text(), list(text()))),
    per: optional(record({ unit: text(), count: number(above(0)) })),
    trainingType: optional(word("pre-training", "fine-tuning")),
  } satisfies Record<keyof ReportOptions, unknown>,
);

const WANTED: Wanted = {
  doing: "report",
  whole: "an object of options",
  fields: {
    title: "a text",
    author: "a name or a list of names",
    per: "{ unit, count }",
    "per.unit": "a name",
    "per.count": "a finite number > 0",
    trainingType: '"pre-training" or "fine-tuning"',
  },
};

/**
 * Checks the options of a report.
 * @param options What the user gave
 * @throws {TypeError} If one is unknown or of the wrong type
 * @throws {RangeError} If a value is out of its range
 */
export function checkOptions(
  options: unknown,
): asserts options is ReportOptions {
  const faults = faultsOf(schema, options);
  if (faults.length > 0) throw inputError(faults, options, WANTED);
}

/**
 * Checks the form of a CSV.
 * @param form What the user gave
 * @throws {RangeError} If there is no such form
 */
export function checkForm(form: unknown): void {
  if (form === "codecarbon" || form === "tidy") return;
  throw new RangeError(
    `Cannot write CSV as form must be "codecarbon" or "tidy": current value is ${
      shown(form)
    }`,
  );
}
