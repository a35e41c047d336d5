import { messageOf } from "../../machine/machine.ts";
import { systemReason } from "../../machine/system_reason.ts";

/** A question that takes more memory than there is, or more room on the disk beside it. */
export class MemoryFault extends Error {}

const BROKEN = "it is broken, or was changed while it was read";

/** What DuckDB says of a file, and what that means. */
const REASONS: readonly (readonly [RegExp, string])[] = [
  [
    /No such file|disabled by configuration|No files found/,
    "it does not exist any more",
  ],
  [/Permission denied/, "you may not read it"],
  [/CSV|utf-?8|unicode/i, "it is not all text in columns"],
];

const CAST = /column "([^"]+)" from type (.+?) to (.+?): /;

/**
 * What a fault of DuckDB means, in a sentence of ours.
 * @param error What it threw
 * @param files The files that it reads
 * @param memory How much memory it could take, in MB
 */
export function duckdbFault(
  error: unknown,
  files: readonly string[],
  memory: number,
): Error {
  const message = messageOf(error);
  const kind = /^[\w -]+ Error/.exec(message)?.[0];
  if (kind === undefined) return error as Error;
  if (/^Out of Memory|max_temp_directory_size/.test(message)) {
    return new MemoryFault(
      `Cannot price the job log as DuckDB needs more than the ${memory} MB of memory that it may ` +
        `take here: ${OTHER_WAYS}`,
      { cause: error },
    );
  }
  if (/No space left|ENOSPC|quota/i.test(message)) {
    return new MemoryFault(
      `Cannot price the job log as what does not fit into ${memory} MB of memory goes into the ` +
        `folder of temporary files, and that is full: make room there, or ${OTHER_WAYS}`,
      { cause: error },
    );
  }
  const named = files.filter((file) => message.includes(file));
  const [file, ...others] = named.length > 0 ? named : files;
  if (file === undefined) {
    return new Error(
      `Cannot read the job log: DuckDB says ${firstLine(message)}`,
      { cause: error },
    );
  }
  const more = others.length === 0 ? "" : ` or one of ${others.length} others`;
  return new Error(
    `Cannot read the job log ${JSON.stringify(file)}${more}: ${
      reasonOf(message)
    }`,
    { cause: error },
  );
}

const OTHER_WAYS =
  "ask for fewer keys at once, give fewer files, or load the jobs into a server and name it " +
  "with engine: clickhouse(…) or postgres(…)";

function reasonOf(message: string): string {
  const cast = CAST.exec(message);
  if (cast !== null) {
    const [, column, type, other] = cast;
    return `its column ${
      JSON.stringify(column)
    } is ${type}, and ${other} in another file: read them one by one`;
  }
  const known = REASONS.find(([pattern]) => pattern.test(message))?.[1];
  if (known !== undefined) return known;
  return /^IO Error/.test(message)
    ? systemReason(new Error(firstLine(message)))
    : `${BROKEN} (DuckDB says ${firstLine(message)})`;
}

function firstLine(message: string): string {
  return JSON.stringify(message.split("\n")[0]);
}
