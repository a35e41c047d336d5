import {
  differenceInterval90,
  interval90,
  type LogNormal,
  product,
} from "../../model/interval.ts";
import { G_PER_KG, MS_PER_HOUR, MS_PER_MINUTE } from "../../units.ts";
import { bestStart, costOf, type Slot, type Stretch } from "./best_start.ts";
import { cheapestSlots } from "./cheapest_slots.ts";
import { costlyPauses } from "./costly_pauses.ts";
import { deadlineOf } from "./duration.ts";
import { forecastErrorOf } from "./forecast_error.ts";
import { checkHours, timeText, within } from "../hours.ts";
import type { HourlySource, IntensityHour } from "../hourly_source.ts";
import type { PlannedTime, TimedEmissions, Work } from "./planned_time.ts";
import type { TimeOptions } from "./time_options.ts";

/**
 * The time of least emissions in one place.
 * @param work The job
 * @param place What to call the place
 * @param source Its intensity
 * @param options When it may run, checked
 * @throws {RangeError} If the job does not fit into the time, or the source knows too few of its
 * hours
 */
export async function planTime(
  work: Work,
  place: string,
  source: HourlySource,
  options: TimeOptions,
): Promise<PlannedTime> {
  const { pauseCostKg = 0, pause = options.pauseCostKg !== undefined } =
    options;
  const start = startOf(options);
  const deadline = deadlineOf(options.within ?? "24h", start);
  const lengthMs = work.hours * MS_PER_HOUR;
  checkFits(lengthMs, start, deadline);
  const given = await source.forecast(floorOf(start, source), deadline);
  checkHours(given, source.name);
  const hours = within(given, start, deadline);
  const slots = slotsOf(hours, start, deadline);
  const last = slots.at(-1);
  if (last === undefined) {
    throw new RangeError(
      `Cannot find the best time as ${source.name} knows no hour from ${
        timeText(start)
      } to ${timeText(deadline)}`,
    );
  }
  const kw = work.energyKwh / work.hours;
  // Energy of 1 kW over 1 ms, at 1 g/kWh, in kg
  const kgPerCost = kw / MS_PER_HOUR / G_PER_KG;
  const stretches = stretchesOf(
    slots,
    lengthMs,
    pause,
    // A job without power has nothing to save by pauses.
    kgPerCost > 0 ? pauseCostKg / kgPerCost : Infinity,
  );
  if (stretches === undefined) {
    throw new RangeError(
      `Cannot find the best time as the ${
        hoursText(work.hours)
      } of the job do not fit into what ${source.name} knows: hours up to ${
        timeText(new Date(last.endMs))
      }${pause ? "" : ", without a gap"}`,
    );
  }
  const timed = (parts: readonly Stretch[]): TimedEmissions | undefined => {
    const cost = costOf(slots, parts);
    return cost === undefined ? undefined : {
      start: new Date(parts[0]!.startMs),
      end: new Date(parts.at(-1)!.endMs),
      carbonIntensity: cost / lengthMs,
      emissionsKg: cost * kgPerCost + (parts.length - 1) * pauseCostKg,
    };
  };
  const best = timed(stretches)!;
  const at = start.getTime();
  const nowStretch = { startMs: at, endMs: at + lengthMs };
  const now = timed([nowStretch]);
  const error = await forecastErrorOf(source, hours, start);
  const average = source.yearlyAverage;
  const { name, zone, basis, licence } = source;
  const forecastEnd = new Date(last.endMs);
  return {
    place,
    source: { name, zone, basis, licence },
    ...best,
    stretches: stretches.map(({ startMs, endMs }) => ({
      start: new Date(startMs),
      end: new Date(endMs),
    })),
    pauses: stretches.length - 1,
    emissionsRangeKg: interval90({
      value: best.emissionsKg,
      factor: product(work.factor, error.factor),
    }),
    now,
    savingKg: now && now.emissionsKg - best.emissionsKg,
    savingRangeKg: now && savingRange(
      now.emissionsKg,
      best.emissionsKg,
      overlapKg(slots, nowStretch, stretches) * kgPerCost,
      work.factor,
      error.factor,
    ),
    ...(average !== undefined && {
      byYearlyAverage: {
        ...average,
        emissionsKg: work.energyKwh * average.gPerKwh / G_PER_KG,
      },
    }),
    hours,
    deadline,
    forecastEnd,
    forecastError: { sigma: error.factor.sigma, source: error.source },
    notes: notesOf({ hours, slots, start, deadline, forecastEnd, source, now }),
  };
}

/** To the minute: a job is not started more exactly. */
function startOf({ start = new Date() }: TimeOptions): Date {
  return new Date(Math.ceil(start.getTime() / MS_PER_MINUTE) * MS_PER_MINUTE);
}

