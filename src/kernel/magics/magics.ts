import {
  ESTIMATE_OPTIONS,
  type MagicOption,
  TRACK_OPTIONS,
} from "./magic_options.ts";

/** A magic. */
export interface Magic {
  /** Without percent signs. */
  readonly name: string;
  /** Whether it is a line in a cell (`%`), or the first line of a cell (`%%`). */
  readonly kinds: readonly ("line" | "cell")[];
  /** How it is written. */
  readonly usage: readonly string[];
  /** What it does. */
  readonly says: string;
  /** Words that can follow it. */
  readonly words: readonly string[];
  readonly options: readonly MagicOption[];
}

/** All magics. */
export const MAGICS: readonly Magic[] = [
  {
    name: "track",
    kinds: ["cell"],
    usage: ["%%track [name] [options]", "the code of the cell"],
    says: "Measures the cell, and shows its emissions while it is running. " +
      "`_run` is the run: `_run.log({ loss })`, `_run.steps(10)`.",
    words: [],
    options: TRACK_OPTIONS,
  },
  {
    name: "estimate",
    kinds: ["line", "cell"],
    usage: [
      '%estimate --hardware "A100" --hours 12 --region gcp/us-central1',
      "%%estimate, with a line for each of the same: hardware: A100",
    ],
    says: "Estimates what a job emits.",
    words: [],
    options: ESTIMATE_OPTIONS,
  },
  {
    name: "carbon",
    kinds: ["line"],
    usage: ["%carbon", "%carbon on", "%carbon off"],
    says: "Shows what this session has emitted, by cell. " +
      'With "on", every cell is tracked and shows a line under it.',
    words: ["on", "off"],
    options: [],
  },
  {
    name: "report",
    kinds: ["line"],
    usage: ["%report file.html"],
    says: "Saves a report on this session. The file name sets the format.",
    words: [],
    options: [],
  },
  {
    name: "sensors",
    kinds: ["line"],
    usage: ["%sensors"],
    says: "Shows what can be measured on this machine.",
    words: [],
    options: [],
  },
  {
    name: "lsmagic",
    kinds: ["line"],
    usage: ["%lsmagic"],
    says: "Lists the magics.",
    words: [],
    options: [],
  },
];

/** How a magic is written, such as `%%track`. */
export function writtenForms({ name, kinds }: Magic): string[] {
  return kinds.map((kind) => (kind === "cell" ? "%%" : "%") + name);
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
  const rows = MAGICS.map((magic) =>
    [writtenForms(magic).join(", "), magic.says.replace(/\. .*$/, ".")] as const
  );
  const width = Math.max(...rows.map(([written]) => written.length));
  return [
    ...rows.map(([written, says]) => `${written.padEnd(width)}  ${says}`),
    "",
    "Add a question mark for help, such as %track?.",
  ].join("\n");
}
