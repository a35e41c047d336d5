import { UnknownNameError } from "../errors.ts";
import { comparable, nearest } from "../nearest.ts";

/** A table of the catalogue: facts with their sources, looked up by name. */
export interface Table<Row> {
  /** Every row, in the order of the data file. */
  list(): readonly Row[];
  /**
   * Finds the row of a name or alias. Case and punctuation do not matter, except for the hyphens
   * of region codes.
   * @param name A name or alias
   * @returns `undefined` if no row has that name
   * @throws {TypeError} If the name is not text
   */
  find(name: string): Row | undefined;
  /**
   * Gets the row of a name or alias.
   * @param name A name or alias
   * @throws {UnknownNameError} If no row has that name; with the nearest names
   */
  get(name: string): Row;
}

/** How a table is looked up. */
export interface TableOptions<Row> {
  /** What a row is, in the words of an error. */
  readonly kind: string;
  /** Names and aliases of a row; the first is the one to suggest. */
  readonly names: (row: Row) => readonly string[];
  /** The form in which two names are equal; letters and digits by default. */
  readonly comparable?: (name: string) => string;
}

/** How many names are looked for row by row before an index is built. */
const SCANS = 8;

/**
 * Makes a table of rows in their order of preference: a name that two rows share means the first.
 * @param given The rows, or what gives them when one is first looked for
 * @param options How rows are looked up
 */
export function createTable<Row>(
  given: readonly Row[] | (() => readonly Row[]),
  options: TableOptions<Row>,
): Table<Row> {
  const { kind, names } = options;
  let made: readonly Row[] | undefined;
  const list = () => made ??= typeof given === "function" ? given() : given;
  const formOf = options.comparable ?? comparable;
  // Most people spell names as the tables do, so the exact spellings are tried first. An index is
  // built only when it pays: for a sweep over many names, or for a name that is spelled otherwise.
  let scans = 0;
  let spellings: Map<string, Row> | undefined;
  let forms: Map<string, Row> | undefined;

  function spelled(name: string): Row | undefined {
    if (spellings === undefined && scans < SCANS) {
      scans += 1;
      return list().find((row) => names(row).includes(name));
    }
    spellings ??= indexOf(list(), names, (spelling) => spelling);
    return spellings.get(name);
  }

  function find(name: string): Row | undefined {
    if (typeof name !== "string") {
      throw new TypeError(
        `Cannot find ${kind} as the name must be text: current value is ${
          Deno.inspect(name)
        }`,
      );
    }
    const written = spelled(name);
    if (written !== undefined) return written;
    forms ??= indexOf(list(), names, formOf);
    return forms.get(formOf(name));
  }

  function get(name: string): Row {
    const row = find(name);
    if (row !== undefined) return row;
    const known = list().flatMap((row) => {
      const all = names(row);
      return all.map((alias) => [alias, all[0] as string] as const);
    });
    throw new UnknownNameError(kind, name, nearest(name, known));
  }

  return Object.freeze({ list, find, get });
}

function indexOf<Row>(
  rows: readonly Row[],
  names: (row: Row) => readonly string[],
  formOf: (name: string) => string,
): Map<string, Row> {
  const index = new Map<string, Row>();
  for (const row of rows) {
    for (const name of names(row)) {
      const form = formOf(name);
      if (!index.has(form)) index.set(form, row);
    }
  }
  return index;
}
