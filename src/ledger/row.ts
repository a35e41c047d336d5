import type { Component } from "../estimate/result.ts";
import type { StoredRun } from "./stored_run.ts";

/** What of a run is searched and summed: the columns of `run`. */
export interface RunRow {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly startedMs: number;
  readonly durationS: number;
  readonly region: string;
  readonly energyKwh: number;
  readonly emissionsKg: number | null;
  readonly sharedEnergyKwh: number;
  readonly sharedEmissionsKg: number;
  /** Share of each part of the machine, 0 to 1; `null` where it is not known. */
  readonly shares: Readonly<Record<Part, number | null>>;
  /** A JSON array. */
  readonly tags: string;
}

/** A part of the machine. */
export type Part = Component["component"];

/** A text as it is searched by: without what SQLite cannot hold, halves of pairs and the sign 0. */
export function searchable(text: string): string {
  return text.toWellFormed().replaceAll("\0", "\uFFFD");
}

/** The columns of a run. */
export function rowOf(run: StoredRun): RunRow {
  return {
    id: run.id,
    name: searchable(run.name),
    status: run.status,
    startedMs: run.startedAt.getTime(),
    durationS: run.durationS,
    region: searchable(regionOf(run)),
    energyKwh: run.energyKwh,
    emissionsKg: run.emissionsKg ?? null,
    sharedEnergyKwh: run.sharedEnergyKwh,
    sharedEmissionsKg: run.sharedEmissionsKg,
    shares: sharesOf(run),
    tags: JSON.stringify(run.tags.map(searchable)),
  };
}

/** What a run's region is called: the provider's, else the name of the place. */
export function regionOf({ place }: Pick<StoredRun, "place">): string {
  const { provider, region, name } = place;
  return provider === undefined || region === undefined
    ? name
    : `${provider} ${region}`;
}

/**
 * The share of each part of the machine, as the energy is that each of them used itself: so they take their
 * part of the facility's overhead too, and sum to the whole.
 */
function sharesOf({ components }: StoredRun): RunRow["shares"] {
  const wholeKwh = sumOf(components);
  const share = (part: Part) => {
    const alike = components.filter(({ component }) => component === part);
    return alike.length > 0 && wholeKwh > 0 ? sumOf(alike) / wholeKwh : null;
  };
  return {
    accelerator: share("accelerator"),
    cpu: share("cpu"),
    memory: share("memory"),
  };
}

function sumOf(
  components: readonly Pick<Component, "energyKwh">[],
): number {
  return components.reduce((sum, { energyKwh }) => sum + energyKwh, 0);
}
