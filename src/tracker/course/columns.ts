/** A row of numbers: some with a name of their own, then a list with one for each sensor. */
export type Row<Name extends string, List extends string> =
  & { readonly [N in Name]: number }
  & { readonly [L in List]: readonly number[] };

/**
 * The columns of a table of numbers. All tables of a run use it: the ticks between two threads and
 * those in a file, and the course in memory, in a file and in the ledger.
 */
export class Columns<Name extends string, List extends string> {
  /** How many columns there are. */
  readonly width: number;
  readonly #names: readonly Name[];
  readonly #list: List;

  /**
   * Columns in the order in which they are stored.
   * @param names Names of the first columns
   * @param list Name of the list in the columns after them
   * @param length How many numbers the list has
   */
  constructor(names: readonly Name[], list: List, length: number) {
    this.width = names.length + length;
    this.#names = names;
    this.#list = list;
  }

  /** The column of a name, from 0. */
  at(name: Name): number {
    return this.#names.indexOf(name);
  }

  /** The first column of the list. */
  get listAt(): number {
    return this.#names.length;
  }

  /**
   * Writes a row.
   * @param row Its numbers
   * @param table Where it goes
   * @param index Its place in the table, in rows. @default 0
   */
  write(row: Row<Name, List>, table: Float64Array, index: number = 0): void {
    // Plain loops, as this runs for every sample.
    const from = index * this.width;
    for (let i = 0; i < this.#names.length; i += 1) {
      table[from + i] = row[this.#names[i] as Name];
    }
    const list = row[this.#list];
    const at = from + this.#names.length;
    for (let i = 0; i < list.length; i += 1) table[at + i] = list[i] as number;
  }

  /**
   * Reads a row.
   * @param table Where it is
   * @param index Its place in the table, in rows. @default 0
   */
  read(table: Float64Array, index: number = 0): Row<Name, List> {
    let at = index * this.width;
    const end = at + this.width;
    const row: Record<string, number | number[]> = {};
    for (const name of this.#names) row[name] = table[at++] ?? NaN;
    const list: number[] = [];
    while (at < end) list.push(table[at++] ?? NaN);
    row[this.#list] = list;
    return row as Row<Name, List>;
  }
}
