import * as v from "../../input.ts";

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
  /**
   * Whether the paragraph for a paper is about work that was done, or that is planned.
   * @default "past"
   */
  readonly tense?: "past" | "planned";
}

/** Whether work was done, or is planned. */
export type Tense = NonNullable<ReportOptions["tense"]>;

const schema = v.record(
  {
    title: v.optional(v.text()),
    author: v.optional(v.either(v.text(), v.list(v.text()))),
    per: v.optional(v.record({ unit: v.text(), count: v.number(v.above(0)) })),
    trainingType: v.optional(v.word("pre-training", "fine-tuning")),
    tense: v.optional(v.word("past", "planned")),
  } satisfies Record<keyof ReportOptions, unknown>,
);

const WANTED: v.Wanted = {
  doing: "report",
  whole: "an object of options",
  fields: {
    title: "a text",
    author: "a name or a list of names",
    per: "{ unit, count }",
    "per.unit": "a name",
    "per.count": "a finite number > 0",
    trainingType: '"pre-training" or "fine-tuning"',
    tense: '"past" or "planned"',
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
  v.checkInput(schema, options, WANTED);
}

/** Which CSV to write: CodeCarbon's columns, or one row for each item and component. */
export type CsvForm = "codecarbon" | "tidy";

/** Which table to write. */
export interface CsvOptions {
  /**
   * CodeCarbon's 38 columns, which its dashboards read, or one row for each item and component.
   * @default "codecarbon"
   */
  readonly form?: CsvForm;
  /**
   * For Excel, which reads UTF-8 only behind its mark: with commas, or, as in most of Europe,
   * with semicolons between cells and commas in numbers.
   * @default plain CSV
   */
  readonly excel?: "comma" | "semicolon";
}

const CSV = v.record(
  {
    form: v.optional(v.word("codecarbon", "tidy")),
    excel: v.optional(v.word("comma", "semicolon")),
  } satisfies Record<keyof CsvOptions, unknown>,
);

/**
 * Checks the options of a table.
 * @param options What the user gave
 * @throws {TypeError} If an option is unknown
 * @throws {RangeError} If a value is none of those allowed
 */
export function checkCsvOptions(
  options: unknown,
): asserts options is CsvOptions {
  v.checkInput(CSV, options, {
    doing: "write CSV",
    whole: 'an object such as { form: "tidy" }',
    fields: {
      form: '"codecarbon" or "tidy"',
      excel: '"comma" or "semicolon"',
    },
  });
}

/**
 * Checks a model card that is to be changed.
 * @param existing What the user gave
 * @throws {TypeError} If it is not a text
 */
export function checkExisting(existing: unknown): void {
  if (existing === undefined || typeof existing === "string") return;
  throw new TypeError(
    `Cannot write the model card as the existing one must be a text: current value is ${
      v.shown(existing)
    }`,
  );
}
