import type { SourcedFigure } from "../../catalog/sourced_figure.ts";
import { UnknownNameError } from "../../errors.ts";
import { estimateJob } from "../../estimate/estimate.ts";
import {
  type EstimateOrRun,
  hasFootprint,
  hoursOf,
} from "../../estimate/has_footprint.ts";
import type { Job } from "../../estimate/job.ts";
import type { Footprint } from "../../estimate/result.ts";
import { shown } from "../../input.ts";
import { product } from "../../model/interval.ts";
import { VERSION, type Version } from "../../version.ts";
import {
  type ApartPlace,
  type BestPlaceOptions,
  planPlaces,
} from "./plan_places.ts";
import { planTime } from "./plan_time.ts";
import type { PlannedTime, Work } from "./planned_time.ts";
import {
  type BestTimeOptions,
  checkSource,
  checkTimeOptions,
} from "./time_options.ts";
import { hourlyFigure } from "./forecast_error.ts";
import type { HourlySource } from "../hourly_source.ts";

/** The best time of a job. Nothing is rounded. */
export interface BestTime extends PlannedTime {
  /** Energy of the facility, PUE included, in kWh. */
  readonly energyKwh: number;
  /** How long the job runs, in h. */
  readonly durationH: number;
  /** Every figure used. */
  readonly sources: readonly SourcedFigure[];
  /** What it was made with. */
  readonly version: Version;
}

/** The best place and time of a job. */
export interface BestPlace extends BestTime {
  /** All places with their best times, the best one first. */
  readonly places: readonly PlannedTime[];
  /** Places that are not compared, and why. */
  readonly apart: readonly ApartPlace[];
  /** The place that the saving is counted from. */
  readonly home: string;
}

type WithDefaults = (job: Job) => Job;

/** The best time of a job. See `bestTime` of the module, which also displays it. */
export async function findBestTime(
  subject: Job | Footprint,
  options: BestTimeOptions,
  withDefaults: WithDefaults,
): Promise<BestTime> {
  const doing = "find the best time";
  checkTimeOptions(options, doing);
  checkSource(options.source, doing);
  const { work, sources } = workOf(subject, options.hours, doing, withDefaults);
  const { source, ...time } = options;
  const plan = await planTime(work, source.zone, source, time);
  return whole(plan, source, work, sources);
}

/** The best place of a job. See `bestPlace` of the module, which also displays it. */
export async function findBestPlace(
  subject: Job | Footprint,
  options: BestPlaceOptions,
  withDefaults: WithDefaults,
): Promise<BestPlace> {
  const doing = "find the best place";
  const hours = options?.hours;
  const done = new Map<string, ReturnType<typeof workOf>>();
  const workIn = (place: string) => {
    let work = done.get(place);
    if (work === undefined) {
      work = workOf(subject, hours, doing, withDefaults, place);
      done.set(place, work);
    }
    return work;
  };
  const planned = await planPlaces((place) => workIn(place).work, options);
  const [best] = planned.places as [PlannedTime];
  const { work, sources } = workIn(best.place);
  return { ...whole(best, best.source, work, sources), ...planned };
}

function whole(
  plan: PlannedTime,
  source: Pick<HourlySource, "name" | "zone" | "licence">,
  work: Work,
  sources: readonly SourcedFigure[],
): BestTime {
  const isMade = plan.hours.some(({ kind }) =>
    kind === "made" || kind === "assumed"
  );
  return {
    ...plan,
    energyKwh: work.energyKwh,
    durationH: work.hours,
    sources: [
      hourlyFigure(source, plan.carbonIntensity, isMade),
      ...sources.filter(({ role }) => ENERGY_ROLES.includes(role)),
    ],
    version: VERSION,
  };
}

/** What the energy rests on; the intensity is that of the hours. */
const ENERGY_ROLES: readonly SourcedFigure["role"][] = [
  "energy",
  "power",
  "powerCurve",
  "utilization",
  "pue",
];

/** The energy of a job and its time. */
function workOf(
  subject: Job | Footprint,
  ownHours: number | undefined,
  doing: string,
  withDefaults: WithDefaults,
  place?: string,
): { work: Work; sources: readonly SourcedFigure[] } {
  const isResult = hasFootprint<Footprint>(subject, doing);
  const footprint = isResult
    ? subject
    : estimateIn(withDefaults(subject), place);
  const hours = ownHours ??
    (isResult ? hoursOf(subject as EstimateOrRun) : (subject as Job).hours);
  if (!(hours !== undefined && hours > 0)) {
    throw new TypeError(
      `Cannot ${doing} as nothing says how long the job takes: give hours beside source, a number > 0; current value is ${
        shown(hours)
      }`,
    );
  }
  const { energyKwh, uncertainty: { energy, pue }, sources } = footprint;
  return {
    work: { hours, energyKwh, factor: product(energy, pue) },
    sources,
  };
}

/** The job in a place, if that is one of the tables, for its PUE; else in its own place. */
function estimateIn(job: Job, place: string | undefined): Footprint {
  // The intensity is not used: it only lets a job have no place.
  const anywhere = { ...job, carbonIntensity: 1 };
  if (place === undefined || job.pue !== undefined) {
    return estimateJob(anywhere);
  }
  const { provider: _, country: __, subdivision: ___, ...rest } = anywhere;
  try {
    return estimateJob({ ...rest, region: place });
  } catch (error) {
    if (!(error instanceof UnknownNameError)) throw error;
    return estimateJob(anywhere);
  }
}
