import { numberAt, type PageFile } from "./page_file.ts";

/** A value of a row; `undefined` where its bytes are lost. */
export type Value =
  | string
  | number
  | null
  | Uint8Array<ArrayBuffer>
  | undefined;

/** A row of a table. */
export interface TableRow {
  /** The key of the row. */
  readonly key: number;
  /** Its values, in the order of the columns. */
  readonly values: readonly Value[];
}

/** The first byte of a page that has rows of a table. */
const TABLE_LEAF = 13;

/** The first page begins with the header of the database, in B. */
const HEADER = 100;

/** Length of the header of a page with rows, in B. */
const PAGE_HEADER = 8;

/**
 * The rows of the ledger's tables, read from the pages without SQLite. Rows that are not in a
 * page's list of its rows are searched for, as the list may be damaged. A row can come twice.
 * @see https://www.sqlite.org/fileformat2.html#b_tree_pages
 */
export function* tableRows(file: PageFile): Iterable<TableRow> {
  const free = file.free();
  for (let number = 1; number <= file.count; number += 1) {
    if (free.has(number)) continue;
    const page = file.page(number);
    const start = number === 1 ? HEADER : 0;
    const isLeaf = page[start] === TABLE_LEAF;
    const places = new Set(isLeaf ? listed(page, start) : []);
    // What lies before the content may be left of rows that were deleted.
    const content = isLeaf ? shortAt(page, start + 5) : 0;
    for (let at = content; at < page.length; at += 1) {
      if (looksLikeRow(page, at)) places.add(at);
    }
    for (const at of places) {
      const row = rowAt(file, page, at);
      if (row !== undefined) yield row;
    }
  }
}

/**
 * Whether a row may begin at a place. Quick, as it is asked of every byte of a ledger: what a row
 * says of its length and its key is at most nine bytes each.
 */
function looksLikeRow(page: Uint8Array<ArrayBuffer>, at: number): boolean {
  let next = at;
  const size = page[next] as number;
  // A row of the ledger is longer than 127 B, and its length is more than one byte.
  if (size <= 127) return false;
  while ((page[next] as number) > 127) next += 1;
  next += 1;
  while ((page[next] as number) > 127) next += 1;
  return page[next + 2] === KEY_TYPE &&
    (page[next + 1] as number) > FEWEST_COLUMNS;
}

/** Where the rows of a page begin, by the page's own list. */
function listed(page: Uint8Array<ArrayBuffer>, start: number): number[] {
  const room = Math.floor((page.length - start - PAGE_HEADER) / 2);
  const count = Math.min(shortAt(page, start + 3), room);
  return Array.from(
    { length: count },
    (_, i) => shortAt(page, start + PAGE_HEADER + i * 2),
  );
}

function shortAt(page: Uint8Array<ArrayBuffer>, at: number): number {
  return (page[at] as number) << 8 | (page[at + 1] as number);
}

/** Every row of the ledger begins with its key, which SQLite keeps apart and writes as NULL. */
const KEY_TYPE = 0;

/** No row of the ledger has fewer columns, or more. */
const FEWEST_COLUMNS = 5;
const MOST_COLUMNS = 100;

/** The row that begins at a place; `undefined` if there is none. */
function rowAt(
  file: PageFile,
  page: Uint8Array<ArrayBuffer>,
  at: number,
): TableRow | undefined {
  const size = numberIn(page, at);
  const key = numberIn(page, size.end);
  const header = numberIn(page, key.end);
  const isRow = header.end < page.length && page[header.end] === KEY_TYPE &&
    header.value > FEWEST_COLUMNS && header.value <= 2 * MOST_COLUMNS;
  if (!isRow) return undefined;
  const types: number[] = [];
  const headerEnd = key.end + header.value;
  for (let next = header.end; next < headerEnd;) {
    const type = numberIn(page, next);
    types.push(type.value);
    next = type.end;
  }
  const length = types.reduce(
    (sum, type) => sum + lengthOf(type),
    header.value,
  );
  if (types.length < FEWEST_COLUMNS || length !== size.value) return undefined;
  const bytes = payload(file, page, key.end, length);
  let next = header.value;
  const values = types.map((type) => {
    const from = next;
    next += lengthOf(type);
    return next > bytes.length
      ? undefined
      : valueOf(type, bytes.slice(from, next));
  });
  return { key: key.value, values };
}

/** A number of up to nine bytes with seven bits each, as SQLite writes lengths and keys. */
function numberIn(
  bytes: Uint8Array<ArrayBuffer>,
  at: number,
): { readonly value: number; readonly end: number } {
  let value = 0;
  for (let i = 0; i < 9; i += 1) {
    const byte = bytes[at + i] ?? 0;
    value = value * 128 + (byte & 127);
    if (byte < 128) return { value, end: at + i + 1 };
  }
  return { value, end: at + 9 };
}

/** Lengths of the first kinds of values: NULL, whole numbers, a double, 0 and 1, two unused. */
const LENGTHS: readonly number[] = [0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0];

function lengthOf(type: number): number {
  return LENGTHS[type] ?? Math.floor((type - LENGTHS.length) / 2);
}

const DOUBLE = 7;
const ZERO = 8;
const DECODER = new TextDecoder();

function valueOf(type: number, bytes: Uint8Array<ArrayBuffer>): Value {
  if (type >= LENGTHS.length) {
    return type % 2 === 0 ? bytes : DECODER.decode(bytes);
  }
  if (type === KEY_TYPE) return null;
  if (type === DOUBLE) return new DataView(bytes.buffer).getFloat64(0);
  if (type >= ZERO) return type - ZERO;
  return bytes.reduce((value, byte) => value * 256 + byte, 0);
}

/**
 * The bytes of a row, of which a long one has only the first on its page. They end early where a
 * further page is lost.
 */
function payload(
  file: PageFile,
  page: Uint8Array<ArrayBuffer>,
  at: number,
  length: number,
): Uint8Array<ArrayBuffer> {
  const most = file.pageBytes - 35;
  if (length <= most) return page.slice(at, at + length);
  const least = Math.floor((file.pageBytes - 12) * 32 / 255) - 23;
  const rest = least + (length - least) % (file.pageBytes - 4);
  const local = rest <= most ? rest : least;
  const parts = [page.subarray(at, at + local)];
  let missing = length - local;
  let number = at + local + 4 <= page.length ? numberAt(page, at + local) : 0;
  while (missing > 0 && number > 1 && number <= file.count) {
    const further = file.page(number);
    parts.push(further.subarray(4, 4 + missing));
    missing -= file.pageBytes - 4;
    number = numberAt(further, 0);
  }
  const bytes = new Uint8Array(
    parts.reduce((sum, part) => sum + part.length, 0),
  );
  let to = 0;
  for (const part of parts) {
    bytes.set(part, to);
    to += part.length;
  }
  return bytes;
}
