import {
  figureOf,
  type FigureRole,
  type Input,
  type SourcedFigure,
} from "../../catalog/sourced_figure.ts";
import type { LogNormal } from "../../model/interval.ts";
import type { RunBasis } from "../../tracker/record.ts";
import type { Phase } from "../../tracker/course/phase_log.ts";
import { decodeRecord } from "../stored/record_text.ts";
import type { TrackedRun } from "../stored/stored_run.ts";
import type { JournalLine, NewsLine } from "./journal.ts";

/** Version 0.1.0 wrote the whole run, as it was then, in place of a header. */
interface StateLine {
  readonly kind: "state";
  readonly record: string;
}

/** The news of version 0.1.0: notes, reason and what is shared were in the state. */
interface ProgressLine extends Pick<NewsLine, "idle" | "ended" | "at"> {
  readonly kind: "progress";
  readonly open?: Phase;
}

/**
 * Brings the lines of a journal of version 0.1.0 into the form of today.
 * @param lines The lines of a journal of any version
 */
export function upgraded(lines: readonly unknown[]): readonly JournalLine[] {
  const all = lines as readonly (JournalLine | StateLine | ProgressLine)[];
  const state = all.findLast((line) => line.kind === "state");
  if (state === undefined) return all as readonly JournalLine[];
  const run = decodeRecord({ ...state, metrics: "[]" }) as TrackedRun;
  const { reason, notes } = run;
  const common = { kind: "news", reason, shared: sharedOf(run) } as const;
  const first: NewsLine = {
    ...common,
    at: { timeS: 0, energyKwh: 0, emissionsKg: 0 },
    idle: run.idle,
    ended: [],
    notes,
  };
  const rest = all.filter((line) => line.kind !== "state").map((line) =>
    line.kind === "progress" ? { ...line, ...common, notes: [] } : line
  );
  const { id, name, startedAt, tags, version } = run;
  const header = { id, name, startedAt, basis: basisOf(run) };
  return [{ kind: "header", run: header, tags, version }, first, ...rest];
}

/** A run that was shared as a whole until then is taken to be shared until its end. */
function sharedOf(
  { energyKwh, sharedEnergyKwh, sharedEmissionsKg }: TrackedRun,
): NewsLine["shared"] {
  if (sharedEnergyKwh > 0 && sharedEnergyKwh >= energyKwh) return undefined;
  return {
    timeS: 0,
    activeS: 0,
    energyKwh: sharedEnergyKwh,
    emissionsKg: sharedEmissionsKg,
  };
}

/** The roles of the figures that belong to a place. */
const OF_PLACE: readonly FigureRole[] = [
  "intensity",
  "pue",
  "offset",
  "wueSite",
  "wueGrid",
];

/** The wording of the mean of a function of time; no state had another key. */
const MEAN = "grid carbon intensity, mean of the run's energy";

function basisOf(run: TrackedRun): RunBasis {
  const { place, sources, uncertainty, attribution, budgetKg } = run;
  const figure = (role: FigureRole) => figureOf(sources, role) as SourcedFigure;
  const input = (role: "intensity" | "pue", spread: LogNormal) =>
    ({ figure: figure(role), spread }) as Input;
  const offset = figureOf(sources, "offset");
  const figures = sources.filter(({ role }) => !OF_PLACE.includes(role));
  // A state did not say which model used which figure: only that of a processor depends on it.
  const model = run.sensors.findIndex(({ method, component }) =>
    method === "model" && component === "cpu"
  );
  const withFigures = Math.max(0, model);
  return {
    site: {
      place,
      carbonIntensity: input("intensity", uncertainty.carbonIntensity),
      pue: input("pue", uncertainty.pue),
      ...offset && { offset },
      wueSite: figure("wueSite"),
      wueGrid: figure("wueGrid"),
    },
    intensityVaries: figure("intensity").what === MEAN,
    pue: figure("pue").given ? run.pue : undefined,
    sensors: run.sensors.map((sensor, i) => ({
      ...sensor,
      figures: i === withFigures ? figures : [],
    })),
    attribution,
    budgetKg,
  };
}
