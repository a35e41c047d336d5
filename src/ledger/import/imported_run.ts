import { createHash } from "node:crypto";
import { runFault } from "../stored/run_fault.ts";
import type { ImportedRun, Origin, StoredRun } from "../stored/stored_run.ts";
import { lineError, type LinePlace } from "./source_file.ts";

/** A remark on a line of an imported file. */
export interface ImportRemark {
  /** The line, from 1. */
  readonly line: number;
  /** What was done about it. */
  readonly what: string;
  /** Whether its run was left out. */
  readonly leftOut?: true;
}

/** The remark on a line whose tool could not compute emissions. */
export const NO_EMISSIONS = "has no emissions: those of its run are unknown";

/** The runs of a file. */
export interface ReadFile<Run extends StoredRun = ImportedRun> {
  readonly origin: Origin;
  readonly runs: readonly Run[];
  readonly remarks: readonly ImportRemark[];
}

/** The fields of a run that a tool gives. */
export type Said =
  & Pick<
    ImportedRun,
    "id" | "name" | "startedAt" | "durationS" | "energyKwh" | "origin"
  >
  & Partial<Omit<ImportedRun, "figures">>
  & { readonly figures?: Readonly<Record<string, string | undefined>> };

/**
 * A run of another tool. A figure that the tool does not give is absent, not 0.
 * @param said What the tool says
 * @param at The line, for the message
 * @throws {RangeError} If no run can be so, such as a part that is larger than the whole
 */
export function importedRun(
  { figures = {}, ...said }: Said,
  at: LinePlace,
): ImportedRun {
  const run: ImportedRun = {
    status: "finished",
    reason: undefined,
    place: UNKNOWN,
    components: [],
    carbonIntensity: undefined,
    pue: undefined,
    emissionsKg: undefined,
    waterL: undefined,
    params: {},
    metrics: [],
    phases: [],
    shared: [],
    sharedEnergyKwh: 0,
    sharedEmissionsKg: 0,
    notes: [],
    tags: [],
    figures: Object.fromEntries(
      Object.entries(figures)
        .filter((cell): cell is [string, string] => !!cell[1]),
    ),
    ...said,
  };
  const fault = runFault(run);
  if (fault === undefined) return run;
  throw lineError(RangeError, at, `has a run that cannot be: ${fault}`);
}

/** The place of a run whose file names none. */
export const UNKNOWN: ImportedRun["place"] = { name: "unknown place" };

/** An id made of all that a tool says of a run, so that it is the same at each import. */
export function idOf(tool: Origin["tool"], ...said: readonly string[]): string {
  const hash = createHash("sha256").update(JSON.stringify(said)).digest("hex");
  return `${tool}:${hash.slice(0, 32)}`;
}
