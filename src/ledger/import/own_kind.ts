/** The kinds of file of carboncell that are not read line by line. */
export type OwnKind = "ledger" | "json" | "parquet";

/** How each kind begins, after blanks. */
const BEGINNINGS: readonly (readonly [beginning: string, kind: OwnKind])[] = [
  ["SQLite format 3\0", "ledger"],
  ["PAR1", "parquet"],
  ["[", "json"],
];

/** The most that is read of such a file, in B; JSON of more is longer than a text may be. */
const MOST_BYTES = 400_000_000;

/**
 * Which kind a file is, by its first bytes.
 * @returns `undefined` if it is none, or cannot be read
 */
export function ownKindOf(name: string): OwnKind | undefined {
  const bytes = new Uint8Array(64);
  try {
    if (!Deno.statSync(name).isFile) return undefined;
    using file = Deno.openSync(name);
    file.readSync(bytes);
  } catch {
    // What reads it says why.
    return undefined;
  }
  const start = new TextDecoder().decode(bytes).trimStart();
  return BEGINNINGS.find(([beginning]) => start.startsWith(beginning))?.[1];
}

/**
 * The content of such a file.
 * @throws {RangeError} If it is too long
 */
export function ownBytes(name: string): Uint8Array<ArrayBuffer> {
  const { size } = Deno.statSync(name);
  if (size <= MOST_BYTES) return Deno.readFileSync(name);
  throw new RangeError(
    `Cannot import ${
      JSON.stringify(name)
    } as it must have at most ${MOST_BYTES} B: current size is ${size} B, so import the ledger itself`,
  );
}
