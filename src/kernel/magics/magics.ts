import {
  CARBON_OPTIONS,
  CONFIGURE_OPTIONS,
  ESTIMATE_OPTIONS,
  type MagicOption,
  TRACK_OPTIONS,
} from "./magic_options.ts";

/** A magic. */
export interface Magic {
  /** Without percent signs. */
  readonly name: string;
  /** As a line in a cell (`%`), or as the first line of a cell (`%%`). */
  readonly forms: readonly string[];
  /** How it is used. */
  readonly usage: readonly string[];
  /** What it does. */
  readonly says: string;
  /** Words that can follow it. */
  readonly words: readonly string[];
  readonly options: readonly MagicOption[];
}

/** All magics. */
export const MAGICS: readonly Magic[] = [
  magic("track", {
    forms: ["%%track"],
    usage: [
      "%%track [name] [options]",
      "the code of the cell, or with --command lines for the shell",
    ],
    says: "Measures the cell, and shows it while it is running. " +
      "`_run` is the run: `_run.log({ loss })`, `_run.steps(10)`.",
    options: TRACK_OPTIONS,
  }),
  magic("estimate", {
    forms: ["%estimate", "%%estimate"],
    usage: [
      '%estimate --hardware "A100" --hours 12 --region gcp/us-central1',
      "%estimate --kwh 100 --country PL",
      "%estimate --model gpt-4o --input-tokens 1000 --output-tokens 500",
      "%%estimate, with a line for each of the same: hardware: A100",
    ],
    says: "Estimates what a job emits.",
    options: ESTIMATE_OPTIONS,
  }),
  magic("configure", {
    usage: ["%configure --region gcp/us-central1 --pue 1.1"],
    says: "Says once where the notebook runs, and on what hardware. " +
      "Without options it shows what is configured.",
    options: CONFIGURE_OPTIONS,
  }),
  magic("carbon", {
    usage: ["%carbon", "%carbon on --region gcp/us-central1", "%carbon off"],
    says: "Shows what this session has emitted, by cell. " +
      'With "on", every cell is tracked and shows a line under it.',
    words: ["on", "off"],
    options: CARBON_OPTIONS,
  }),
  magic("report", {
    usage: ["%report file.html"],
    says: "Saves a report on this session. The file name sets the format.",
  }),
  magic("sensors", { says: "Shows what can be measured on this machine." }),
  magic("lsmagic", { says: "Lists the magics." }),
];

/** A magic that is a line without words and options, but for what is given. */
function magic(
  name: string,
  given: Pick<Magic, "says"> & Partial<Magic>,
): Magic {
  const line = [`%${name}`];
  return { name, forms: line, usage: line, words: [], options: [], ...given };
}

/** The help for a magic, as text. */
export function helpOf(magic: Magic): string {
  const width = Math.max(...magic.options.map(({ name }) => name.length));
  return [
    ...magic.usage,
    "",
    // One sentence a line, as paper is narrower than a screen.
    magic.says.replaceAll(". ", ".\n"),
    ...(magic.options.length > 0 ? [""] : []),
    ...magic.options.map((option) =>
      `  --${option.name.padEnd(width)}  ${option.says}`
    ),
  ].join("\n");
}

/** A list of all magics, as text. */
export function listOfMagics(): string {
  const rows = MAGICS.map(({ forms, says }) =>
    [forms.join(", "), says.replace(/\. .*$/, ".")] as const
  );
  const width = Math.max(...rows.map(([forms]) => forms.length));
  return [
    ...rows.map(([forms, says]) => `${forms.padEnd(width)}  ${says}`),
    "",
    "Add a question mark for help, such as %track?.",
  ].join("\n");
}
