import { createHash } from "node:crypto";
import type { ImportRemark } from "../ledger.ts";
import type { ImportedRun, Origin } from "../stored_run.ts";

/** What was read of a file. */
export interface ReadFile {
  readonly origin: Origin;
  readonly runs: readonly ImportedRun[];
  readonly remarks: readonly ImportRemark[];
}

/** What a tool says of a run. */
export type Said =
  & Pick<
    ImportedRun,
    "id" | "name" | "startedAt" | "durationS" | "energyKwh" | "origin"
  >
  & Partial<ImportedRun>;

/** A run of another tool; what the tool does not say is absent, not 0. */
export function importedRun(said: Said): ImportedRun {
  return {
    status: "finished",
    reason: undefined,
    place: UNKNOWN,
    components: [],
    carbonIntensity: undefined,
    pue: undefined,
    emissionsKg: undefined,
    waterL: undefined,
    metrics: [],
    phases: [],
    sharedEnergyKwh: 0,
    sharedEmissionsKg: 0,
    notes: [],
    tags: [],
    figures: {},
    ...said,
  };
}

/** Where a run took place of which nobody says where. */
export const UNKNOWN: ImportedRun["place"] = { name: "unknown place" };

/** An id that is the same whenever the same run is read: from all that makes it what it is. */
export function idOf(tool: Origin["tool"], ...said: readonly string[]): string {
  const hash = createHash("sha256").update(JSON.stringify(said)).digest("hex");
  return `${tool}:${hash.slice(0, 32)}`;
}
