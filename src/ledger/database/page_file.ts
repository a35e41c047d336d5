/** SQLite's own size of a page, in B; the ledger never sets another. */
const PAGE_BYTES = 4096;

/** Length of the headers of a write-ahead log and of each of its frames, in B. */
const LOG_HEADER = 32;
const FRAME_HEADER = 24;

/**
 * The pages of a SQLite database, read from its file without SQLite, which refuses a damaged one.
 * Pages of the write-ahead log replace those of the file.
 * @see https://www.sqlite.org/fileformat2.html
 */
export class PageFile {
  /** Size of a page, in B. */
  readonly pageBytes: number = PAGE_BYTES;
  /** Number of pages; the first has number 1. */
  readonly count: number;
  readonly #file: Uint8Array<ArrayBuffer>;
  readonly #log: ReadonlyMap<number, Uint8Array<ArrayBuffer>>;

  /**
   * Reads all of a database.
   * @param path Its path
   */
  constructor(path: string) {
    this.#file = Deno.readFileSync(path);
    this.#log = framesOf(readIfThere(`${path}-wal`), this.pageBytes);
    this.count = Math.max(
      Math.ceil(this.#file.length / this.pageBytes),
      ...this.#log.keys(),
    );
  }

  /** The bytes of a page; zeros where the file is cut off. */
  page(number: number): Uint8Array<ArrayBuffer> {
    const logged = this.#log.get(number);
    if (logged !== undefined) return logged;
    const start = (number - 1) * this.pageBytes;
    const bytes = this.#file.subarray(start, start + this.pageBytes);
    if (bytes.length === this.pageBytes) return bytes;
    const whole = new Uint8Array(this.pageBytes);
    whole.set(bytes);
    return whole;
  }

  /** The pages that are not in use: they may hold runs that were deleted. */
  free(): ReadonlySet<number> {
    const free = new Set<number>();
    let trunk = numberAt(this.page(1), FREE_LIST);
    while (trunk > 0 && trunk <= this.count && !free.has(trunk)) {
      free.add(trunk);
      const page = this.page(trunk);
      const leaves = Math.min(numberAt(page, 4), this.pageBytes / 4 - 2);
      for (let i = 0; i < leaves; i += 1) free.add(numberAt(page, 8 + i * 4));
      trunk = numberAt(page, 0);
    }
    return free;
  }
}

/** Where the first page says which page begins the list of free ones. */
const FREE_LIST = 32;

/** Reads a number of four bytes. */
export function numberAt(bytes: Uint8Array<ArrayBuffer>, at: number): number {
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(at);
}

/** The newest version of each page in a log, up to the last whole transaction. */
function framesOf(
  log: Uint8Array<ArrayBuffer>,
  pageBytes: number,
): Map<number, Uint8Array<ArrayBuffer>> {
  const done = new Map<number, Uint8Array<ArrayBuffer>>();
  let open: [number, Uint8Array<ArrayBuffer>][] = [];
  const step = FRAME_HEADER + pageBytes;
  for (let at = LOG_HEADER; at + step <= log.length; at += step) {
    // A frame of an earlier use of the log has other salts.
    const isOld = numberAt(log, at + 8) !== numberAt(log, 16) ||
      numberAt(log, at + 12) !== numberAt(log, 20);
    if (isOld) break;
    const start = at + FRAME_HEADER;
    open.push([numberAt(log, at), log.subarray(start, start + pageBytes)]);
    const endsTransaction = numberAt(log, at + 4) !== 0;
    if (!endsTransaction) continue;
    for (const [number, page] of open) done.set(number, page);
    open = [];
  }
  return done;
}

function readIfThere(path: string): Uint8Array<ArrayBuffer> {
  try {
    return Deno.readFileSync(path);
  } catch {
    return new Uint8Array();
  }
}
