import { UnknownNameError } from "../errors.ts";
import { comparable, nearest } from "../nearest.ts";

/** A table of the catalogue: facts with their sources, looked up by name. */
export interface Table<Row> {
  /** Every row, in the order of the data file. */
  list(): readonly Row[];
  /**
   * The row of a name or alias, in whatever case and punctuation (but the hyphens of region codes
   * count), or `undefined`.
   * @param name A name or alias
   * @throws {TypeError} If it is no text
   */
  find(name: string): Row | undefined;
  /**
   * The row of a name or alias.
   * @param name A name or alias
   * @throws {UnknownNameError} If no row has that name; with the nearest names
   */
  get(name: string): Row;
}

/** How a table is looked up. */
export interface TableOptions<Row> {
  /** What a row is, for the error that says a name is unknown. */
  readonly kind: string;
  /** Names and aliases of a row; the first is the one to suggest. */
  readonly names: (row: Row) => readonly string[];
  /** The form in which two names are equal; letters and digits by default. */
  readonly comparable?: (name: string) => string;
}

/**
 * A table over rows that are already in order of preference: where two rows
 * share a name, the first one has it.
 */
export function createTable<Row>(
  rows: readonly Row[],
  options: TableOptions<Row>,
): Table<Row> {
  const { kind, names } = options;
  const formOf = options.comparable ?? comparable;
  // Built when first needed, so that importing the module costs nothing: names as they are
  // written, which most people get right, and only then their comparable forms.
  let spellings: Map<string, Row> | undefined;
  let forms: Map<string, Row> | undefined;

  function find(name: string): Row | undefined {
    if (typeof name !== "string") {
      throw new TypeError(
        `Cannot find ${kind} as its name must be text: current value is ${
          Deno.inspect(name)
        }`,
      );
    }
    spellings ??= indexOf(rows, names, (spelling) => spelling);
    const written = spellings.get(name);
    if (written !== undefined) return written;
    forms ??= indexOf(rows, names, formOf);
    return forms.get(formOf(name));
  }

  function get(name: string): Row {
    const row = find(name);
    if (row === undefined) {
      throw new UnknownNameError(kind, name, nearest(name, pairs()));
    }
    return row;
  }

  function* pairs(): Iterable<readonly [string, string]> {
    for (const row of rows) {
      const [name, ...aliases] = names(row);
      if (name === undefined) continue;
      yield [name, name];
      for (const alias of aliases) yield [alias, name];
    }
  }

  return Object.freeze({ list: () => rows, find, get });
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
