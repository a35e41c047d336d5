import { UnknownNameError } from "../../errors.ts";
import * as v from "../../input.ts";
import { anything } from "../../input.ts";
import { nearest } from "../../nearest.ts";
import { G_PER_KG } from "../../units.ts";
import type { SmallTable } from "../engines/engine.ts";
import type { JobSaving, SavingOptions } from "../job_log.ts";
import type { AskableLog } from "../open_job_log.ts";
import { type JobSite, PLACE_STEP } from "./sites.ts";
import { JOB_KEYS, type JobKey, startsOf, TIME_KEYS } from "./statement.ts";

/** A job may wait so long at most, in h. */
const DAY = 24;

const SCHEMA = v.record({
  withinHours: v.optional(v.number(v.above(0))),
  where: v.optional(anything()),
});

/**
 * What jobs would have emitted in their best hours. Jobs of one hour and one whole number of hours
 * are moved together, by whole hours; after the end of the log's hours none is moved.
 * @param log The log
 * @param options How long jobs may wait, and which
 * @throws {TypeError} If an option is unknown or of the wrong type
 * @throws {UnknownNameError} If jobs cannot be chosen by a key
 */
export async function savingOf(
  { engine, priced }: Pick<AskableLog, "engine" | "priced">,
  options: SavingOptions = {},
): Promise<JobSaving> {
  v.checkInput(SCHEMA, options, {
    doing: "find better hours",
    whole: "{ withinHours, where }",
    otherNames: { hours: "withinHours", within: "withinHours" },
    fields: {
      withinHours: "a finite number > 0, in h",
      where: 'the jobs that may wait, such as { partition: ["batch"] }',
    },
  });
  const { withinHours = DAY, where = {} } = options;
  const { key, chosen } = choiceIn(where);
  const { bounds: _, days: __, ...tables } = priced.tables;
  const answer = await engine.ask(startsOf(key), { ...tables, ...chosen });
  let [jobs, kg, movedKg] = [0, 0, 0];
  const sums = priced.sites.map(sumsOf);
  (answer["hour_key"] ?? []).forEach((hourKey, i) => {
    const at = (name: string) => Number(answer[name]?.[i] ?? 0);
    const site = Math.floor(Number(hourKey) / PLACE_STEP);
    const hour = Number(hourKey) - site * PLACE_STEP;
    const count = at("jobs");
    const best = bestShare(sums[site]!, {
      start: hour - priced.sites[site]!.firstHour + at("within") / count,
      length: at("hours") / count,
      within: Math.floor(withinHours),
    });
    jobs += count;
    kg += at("g") / G_PER_KG;
    movedKg += at("g") / G_PER_KG * best;
  });
  return Object.freeze({
    movableKg: kg,
    movableJobs: jobs,
    movedKg,
    savedKg: kg - movedKg,
    withinHours,
  });
}

/** The intensity of the hours until each of them, added up. */
function sumsOf({ hours }: JobSite): Float64Array {
  const sums = new Float64Array(hours.length + 1);
  hours.forEach((value, i) => sums[i + 1] = sums[i]! + value);
  return sums;
}

/** Jobs of one length, which begin at one time. */
interface Starting {
  readonly start: number;
  readonly length: number;
  readonly within: number;
}

/** The least that jobs emit within a time, as a share of what they did; 1 if they stay. */
function bestShare(
  sums: Float64Array,
  { start, length, within }: Starting,
): number {
  const until = (moment: number) => {
    const hour = Math.floor(moment);
    const before = sums[hour] ?? 0;
    return before + ((sums[hour + 1] ?? before) - before) * (moment - hour);
  };
  const from = (moment: number) => until(moment + length) - until(moment);
  const now = from(start);
  let best = now;
  for (let later = 1; later <= within; later += 1) {
    if (start + later + length > sums.length - 1) break;
    best = Math.min(best, from(start + later));
  }
  return now > 0 ? best / now : 1;
}

type ChosenKey = Exclude<JobKey, "day" | "month">;

function choiceIn(where: NonNullable<SavingOptions["where"]>): {
  readonly key: ChosenKey | undefined;
  readonly chosen: Readonly<Record<string, SmallTable>>;
} {
  const keys = Object.keys(where);
  const allowed = JOB_KEYS.filter((key) => !TIME_KEYS.includes(key));
  for (const key of keys) {
    if (allowed.includes(key as JobKey)) continue;
    throw new UnknownNameError(
      "key",
      key,
      nearest(key, allowed),
      `jobs are chosen by ${allowed.join(", ")}`,
    );
  }
  if (keys.length > 1) {
    throw new RangeError(
      `Cannot find better hours as where must have one key: current keys are ${
        keys.join(", ")
      }`,
    );
  }
  const [key] = keys as ChosenKey[];
  if (key === undefined) return { key, chosen: {} };
  const values = [where[key]].flat().map(String);
  return {
    key,
    chosen: {
      chosen: { value: { type: "text", values: [...new Set(values)] } },
    },
  };
}
