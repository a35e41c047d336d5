import {
  ESTIMATE_OPTIONS,
  type Option,
  TRACK_OPTIONS,
} from "./magic_options.ts";

/** A magic. */
export interface Magic {
  /** Without its signs. */
  readonly name: string;
  /** Whether it stands in a line (`%`), or over a cell (`%%`). */
  readonly stands: readonly ("line" | "cell")[];
  /** How it is written. */
  readonly usage: readonly string[];
  /** What it does. */
  readonly says: string;
  /** Words that may follow it. */
  readonly words: readonly string[];
  readonly options: readonly Option[];
}

/** All of them. */
export const MAGICS: readonly Magic[] = [
  {
    name: "track",
    stands: ["cell"],
    usage: ["%%track [name] [options]", "the code of the cell"],
    says: "Measures the cell, and shows it while it runs. " +
      "`_run` is the run: `_run.log({ loss })`, `_run.steps(10)`.",
    words: [],
    options: TRACK_OPTIONS,
  },
  {
    name: "estimate",
    stands: ["line", "cell"],
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
    stands: ["line"],
    usage: ["%carbon", "%carbon on", "%carbon off"],
    says: "Shows what this session has emitted, by cell. " +
      'With "on", every cell is tracked, with a line under each.',
    words: ["on", "off"],
    options: [],
  },
  {
    name: "report",
    stands: ["line"],
    usage: ["%report file.html"],
    says: "Writes a report on this session, in the file's format.",
    words: [],
    options: [],
  },
  {
    name: "sensors",
    stands: ["line"],
    usage: ["%sensors"],
    says: "Shows what can be measured on this machine.",
    words: [],
    options: [],
  },
  {
    name: "lsmagic",
    stands: ["line"],
    usage: ["%lsmagic"],
    says: "Lists the magics.",
    words: [],
    options: [],
  },
];

/** How a magic is written, such as `%%track`. */
export function signs({ name, stands }: Magic): string[] {
  return stands.map((where) => (where === "cell" ? "%%" : "%") + name);
}

/** The help for a magic, as text. */
export function helpOf(magic: Magic): string {
  const width = Math.max(...magic.options.map(({ name }) => name.length));
  return [
    ...magic.usage,
    "",
    // A line each: paper is narrower than a screen.
    magic.says.replaceAll(". ", ".\n"),
    ...(magic.options.length > 0 ? [""] : []),
    ...magic.options.map((option) =>
      `  --${option.name.padEnd(width)}  ${option.says}`
    ),
  ].join("\n");
}

/** The list of all magics, as text. */
export function listOfMagics(): string {
  const rows = MAGICS.map((magic) =>
    [signs(magic).join(", "), magic.says.replace(/\. .*$/, ".")] as const
  );
  const width = Math.max(...rows.map(([written]) => written.length));
  return [
    ...rows.map(([written, says]) => `${written.padEnd(width)}  ${says}`),
    "",
    "A question mark after one, such as %track?, gives its help.",
  ].join("\n");
}
