import { decodeRecord } from "../stored/record_text.ts";
import { STATUSES } from "../stored/run_fault.ts";
import type { WholeRun } from "../stored/stored_run.ts";
import { wholeRun } from "../stored/whole_run.ts";
import { PageFile } from "./page_file.ts";
import { type TableRow, tableRows } from "./table_rows.ts";

/** A run that cannot be read. */
export interface LostRun {
  /** Its id; one made of its key in the database if its own is lost. */
  readonly id: string;
  /** Its name; `undefined` if that is lost. */
  readonly name: string | undefined;
}

/** What can be read of a damaged ledger. */
export interface Salvaged {
  /** The sound runs. */
  readonly runs: readonly WholeRun[];
  /** The others. */
  readonly lost: readonly LostRun[];
}

/**
 * Reads all sound runs of a damaged ledger from its file, without SQLite. They are those whose
 * checksum is right.
 * @param path The path of the ledger
 * @throws {Error} If the file cannot be read
 */
export function salvage(path: string): Salvaged {
  const sound = new Map<string, WholeRun>();
  const soundKeys = new Set<number>();
  const named = new Map<number, LostRun>();
  const broken = new Map<number, LostRun>();
  for (const { key, values } of tableRows(new PageFile(path))) {
    const lost = lostRun(key, values);
    if (isSearchRow(values)) named.set(key, lost);
    else if (isRecordRow(values)) {
      const run = runOf(values);
      if (run === undefined) broken.set(key, lost);
      else {
        soundKeys.add(key);
        if (isNewer(run, sound.get(run.id))) sound.set(run.id, run);
      }
    }
  }
  const lost = new Map<string, LostRun>();
  for (const [key, run] of [...broken, ...named]) {
    const known = named.get(key) ?? run;
    if (!soundKeys.has(key) && !sound.has(known.id)) lost.set(known.id, known);
  }
  return { runs: [...sound.values()], lost: [...lost.values()] };
}

type Values = TableRow["values"];

/** A row for searches begins with id, name, status and start. */
function isSearchRow([, ...columns]: Values): boolean {
  const [id, name, status, start] = columns;
  return typeof id === "string" && typeof name === "string" &&
    STATUSES.includes(status) && typeof start === "number";
}

/** A row with a run itself has its record first, or nothing where that is lost. */
function isRecordRow([, record]: Values): boolean {
  return record === undefined ||
    typeof record === "string" && record.includes('"durationS":');
}

function runOf([, record, metrics, components, samples]: Values) {
  if (typeof record !== "string" || typeof metrics !== "string") return;
  const text = { record, metrics };
  try {
    const course =
      typeof components === "string" && samples instanceof Uint8Array
        ? { components, samples }
        : undefined;
    return wholeRun(decodeRecord(text), text, course);
  } catch {
    return undefined;
  }
}

/** An old version of a run can be left in a page. */
function isNewer(run: WholeRun, there: WholeRun | undefined): boolean {
  if (there === undefined) return true;
  const hasEnded = (r: WholeRun) => Number(r.status !== "running");
  return hasEnded(run) - hasEnded(there) > 0 || run.durationS > there.durationS;
}

/** What is left of the names of a run. */
function lostRun(key: number, values: Values): LostRun {
  const [, first, second] = values;
  if (isSearchRow(values)) {
    return { id: first as string, name: second as string };
  }
  const record = typeof first === "string" ? first : "";
  const [, id, name] = NAMES.exec(record) ?? [];
  return { id: id ?? `damaged-${key}`, name };
}

/** A run's id and name in its record; other things in it have an id, but no name after it. */
const NAMES = /"id":"([^"\\]+)","name":"((?:[^"\\]|\\.)*)"/;
