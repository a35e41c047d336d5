import type { Component } from "../../estimate/result.ts";
import type { StoredRun } from "../stored/stored_run.ts";

/** The columns of the table `run`, for searches and sums. */
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
  /** Share of each component, 0 to 1; `null` where it is not known. */
  readonly shares: Readonly<Record<Part, number | null>>;
  /** A JSON array. */
  readonly tags: string;
}

/** A component of the machine. */
export type Part = Component["component"];

/** A text for searches. SQLite cannot hold lone surrogates and the character U+0000. */
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

/** The name of a run's region: provider and region, else the name of the place. */
export function regionOf({ place }: Pick<StoredRun, "place">): string {
  const { provider, region, name } = place;
  return provider === undefined || region === undefined
    ? name
    : `${provider} ${region}`;
}

/** Each component's share of the IT energy. The shares divide the facility's overhead too. */
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