/** The hour of the start has begun, and its source may have it by its beginning only. */
function floorOf(start: Date, { resolutionMinutes }: HourlySource): Date {
  const step = resolutionMinutes > 0 ? resolutionMinutes * MS_PER_MINUTE : 1;
  return new Date(Math.floor(start.getTime() / step) * step);
}

function checkFits(lengthMs: number, start: Date, deadline: Date): void {
  const roomMs = deadline.getTime() - start.getTime();
  if (lengthMs <= roomMs) return;
  throw new RangeError(
    `Cannot find the best time as the job takes ${
      hoursText(lengthMs / MS_PER_HOUR)
    } and there are ${hoursText(roomMs / MS_PER_HOUR)} within ${
      timeText(start)
    } and ${timeText(deadline)}`,
  );
}

function hoursText(hours: number): string {
  return `${Number(hours.toFixed(2))} h`;
}

function slotsOf(
  hours: readonly IntensityHour[],
  start: Date,
  deadline: Date,
): Slot[] {
  return hours.flatMap(({ start: from, end, gPerKwh }) => {
    const startMs = Math.max(from.getTime(), start.getTime());
    const endMs = Math.min(end.getTime(), deadline.getTime());
    return gPerKwh === undefined || endMs <= startMs
      ? []
      : [{ startMs, endMs, grams: gPerKwh }];
  });
}

function stretchesOf(
  slots: readonly Slot[],
  lengthMs: number,
  pause: boolean,
  pauseCost: number,
): readonly Stretch[] | undefined {
  const whole = bestStart(slots, lengthMs);
  const one = whole && [whole];
  if (!pause || pauseCost === Infinity) return one;
  const some = pauseCost > 0
    ? costlyPauses(slots, lengthMs, pauseCost)
    : cheapestSlots(slots, lengthMs);
  if (some === undefined || one === undefined) return some ?? one;
  const costs = [one, some].map((stretches) =>
    costOf(slots, stretches)! + (stretches.length - 1) * pauseCost
  );
  // A pause that saves nothing is not made.
  return costs[1]! < costs[0]! * (1 - 1e-9) ? some : one;
}

/** What both times emit in the hours that they share, whose error is the same. */
function overlapKg(
  slots: readonly Slot[],
  now: Stretch,
  stretches: readonly Stretch[],
): number {
  const shared = stretches.flatMap(({ startMs, endMs }) => {
    const from = Math.max(startMs, now.startMs);
    const to = Math.min(endMs, now.endMs);
    return to > from ? [{ startMs: from, endMs: to }] : [];
  });
  return costOf(slots, shared) ?? 0;
}

/**
 * The range of what one time saves against another: the energy of both is the same, and each has
 * the error of its own hours.
 */
export function savingRange(
  nowKg: number,
  bestKg: number,
  sharedKg: number,
  energy: LogNormal,
  intensity: LogNormal,
): [low: number, high: number] {
  return differenceInterval90(
    { value: nowKg - sharedKg, factor: intensity },
    { value: bestKg - sharedKg, factor: intensity },
    energy,
  );
}

function notesOf(of: {
  readonly hours: readonly IntensityHour[];
  readonly slots: readonly Slot[];
  readonly start: Date;
  readonly deadline: Date;
  readonly forecastEnd: Date;
  readonly source: HourlySource;
  readonly now: TimedEmissions | undefined;
}): string[] {
  const { hours, slots, start, deadline, forecastEnd, source, now } = of;
  const { name, basis } = source;
  const knownMs = slots.reduce((sum, s) => sum + s.endMs - s.startMs, 0);
  const gapMs = forecastEnd.getTime() - start.getTime() - knownMs;
  const assumed = hours.filter(({ kind }) => kind === "assumed").length;
  const made = hours.some(({ kind }) => kind === "made");
  return [
    ...(made ? [`the hours of ${source.zone} are made by a formula`] : []),
    ...(forecastEnd < deadline
      ? [
        `${name} looks ahead to ${
          timeText(forecastEnd)
        }, before the deadline of ${
          timeText(deadline)
        }: later times are not compared`,
      ]
      : []),
    ...(gapMs > 0
      ? [
        `${name} has no value for ${
          hoursText(gapMs / MS_PER_HOUR)
        } before that: the job does not run then`,
      ]
      : []),
    ...(assumed > 0
      ? [`${assumed} hours are assumed, by the average of a year`]
      : []),
    ...(now === undefined
      ? ["what starting now emits is not known, as one of its hours is missing"]
      : []),
    ...(basis === "marginal"
      ? [
        "the intensity is marginal: what one more kWh emits. It says when to run, and is no footprint",
      ]
      : []),
  ];
}
