import { sumOfCalls } from "../../tracker/calls/run_call.ts";
import type { StoredRun } from "../stored/stored_run.ts";

/** A row of the table `run`, for searches and sums, by column; `null` is not known. */
export type RunRow = Readonly<Record<string, string | number | null>>;

/** A component of the machine. */
export type Part = "accelerator" | "cpu" | "memory";

/** A text for searches. SQLite cannot hold lone surrogates and the character U+0000. */
export function searchable(text: string): string {
  // Nearly every text is sound, and every row of a search asks for six of them.
  if (text.isWellFormed() && !text.includes("\0")) return text;
  return text.toWellFormed().replaceAll("\0", "\uFFFD");
}

/** The row of a run. Each component has its share of the IT energy, 0 to 1. */
export function rowOf(run: StoredRun): RunRow {
  const called = sumOfCalls(run.calls);
  return {
    id: run.id,
    name: searchable(run.name),
    status: run.status,
    started_ms: run.startedAt.getTime(),
    duration_s: run.durationS,
    region: searchable(regionOf(run)),
    energy_kwh: run.energyKwh,
    emissions_kg: run.emissionsKg ?? null,
    accelerator: shareOf(run, "accelerator"),
    cpu: shareOf(run, "cpu"),
    memory: shareOf(run, "memory"),
    country: text(run.place.country),
    project: text(projectOf(run)),
    notebook: text(notebookOf(run)),
    tags: JSON.stringify(run.tags.map(searchable)),
    calls_kwh: called.energyKwh,
    calls_kg: called.emissionsKg,
  };
}

/** The rows of the table `call` of a run. */
export function callRowsOf(run: StoredRun): RunRow[] {
  return (run.calls ?? []).map((call) => ({
    id: call.id,
    provider: text(call.provider),
    model: text(call.model),
    input_tokens: call.inputTokens ?? null,
    cached_input_tokens: call.cachedInputTokens ?? null,
    output_tokens: call.outputTokens ?? null,
    energy_kwh: call.energyKwh ?? null,
    emissions_kg: call.emissionsKg ?? null,
    not_counted: Number(call.notCounted !== undefined),
  }));
}

/** The project of a run, as its tool calls it. */
export function projectOf(run: StoredRun): string | undefined {
  return run.origin === undefined
    ? run.project
    : run.figures["project_name"] ?? run.figures["project"];
}

/** The notebook of a run. */
export function notebookOf(run: StoredRun): string | undefined {
  return run.origin === undefined ? run.notebook : run.figures["notebook"];
}

function text(value: string | undefined): string | null {
  return value === undefined ? null : searchable(value);
}

/** The name of a run's region: provider and region, else the name of the place. */
export function regionOf({ place }: Pick<StoredRun, "place">): string {
  const { provider, region, name } = place;
  return provider === undefined || region === undefined
    ? name
    : `${provider} ${region}`;
}

/** The shares divide the facility's overhead too. */
function shareOf(run: StoredRun, part: Part): number | null {
  const wholeKwh = energyOf(run) ?? 0;
  const energyKwh = energyOf(run, part);
  return energyKwh !== undefined && wholeKwh > 0 ? energyKwh / wholeKwh : null;
}

/**
 * Energy of the components of a kind, in kWh; `undefined` if the run has none.
 * @param part The kind. @default any part of the machine
 */
export function energyOf(
  { components }: StoredRun,
  part?: Part,
): number | undefined {
  let sum: number | undefined;
  for (const { component, energyKwh } of components) {
    if (part === undefined ? component !== "calls" : component === part) {
      sum = (sum ?? 0) + energyKwh;
    }
  }
  return sum;
}
